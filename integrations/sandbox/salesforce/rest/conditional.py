"""Requests that hold only while a record is as the client knows it (documented).

ETags are given and heeded for Account records only; dates for all, to the second.
"""

from __future__ import annotations

import re
from base64 import b64encode
from email.utils import formatdate, parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.errors import CallError

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.rest.call import Call
    from integrations.sandbox.salesforce.schema.field import Row
    from integrations.sandbox.salesforce.schema.sobject import SObject

TAGGED = "Account"
TAG = r'\s*(?:W/)?"[^"]*"\s*'
TAGS = re.compile(rf"\s*\*\s*\Z|{TAG}(?:,{TAG})*\Z")


def headers(org: Org, kind: SObject, id_: str) -> dict[str, str]:
    row = org.tables[kind.name].rows[id_]
    modified = formatdate(_modified(row), usegmt=True)
    tag = {"ETag": etag(row)} if kind.name == TAGGED else {}
    return {"Last-Modified": modified, **tag}


def etag(row: Row) -> str:
    digest = sha256(repr(sorted(row.items())).encode()).digest()
    return f'"{b64encode(digest).decode()}"'


def check(call: Call, kind: SObject, row: Row) -> None:
    """Refuse a write whose condition is invalid or no longer holds."""
    check_form(call)
    _check_holds(call, kind, row)
    if _is_named("if-none-match", call, kind, row):
        raise failed()


def is_unchanged(call: Call, kind: SObject, row: Row) -> bool:
    """Tell that a reader has the record already."""
    _check_holds(call, kind, row)
    known = _is_named("if-none-match", call, kind, row)
    since = date_of(call, "if-modified-since")
    return known if known is not None else since is not None and _modified(row) <= since


def _check_holds(call: Call, kind: SObject, row: Row) -> None:
    until = date_of(call, "if-unmodified-since")
    is_newer = until is not None and _modified(row) > until
    if is_newer or _is_named("if-match", call, kind, row) is False:
        raise failed()


def _is_named(header: str, call: Call, kind: SObject, row: Row) -> bool | None:
    """Tell whether the header has the record's tag; None when it has no say."""
    tags = call.request.headers.get(header)
    if tags is None or kind.name != TAGGED:
        return None
    return tags.strip() == "*" or etag(row) in tags


def _modified(row: Row) -> int:
    return cast("int", row["LastModifiedDate"])


def check_form(call: Call) -> None:
    """Documented: on a write an invalid value is 400, also where there is no record
    yet that it could be about."""
    headers = call.request.headers
    for name in ("if-match", "if-none-match"):
        if not TAGS.match(headers.get(name, "*")):
            raise _invalid(name, headers[name])
    for name in ("if-unmodified-since", "if-modified-since"):
        if name in headers and date_of(call, name) is None:
            raise _invalid(name, headers[name])


def date_of(call: Call, name: str) -> float | None:
    text = call.request.headers.get(name)
    try:
        return parsedate_to_datetime(text).timestamp() if text else None
    except ValueError:
        return None


def failed() -> CallError:
    """Documented status; the code word is not."""
    message = "The precondition in the request's headers does not hold."
    return CallError("PRECONDITION_FAILED", message, status=412)


def _invalid(name: str, value: str) -> CallError:
    return CallError("BAD_REQUEST", f"Invalid value for the header {name}: {value}")
