"""An object as describe tells it, whole and in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.described_field import described_field

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject

SAME_IN_SHORT: dict[str, object] = {
    "activateable": False,
    "associateEntityType": None,
    "associateParentEntity": None,
    "custom": False,
    "customSetting": False,
    "deepCloneable": False,
    "deprecatedAndHidden": False,
    "hasSubtypes": False,
    "isInterface": False,
    "isSubtype": False,
    "queryable": True,
    "replicateable": True,
    "retrieveable": True,
}
SAME_IN_FULL: dict[str, object] = {
    "actionOverrides": [],
    "compactLayoutable": True,
    "defaultImplementation": None,
    "extendedBy": None,
    "extendsInterfaces": None,
    "implementedBy": None,
    "implementsInterfaces": None,
    "listviewable": None,
    "lookupLayoutable": None,
    "namedLayoutInfos": [],
    "networkScopeFieldName": None,
    "searchLayoutable": True,
    "sobjectDescribeOption": "FULL",
}
SAME_AS_WRITABLE = (
    "createable",
    "deletable",
    "feedEnabled",
    "layoutable",
    "mergeable",
    "mruEnabled",
    "searchable",
    "triggerable",
    "undeletable",
    "updateable",
)
MASTER = {
    "active": True,
    "available": True,
    "defaultRecordTypeMapping": True,
    "developerName": "Master",
    "master": True,
    "name": "Master",
    "recordTypeId": "012000000000000AAA",
}


def described_object(org: Org, kind: SObject, base: str) -> dict[str, object]:
    layout = f"{base}/sobjects/{kind.name}/describe/layouts/{MASTER['recordTypeId']}"
    scope = {"label": f"All {kind.plural.lower()}", "name": "everything"}
    return {
        **SAME_IN_FULL,
        **in_short(kind, base),
        "childRelationships": _children(org, kind),
        "fields": [described_field(field) for field in kind.fields.values()],
        "recordTypeInfos": [{**MASTER, "urls": {"layout": layout}}],
        "supportedScopes": [scope],
    }


def in_short(kind: SObject, base: str) -> dict[str, object]:
    url = f"{base}/sobjects/{kind.name}"
    urls = {
        "sobject": url,
        "describe": f"{url}/describe",
        "rowTemplate": f"{url}/{{ID}}",
    }
    return {
        **SAME_IN_SHORT,
        **dict.fromkeys(SAME_AS_WRITABLE, kind.writable),
        "keyPrefix": kind.prefix,
        "label": kind.label,
        "labelPlural": kind.plural,
        "name": kind.name,
        "urls": urls,
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
