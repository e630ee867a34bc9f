"""What the org consists of: all objects, one object, one in short."""

from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.described_object import (
    described_object,
    in_short,
)
from integrations.sandbox.salesforce.rest import conditional
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call


def describe_global(call: Call) -> Response:
    objects = [in_short(kind, call.base) for kind in call.org.objects.values()]
    body = {"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": objects}
    return _if_changed(call, max(call.org.described_at.values()), body)


def basic_information(call: Call) -> Response:
    kind = call.sobject()
    return Response(
        200, {"objectDescribe": in_short(kind, call.base), "recentItems": []}
    )


def describe(call: Call) -> Response:
    kind = call.sobject()
    body = described_object(call.org, kind, call.base)
    return _if_changed(call, call.org.described_at[kind.name.lower()], body)


def _if_changed(call: Call, changed: int, body: dict[str, object]) -> Response:
    """Documented: 304 when no metadata changed since a date, 412 when some has."""
    since = conditional.date_of(call, "if-modified-since")
    until = conditional.date_of(call, "if-unmodified-since")
    if until is not None and changed > until:
        raise conditional.failed()
    headers = {"Last-Modified": formatdate(changed, usegmt=True)}
    if since is not None and changed <= since:
        return Response(304, headers=headers)
    return Response(200, body, headers)
