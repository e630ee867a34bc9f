"""Describe: objects and fields with every key that was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Field, Option
    from integrations.sandbox.salesforce.schema.sobject import SObject

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
MASTER = {
    "active": True,
    "available": True,
    "defaultRecordTypeMapping": True,
    "developerName": "Master",
    "master": True,
    "name": "Master",
    "recordTypeId": "012000000000000AAA",
}


def described_field(field: Field) -> dict[str, object]:
    return {**_unused_keys(), **_facts(field), **_type(field), **_rights(field)}


def described_object(org: Org, kind: SObject, base: str) -> dict[str, object]:
    layout = f"{base}/sobjects/{kind.name}/describe/layouts/{MASTER['recordTypeId']}"
    return {
        "actionOverrides": [],
        "childRelationships": _children(org, kind),
        "compactLayoutable": True,
        "defaultImplementation": None,
        "extendedBy": None,
        "extendsInterfaces": None,
        "fields": [described_field(field) for field in kind.fields.values()],
        "implementedBy": None,
        "implementsInterfaces": None,
        "listviewable": None,
        "lookupLayoutable": None,
        "namedLayoutInfos": [],
        "networkScopeFieldName": None,
        "recordTypeInfos": [{**MASTER, "urls": {"layout": layout}}],
        "searchLayoutable": True,
        "sobjectDescribeOption": "FULL",
        "supportedScopes": [
            {"label": f"All {kind.plural.lower()}", "name": "everything"}
        ],
        **summary(kind, base),
    }


def summary(kind: SObject, base: str) -> dict[str, object]:
    """What describe global tells of each object."""
    url = f"{base}/sobjects/{kind.name}"
    writable = kind.writable
    return {
        "activateable": False,
        "associateEntityType": None,
        "associateParentEntity": None,
        "createable": writable,
        "custom": False,
        "customSetting": False,
        "deepCloneable": False,
        "deletable": writable,
        "deprecatedAndHidden": False,
        "feedEnabled": writable,
        "hasSubtypes": False,
        "isInterface": False,
        "isSubtype": False,
        "keyPrefix": kind.prefix,
        "label": kind.label,
        "labelPlural": kind.plural,
        "layoutable": writable,
        "mergeable": writable,
        "mruEnabled": writable,
        "name": kind.name,
        "queryable": True,
        "replicateable": True,
        "retrieveable": True,
        "searchable": writable,
        "triggerable": writable,
        "undeletable": writable,
        "updateable": writable,
        "urls": {
            "sobject": url,
            "describe": f"{url}/describe",
            "rowTemplate": f"{url}/{{ID}}",
        },
    }


def _unused_keys() -> dict[str, object]:
    """Keys whose value is the same for every field of the sandbox."""
    return {
        "aiPredictionField": False,
        "autoNumber": False,
        "calculated": False,
        "calculatedFormula": None,
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


def _facts(field: Field) -> dict[str, object]:
    return {
        "cascadeDelete": False,
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
        "namePointing": len(field.reference_to) > 1,
        "picklistValues": [_option(option) for option in field.options],
        "polymorphicForeignKey": len(field.reference_to) > 1,
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
    groupable = field.filterable and field.type not in UNGROUPED
    return {
        "aggregatable": field.filterable and field.type != "boolean",
        "createable": field.createable,
        "filterable": field.filterable,
        "groupable": groupable,
        "nillable": field.nillable,
        "permissionable": field.nillable and (field.createable or field.updateable),
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


def _children(org: Org, kind: SObject) -> list[dict[str, object]]:
    return [
        _child(child, field)
        for child in org.objects.values()
        for field in child.fields.values()
        if kind.name in field.reference_to
    ]


def _child(child: SObject, field: Field) -> dict[str, object]:
    return {
        "cascadeDelete": field.cascade,
        "childSObject": child.name,
        "deprecatedAndHidden": False,
        "field": field.name,
        "junctionIdListNames": [],
        "junctionReferenceTo": [],
        "relationshipName": child.plural if field.name == "AccountId" else None,
        "restrictedDelete": False,
    }
