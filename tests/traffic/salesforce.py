"""What goes to and comes from Salesforce, as far as it is documented or recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.traffic.book import Exchange

if TYPE_CHECKING:
    from tests.traffic.shapes import Shape

ID = re.compile(r"[A-Za-z0-9]{18}")
ANY_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000")
URL = re.compile(r"/services/data/v\d\d\.0(/.+)?")
CODE = re.compile(r"[A-Z_]+")


def _value() -> Shape:
    return (None, str, int, float, bool, RECORD, ADDRESS)


ADDRESS = {
    "city": (None, str),
    "country": (None, str),
    "geocodeAccuracy": (None, str),
    "latitude": (None, float),
    "longitude": (None, float),
    "postalCode": (None, str),
    "state": (None, str),
    "street": (None, str),
}
RECORD: Shape = {"attributes": {"type": str, "url": URL}, ...: _value}
PAGE = {
    "totalSize": int,
    "done": bool,
    "nextRecordsUrl?": URL,
    "records": [RECORD],
}
FIELDS = {"attributes?": {"type": str}, ...: (None, str, int, float, bool, {...: str})}
RECORDS = {"allOrNone?": bool, "records": [{**FIELDS, "attributes": {"type": str}}]}
ITEM_ERROR = {"statusCode": CODE, "message": str, "fields": [str]}
RESULT = {
    "id?": ID,
    "success": bool,
    "errors": [ITEM_ERROR],
    "created?": bool,
}
MADE = {"id": ID, "success": frozenset((True,)), "errors": [ITEM_ERROR]}
ERROR = {
    "message": str,
    "errorCode": CODE,
    "fields?": [str],
    "duplicateResut?": {...: ...},
}
PART = {
    "method": frozenset(("GET", "POST", "PATCH", "PUT", "DELETE")),
    "url": URL,
    "referenceId": re.compile(r"\w+"),
    "body?": ...,
    "httpHeaders?": {...: str},
}
PART_RESULT = {
    "body": ...,
    "httpHeaders": {...: str},
    "httpStatusCode": int,
    "referenceId": str,
}
FIELD = {
    "name": str,
    "label": str,
    "type": str,
    "length": int,
    "nillable": bool,
    "createable": bool,
    "updateable": bool,
    "defaultedOnCreate": bool,
    "calculated": bool,
    "externalId": bool,
    "unique": bool,
    "restrictedPicklist": bool,
    "referenceTo": [str],
    "picklistValues": [
        {
            "active": bool,
            "defaultValue": bool,
            "label": (None, str),
            "validFor": (None, str),
            "value": str,
        }
    ],
    ...: ...,
}
TOKEN = {
    "access_token": str,
    "instance_url": re.compile(r"https?://[^/]+"),
    "id": re.compile(r"https?://.+/id/\w{18}/\w{18}"),
    "token_type": frozenset(("Bearer",)),
    "issued_at": re.compile(r"\d{13}"),
    "signature": str,
    "scope": str,
    "api_instance_url": str,
    "refresh_token?": str,
}
QUERY = {"q": str}
OLDEST_TO_NEWEST = {"start": str, "end": str}
LIMITS = {...: {"Max": int, "Remaining": int}}
VERSION = {"label": str, "url": URL, "version": re.compile(r"\d\d\.0")}
CUSTOM_FIELD = {"FullName": str, "Metadata": {"label": str, "type": str, ...: ...}}
OBJECT = {"name": str, "label": str, "fields": [FIELD], ...: ...}
CHANGED = {"ids": [ID], "latestDateCovered": MOMENT}
GONE = {
    "deletedRecords": [{"id": ID, "deletedDate": MOMENT}],
    "earliestDateAvailable": MOMENT,
    "latestDateCovered": MOMENT,
}
COMPOSITE = {"allOrNone?": bool, "compositeRequest": [PART]}

REFUSAL = (
    [ERROR],
    {"error": str, "error_description": str},
    frozenset(("Bad_OAuth_Token", "Missing_OAuth_Token")),
    None,
)
EXCHANGES = {
    "GET versions": Exchange({200: [VERSION]}),
    "GET resources": Exchange({200: {"identity": str, ...: URL}}),
    "GET limits": Exchange({200: LIMITS}),
    "GET query(All)?": Exchange({200: PAGE}, query=QUERY),
    r"GET query(All)?/\{locator\}": Exchange({200: PAGE}),
    r"GET sobjects/\w+/describe": Exchange({200: OBJECT}),
    r"GET sobjects/\w+/updated": Exchange({200: CHANGED}, query=OLDEST_TO_NEWEST),
    r"GET sobjects/\w+/deleted": Exchange({200: GONE}, query=OLDEST_TO_NEWEST),
    r"POST sobjects/\w+": Exchange({201: MADE}, FIELDS),
    r"GET sobjects/\w+/\{id\}": Exchange({200: RECORD}, query={"fields?": str}),
    r"PATCH sobjects/\w+/\{id\}": Exchange({204: None}, FIELDS),
    r"DELETE sobjects/\w+/\{id\}": Exchange({204: None}),
    "(POST|PATCH) composite/sobjects": Exchange({200: [RESULT]}, RECORDS),
    r"PATCH composite/sobjects/\w+/\w+": Exchange({200: [RESULT]}, RECORDS),
    r"POST composite/sobjects/\w+": Exchange(
        {200: [(None, RECORD)]}, {"ids": [ANY_ID], "fields": [str]}
    ),
    "POST composite": Exchange({200: {"compositeResponse": [PART_RESULT]}}, COMPOSITE),
    "POST tooling/sobjects/CustomField": Exchange({201: MADE}, CUSTOM_FIELD),
    r"DELETE tooling/sobjects/CustomField/\{id\}": Exchange({204: None}),
    "POST oauth2/token": Exchange({200: TOKEN}, {"grant_type": str, ...: str}),
    "GET oauth2/userinfo": Exchange({200: {"sub": str, "user_id": ID, ...: ...}}),
}
