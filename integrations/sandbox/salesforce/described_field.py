"""A field as describe tells it, with the 57 keys that were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Field, Option

SAME_FOR_ALL: dict[str, object] = {
    "aiPredictionField": False,
    "autoNumber": False,
    "calculated": False,
    "calculatedFormula": None,
    "cascadeDelete": False,
    "controllerName": None,
    "defaultValueFormula": None,
    "dependentPicklist": False,
    "deprecatedAndHidden": False,
    "displayLocationInDecimal": False,
    "encrypted": False,
    "filteredLookupInfo": None,
    "formulaTreatNullNumberAsZero": False,
    "highScaleNumber": False,
    "htmlFormatted": False,
    "inlineHelpText": None,
    "mask": None,
    "maskType": None,
    "referenceTargetField": None,
    "relationshipOrder": None,
    "restrictedDelete": False,
    "searchPrefilterable": False,
    "writeRequiresMasterRead": False,
}
SOAP_TYPES = {
    "id": "tns:ID",
    "reference": "tns:ID",
    "int": "xsd:int",
    "double": "xsd:double",
    "currency": "xsd:double",
    "percent": "xsd:double",
    "boolean": "xsd:boolean",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
    "address": "urn:address",
}
UNGROUPED = frozenset(("datetime", "double", "currency", "percent", "address"))


def described_field(field: Field) -> dict[str, object]:
    return {**SAME_FOR_ALL, **_facts(field), **_type(field), **_rights(field)}


def _facts(field: Field) -> dict[str, object]:
    is_polymorphic = len(field.reference_to) > 1
    return {
        "compoundFieldName": field.compound,
        "custom": field.custom,
        "defaultValue": _default(field),
        "defaultedOnCreate": field.defaulted,
        "externalId": field.external_id,
        "extraTypeInfo": field.extra,
        "idLookup": field.id_lookup or field.external_id,
        "label": field.label,
        "name": field.name,
        "nameField": field.name_field,
        "namePointing": is_polymorphic,
        "picklistValues": [_option(option) for option in field.options],
        "polymorphicForeignKey": is_polymorphic,
        "referenceTo": list(field.reference_to),
        "relationshipName": field.relationship,
        "restrictedPicklist": field.restricted,
        "unique": field.unique,
    }


def _type(field: Field) -> dict[str, object]:
    is_id = field.type in ("id", "reference")
    return {
        "byteLength": field.length if is_id else 3 * field.length,
        "caseSensitive": field.case_sensitive,
        "digits": field.digits,
        "length": field.length,
        "precision": field.precision,
        "queryByDistance": field.type == "address",
        "scale": field.scale,
        "soapType": SOAP_TYPES.get(field.type, "xsd:string"),
        "type": field.type,
    }


def _rights(field: Field) -> dict[str, object]:
    is_writable = field.createable or field.updateable
    return {
        "aggregatable": field.filterable and field.type != "boolean",
        "createable": field.createable,
        "filterable": field.filterable,
        "groupable": field.filterable and field.type not in UNGROUPED,
        "nillable": field.nillable,
        "permissionable": field.nillable and is_writable,
        "sortable": field.sortable,
        "updateable": field.updateable,
    }


def _default(field: Field) -> object:
    if field.type == "boolean":
        return False
    return next((option.value for option in field.options if option.default), None)


def _option(option: Option) -> dict[str, object]:
    return {
        "active": True,
        "defaultValue": option.default,
        "label": option.label,
        "validFor": None,
        "value": option.value,
    }
