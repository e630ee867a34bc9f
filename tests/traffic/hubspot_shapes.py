"""What HubSpot's JSON looks like, as far as it is documented or recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.traffic.shapes import Shape

ID = re.compile(r"\d+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DIGITS = re.compile(r"\d+")
OBJECT_TYPE = re.compile(r"\d+-\d+")
SWITCH = re.compile("(?i:true|false)")

PAGING = {"next": {"after": str, "link?": str}}
TIMES = {"startedAt": MOMENT, "completedAt": MOMENT, "requestedAt?": MOMENT}
VERSION = {
    "value": (None, str),
    "timestamp": MOMENT,
    "sourceType": str,
    "sourceId?": (None, str),
    "sourceLabel?": (None, str),
    "updatedByUserId?": (None, int),
}
LINKED = {"id": ID, "type": str}
RECORD = {
    "id": ID,
    "properties": {...: (None, str)},
    "propertiesWithHistory?": {...: [VERSION]},
    "associations?": {...: {"results": [LINKED], "paging?": PAGING}},
    "createdAt": MOMENT,
    "updatedAt": MOMENT,
    "archived": bool,
    "archivedAt?": MOMENT,
    "url?": str,
    "new?": bool,
    "objectWriteTraceId?": str,
}
DETAIL = {
    "message": str,
    "code?": str,
    "in?": str,
    "subCategory?": str,
    "context?": {...: [str]},
}
ITEM_ERROR = {
    "status": frozenset(("error",)),
    "category": str,
    "subCategory?": str,
    "message": str,
    "context?": {...: [str]},
    "errors?": [DETAIL],
    "links?": {...: str},
}
TYPE = {"category": str, "typeId": int, "label": (None, str)}
ASSOCIATED = {"toObjectId": int, "associationTypes": [TYPE]}
FROM = {"from": {"id": ID}, "to": [ASSOCIATED], "paging?": PAGING}
LINK = {
    "fromObjectTypeId": OBJECT_TYPE,
    "fromObjectId": int,
    "toObjectTypeId": OBJECT_TYPE,
    "toObjectId": int,
    "labels": [str],
}
OPTION = {
    "label": str,
    "value": str,
    "description?": (None, str),
    "displayOrder?": int,
    "hidden?": bool,
}
PROPERTY = {
    "name": str,
    "label": str,
    "type": str,
    "fieldType": str,
    "groupName": str,
    "options": [OPTION],
    "hasUniqueValue": bool,
    "modificationMetadata": {...: bool},
    ...: ...,
}
NEW_PROPERTY = {
    "name": str,
    "label": str,
    "type": str,
    "fieldType": str,
    "groupName": str,
    "description?": str,
    "options?": [OPTION],
    "hasUniqueValue?": bool,
    "externalOptions?": bool,
    "referencedObjectType?": str,
    "formField?": bool,
    "hidden?": bool,
    "displayOrder?": int,
}
GROUP = {"name": str, "label": str, "displayOrder?": int, "archived?": bool}
OWNER = {
    "id": ID,
    "email?": str,
    "type": frozenset(("PERSON", "QUEUE")),
    "firstName?": str,
    "lastName?": str,
    "userId?": (None, int),
    "userIdIncludingInactive?": int,
    "createdAt": MOMENT,
    "updatedAt": MOMENT,
    "archived": bool,
    "teams?": [{"id": ID, "name": str, "primary": bool}],
}
STAGE = {
    "id": str,
    "label": str,
    "displayOrder": int,
    "metadata": {...: str},
    "archived": bool,
    "createdAt": MOMENT,
    "updatedAt": MOMENT,
    "writePermissions?": str,
}
PIPELINE = {
    "id": str,
    "label": str,
    "displayOrder": int,
    "archived": bool,
    "stages": [STAGE],
    "createdAt": MOMENT,
    "updatedAt": MOMENT,
}
LIST = {
    "listId": ID,
    "listVersion": int,
    "name": str,
    "processingType": frozenset(("MANUAL", "SNAPSHOT", "DYNAMIC")),
    "processingStatus": str,
    "objectTypeId": OBJECT_TYPE,
    "size?": int,
    "createdAt": MOMENT,
    "updatedAt": MOMENT,
    "filtersUpdatedAt": MOMENT,
    "deletedAt?": MOMENT,
    "createdById": str,
    "updatedById": str,
    "filterBranch?": {...: ...},
    "additionalProperties?": {...: ...},
}
MEMBER = {"recordId": ID, "membershipTimestamp": MOMENT}
MEMBERSHIP = {"objectTypeId": OBJECT_TYPE, "recordId": ID}
MEMBER_OF = {
    "listId": ID,
    "listVersion": int,
    "isPublicList?": bool,
    "firstAddedTimestamp": MOMENT,
    "lastAddedTimestamp": MOMENT,
}
MEMBERSHIPS = {**MEMBERSHIP, "recordListMemberships": [MEMBER_OF]}

READ = {
    "properties?": str,
    "propertiesWithHistory?": str,
    "associations?": str,
    "archived?": SWITCH,
    "idProperty?": str,
}
LISTED = {**READ, "limit?": DIGITS, "after?": str}
PROPERTIES = {"properties": {...: (None, str)}}
TO_LINK = {"associationCategory": str, "associationTypeId": int}
NEW = {
    **PROPERTIES,
    "associations?": [{"to": {"id": ID}, "types": [TO_LINK]}],
    "objectWriteTraceId?": str,
}
BY_ID = {"id": str}
CHANGE = {**PROPERTIES, "id": str, "idProperty?": str, "objectWriteTraceId?": str}
FILTER = {
    "propertyName": str,
    "operator": str,
    "value?": str,
    "values?": [str],
    "highValue?": str,
}
SEARCH = {
    "filterGroups?": [{"filters": [FILTER]}],
    "sorts?": [{"propertyName": str, "direction": str}],
    "properties?": [str],
    "limit?": int,
    "after?": (str, int),
    "query?": str,
}
BATCH_READ = {
    "inputs": [BY_ID],
    "properties?": [str],
    "propertiesWithHistory?": [str],
    "idProperty?": str,
}


def inputs(shape: Shape) -> Shape:
    return {"inputs": [shape]}


def page(shape: Shape) -> Shape:
    return {"results": [shape], "paging?": PAGING, "total?": int}


def batch(shape: Shape, *, done: int = 200) -> dict[int, Shape]:
    """207: some were refused, or all."""
    whole = {**TIMES, "status": frozenset(("COMPLETE",)), "results": [shape]}
    return {done: whole, 207: {**whole, "numErrors": int, "errors": [ITEM_ERROR]}}


REFUSAL = {
    "status": str,
    "message": str,
    "correlationId?": (None, UUID),
    "category?": str,
    "subCategory?": str,
    "context?": {...: [str]},
    "errors?": [DETAIL],
    "links?": {...: str},
    "policyName?": str,
    "errorType?": str,
    "requestId?": str,
    "validationResults?": [{...: ...}],
    "error?": str,
    "error_description?": str,
}
