"""SOQL over HTTP, in pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.errors import CallError, UnsupportedError
from integrations.sandbox.salesforce.soql import ordering
from integrations.sandbox.salesforce.soql.columns import column_metadata
from integrations.sandbox.salesforce.soql.parser import parse
from integrations.sandbox.salesforce.soql.scope import Scope
from integrations.sandbox.salesforce.soql.search import search
from integrations.sandbox.salesforce.soql.selection import selection
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call

SMALLEST, LARGEST = 200, 2_000
SHORT_TEXT = 255
BATCH_SIZE = re.compile(r"batchSize\s*=\s*(\d{1,9})", re.ASCII)


def query(call: Call) -> Response:
    return _query(call, deleted=False)


def query_all(call: Call) -> Response:
    """With the recycle bin (documented)."""
    return _query(call, deleted=True)


def next_page(call: Call) -> Response:
    cursor, offset = call.org.cursors.find(call.arguments["locator"])
    size = _asked_size(call) or cursor.page_size
    return Response(200, cursor.page(offset, _shortened(call, size)))


def _query(call: Call, *, deleted: bool) -> Response:
    scope = Scope(call.org, parse(_text(call)))
    if call.switch("columns"):
        return Response(200, column_metadata(scope))
    shape = selection(scope, call.version)
    ordering.check(scope)
    rows = search(scope, deleted=deleted)
    if not scope.query.fields:
        return Response(200, {"totalSize": len(rows), "done": True, "records": []})
    cursor = call.org.cursors.make(rows, shape, _page_size(call, scope))
    page = cursor.page(0, _shortened(call, cursor.page_size))
    if not page["done"]:
        call.org.cursors.keep(cursor)
    return Response(200, page)


def _text(call: Call) -> str:
    if call.parameter("explain") is not None:
        raise UnsupportedError("query plans")
    text = call.parameter("q")
    if not text:
        raise CallError("MALFORMED_QUERY", "A query string has to be specified")
    return text


def _page_size(call: Call, scope: Scope) -> int:
    """Documented: two or more long custom texts cap the page at 200."""
    fields = [scope.column(path).field for path in scope.query.fields]
    long = [field for field in fields if field.custom and field.length > SHORT_TEXT]
    return SMALLEST if len(long) > 1 else _asked_size(call) or LARGEST


def _asked_size(call: Call) -> int | None:
    found = BATCH_SIZE.search(call.request.headers.get("sforce-query-options", ""))
    return min(max(int(found[1]), SMALLEST), LARGEST) if found else None


def _shortened(call: Call, size: int) -> int:
    """A test may have pages shorter than asked, as Salesforce's may be."""
    return min(size, cast("int", call.request.fault.get("short_pages") or size))
