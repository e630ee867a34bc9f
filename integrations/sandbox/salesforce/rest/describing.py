"""What the org consists of: all objects, one object, one in short."""

from __future__ import annotations

from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.described_object import (
    described_object,
    in_short,
)
from integrations.sandbox.salesforce.errors import UnsupportedError
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call


def describe_global(call: Call) -> Response:
    objects = [in_short(kind, call.base) for kind in call.org.objects.values()]
    body = {"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": objects}
    return Response(200, body)


def basic_information(call: Call) -> Response:
    kind = call.sobject()
    return Response(
        200, {"objectDescribe": in_short(kind, call.base), "recentItems": []}
    )


def describe(call: Call) -> Response:
    """Documented: 304 when no metadata changed since the date that is asked."""
    kind = call.sobject()
    headers = {"Last-Modified": formatdate(call.org.described_at, usegmt=True)}
    if _is_known(call):
        return Response(304, headers=headers)
    return Response(200, described_object(call.org, kind, call.base), headers)


def describe_part(call: Call) -> Response:
    raise UnsupportedError(f"describe/{call.arguments['part']}")


def _is_known(call: Call) -> bool:
    since = call.request.headers.get("if-modified-since")
    try:
        known = parsedate_to_datetime(since).timestamp() if since else 0
    except ValueError:
        return False
    return known >= call.org.described_at
