"""Calls inside a call: read, handled, worded for the answer of the whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import orjson

from integrations.sandbox.salesforce.errors import CallError, RefusalError
from integrations.sandbox.salesforce.rest.bulk import refuse_if_injected
from integrations.sandbox.salesforce.rest.call import Call, Payload
from integrations.sandbox.salesforce.rest.versions import checked_version
from integrations.sandbox.wire import Request, Response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.sandbox.salesforce.rest.routes import Routes

MAX_SUBREQUESTS = 25
METHODS = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE"))


@dataclass(frozen=True, slots=True)
class Subrequest:
    """``address`` is the version and what follows it: ``v64.0/limits``."""

    method: str
    address: str
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        return self.address.partition("/")[0]

    @property
    def segments(self) -> list[str]:
        return self._request().segments[1:]

    def is_known(self, call: Call) -> bool:
        """An unknown path is the 404 of its part, not of the whole."""
        return cast("Routes", call.routes).knows(self.segments)

    def answer(self, call: Call, place: int) -> Response:
        """Handle it in the transaction of the whole; a refusal undoes only itself."""
        mark = call.unit.mark()
        try:
            refuse_if_injected(call, place)
            return self._handled(call)
        except RefusalError as refusal:
            call.unit.roll_back(mark)
            refusal.locate(self._request().body)
            return refusal.response()

    def _handled(self, call: Call) -> Response:
        request = self._request(call.request.headers)
        version = checked_version(self.version)
        routes = cast("Routes", call.routes)
        handler, match = routes.handler(self.method, self.segments)
        part = Call(call.org, request, version, match.arguments)
        part.join(call.unit)
        return handler(part)

    def _request(self, inherited: Mapping[str, str] | None = None) -> Request:
        path, _, query = self.address.partition("?")
        body = b"" if self.body is None else orjson.dumps(self.body)
        host = {"host": (inherited or {}).get("host", "localhost")}
        return Request(self.method, path, query, {**host, **self.headers}, body)


def listed(call: Call, key: str) -> list[Payload]:
    """The subrequests of the body (documented: 25 at most)."""
    parts = call.json().get(key)
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        message = f"The body has to hold a list {key} at [line:1, column:1]"
        raise CallError("JSON_PARSER_ERROR", message)
    if not parts or len(parts) > MAX_SUBREQUESTS:
        message = f"{key} takes from 1 to {MAX_SUBREQUESTS} subrequests"
        raise CallError("LIMIT_EXCEEDED", message)
    try:
        orjson.dumps(parts)
    except orjson.JSONEncodeError as error:
        message = "A body of a subrequest is nested too deeply at [line:1, column:1]"
        raise CallError("JSON_PARSER_ERROR", message) from error
    return cast("list[Payload]", parts)


def method_of(part: Payload) -> str:
    """Documented: case-sensitive."""
    method = part.get("method")
    if not isinstance(method, str) or method not in METHODS:
        raise invalid(f"The method {method!r} of a subrequest is not supported")
    return method


def address_of(part: Payload, prefixes: Sequence[str]) -> str:
    url = part.get("url")
    for prefix in prefixes:
        if isinstance(url, str) and url.startswith(f"{prefix}v"):
            return url.removeprefix(prefix)
    raise invalid(f"The url {url!r} of a subrequest is invalid")


def invalid(message: str) -> CallError:
    """Documented status; code and message are the sandbox's own."""
    return CallError("INVALID_INPUT", message)
