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
TAGS = re.compile(r'\s*(?:W/)?"[^"]*"\s*(?:,\s*(?:W/)?"[^"]*"\s*)*\Z')


def headers(org: Org, kind: SObject, id_: str) -> dict[str, str]:
    row = org.tables[kind.name].rows[id_]
    modified = formatdate(_modified(row), usegmt=True)
    tag = {"ETag": etag(row)} if kind.name == TAGGED else {}
    return {"Last-Modified": modified, **tag}


def etag(row: Row) -> str:
    digest = sha256(repr(sorted(row.items())).encode()).digest()
    return f'"{b64encode(digest).decode()}"'


def check(call: Call, kind: SObject, row: Row) -> None:
    """Refuse a write whose condition no longer holds."""
    match, none_match = _tags(call, "if-match"), _tags(call, "if-none-match")
    until = _date(call, "if-unmodified-since")
    if kind.name == TAGGED and match is not None and not _names(match, row):
        raise _failed()
    if kind.name == TAGGED and none_match is not None and _names(none_match, row):
        raise _failed()
    if until is not None and _modified(row) > until:
        raise _failed()


def is_unchanged(call: Call, kind: SObject, row: Row) -> bool:
    """Tell that a reader already has the record, after checking that it has to."""
    check_reading(call, kind, row)
    known = call.request.headers.get("if-none-match")
    if kind.name == TAGGED and known is not None:
        return etag(row) in known
    since = _lenient_date(call, "if-modified-since")
    return since is not None and _modified(row) <= since


def check_reading(call: Call, kind: SObject, row: Row) -> None:
    wanted = call.request.headers.get("if-match")
    if kind.name == TAGGED and wanted is not None and not _names(wanted, row):
        raise _failed()
    until = _lenient_date(call, "if-unmodified-since")
    if until is not None and _modified(row) > until:
        raise _failed()


def _names(tags: str, row: Row) -> bool:
    return tags.strip() == "*" or etag(row) in tags


def _modified(row: Row) -> int:
    return cast("int", row["LastModifiedDate"])


def _tags(call: Call, name: str) -> str | None:
    tags = call.request.headers.get(name)
    if tags is not None and tags.strip() != "*" and not TAGS.match(tags):
        raise _invalid(name, tags)
    return tags


def _date(call: Call, name: str) -> float | None:
    text = call.request.headers.get(name)
    date = _lenient_date(call, name)
    if text is not None and date is None:
        raise _invalid(name, text)
    return date


def _lenient_date(call: Call, name: str) -> float | None:
    text = call.request.headers.get(name)
    try:
        return parsedate_to_datetime(text).timestamp() if text else None
    except ValueError:
        return None


def _failed() -> CallError:
    """Documented status; the code word is not."""
    message = "The precondition in the request's headers does not hold."
    return CallError("PRECONDITION_FAILED", message, status=412)


def _invalid(name: str, value: str) -> CallError:
    return CallError("BAD_REQUEST", f"Invalid value for the header {name}: {value}")
