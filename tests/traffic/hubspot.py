"""HubSpot's endpoints with the shapes of what goes to them and comes back."""

from __future__ import annotations

from tests.traffic.book import Exchange
from tests.traffic.hubspot_shapes import (
    BATCH_READ,
    BY_ID,
    CHANGE,
    DIGITS,
    FROM,
    GROUP,
    ID,
    LINK,
    LIST,
    LISTED,
    MEMBER,
    MEMBERSHIP,
    MEMBERSHIPS,
    NEW,
    NEW_PROPERTY,
    OBJECT_TYPE,
    OWNER,
    PAGING,
    PIPELINE,
    PROPERTIES,
    PROPERTY,
    READ,
    RECORD,
    SEARCH,
    STAGE,
    SWITCH,
    TO_LINK,
    batch,
    inputs,
    page,
)

KIND = "(companies|contacts)"

EXCHANGES = {
    "GET account-info/details": Exchange({200: {"portalId": int, ...: ...}}),
    "GET account-info/api-usage/daily/private-apps": Exchange(
        {200: {"results": [{"usageLimit": int, "currentUsage": int, ...: ...}]}}
    ),
    "GET owners": Exchange(
        {200: page(OWNER)},
        query={
            "limit?": DIGITS,
            "after?": str,
            "archived?": SWITCH,
            "email?": str,
        },
    ),
    f"GET {KIND}": Exchange({200: page(RECORD)}, query=LISTED),
    f"POST {KIND}": Exchange({201: RECORD}, NEW),
    rf"GET {KIND}/\{{id\}}": Exchange({200: RECORD}, query=READ),
    rf"PATCH {KIND}/\{{id\}}": Exchange(
        {200: RECORD}, PROPERTIES, {"idProperty?": str}
    ),
    rf"DELETE {KIND}/\{{id\}}": Exchange({204: None}),
    f"POST {KIND}/merge": Exchange(
        {200: RECORD}, {"primaryObjectId": ID, "objectIdToMerge": ID}
    ),
    f"POST {KIND}/search": Exchange(
        {200: {"total": int, "results": [RECORD], "paging?": PAGING}}, SEARCH
    ),
    f"POST {KIND}/batch/read": Exchange(
        batch(RECORD), BATCH_READ, {"archived?": SWITCH}
    ),
    f"POST {KIND}/batch/create": Exchange(batch(RECORD, done=201), inputs(NEW)),
    f"POST {KIND}/batch/(update|upsert)": Exchange(batch(RECORD), inputs(CHANGE)),
    f"POST {KIND}/batch/archive": Exchange({204: None}, inputs(BY_ID)),
    f"POST associations/{KIND}/{KIND}/batch/read": Exchange(
        batch(FROM), inputs({"id": ID, "after?": str})
    ),
    f"POST associations/{KIND}/{KIND}/batch/create": Exchange(
        batch(LINK, done=201),
        inputs({"from": {"id": ID}, "to": {"id": ID}, "types": [TO_LINK]}),
    ),
    f"POST associations/{KIND}/{KIND}/batch/archive": Exchange(
        {204: None}, inputs({"from": {"id": ID}, "to": [{"id": ID}]})
    ),
    rf"PUT {KIND}/\{{id\}}/associations/default/{KIND}/\{{other\}}": Exchange(
        batch(LINK)
    ),
    rf"DELETE {KIND}/\{{id\}}/associations/{KIND}/\{{other\}}": Exchange({204: None}),
    f"GET properties/{KIND}": Exchange(
        {200: {"results": [PROPERTY]}}, query={"archived?": SWITCH}
    ),
    f"POST properties/{KIND}": Exchange({201: PROPERTY}, NEW_PROPERTY),
    rf"GET properties/{KIND}/\{{name\}}": Exchange({200: PROPERTY}),
    rf"PATCH properties/{KIND}/\{{name\}}": Exchange(
        {200: PROPERTY},
        {f"{name.removesuffix('?')}?": s for name, s in NEW_PROPERTY.items()},
    ),
    rf"DELETE properties/{KIND}/\{{name\}}": Exchange({204: None}),
    f"GET properties/{KIND}/groups": Exchange({200: {"results": [GROUP]}}),
    f"POST properties/{KIND}/groups": Exchange({201: GROUP}, GROUP),
    f"GET pipelines/{KIND}": Exchange({200: {"results": [PIPELINE]}}),
    rf"POST pipelines/{KIND}/\{{id\}}/stages": Exchange(
        {201: STAGE}, {"label": str, "displayOrder": int, "metadata": {...: str}}
    ),
    "POST lists": Exchange(
        {200: {"list": LIST}},
        {
            "name": str,
            "objectTypeId": OBJECT_TYPE,
            "processingType": str,
            "filterBranch?": {...: ...},
        },
    ),
    "POST lists/search": Exchange(
        {
            200: {
                "offset": int,
                "hasMore": bool,
                "total": int,
                "lists": [LIST],
            }
        },
        {
            "count?": int,
            "offset?": int,
            "query?": str,
            "processingTypes?": [str],
            "listIds?": [ID],
            "additionalProperties?": [str],
            "objectTypeId?": OBJECT_TYPE,
            "sort?": str,
        },
    ),
    r"GET lists/\{id\}": Exchange(
        {200: {"list": LIST}}, query={"includeFilters?": SWITCH}
    ),
    r"DELETE lists/\{id\}": Exchange({204: None}),
    r"PUT lists/\{id\}/restore": Exchange({204: None}),
    r"GET lists/\{id\}/memberships(/join-order)?": Exchange(
        {200: page(MEMBER)}, query={"limit?": DIGITS, "after?": str, "before?": str}
    ),
    r"PUT lists/\{id\}/memberships/(add|remove)": Exchange(
        {
            200: {
                "recordsIdsAdded": [ID],
                "recordIdsRemoved": [ID],
                "recordIdsMissing": [ID],
            }
        },
        [ID],
    ),
    "POST lists/records/memberships/batch/read": Exchange(
        batch(MEMBERSHIPS), inputs(MEMBERSHIP)
    ),
}
