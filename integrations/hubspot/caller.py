"""Calls of hubspot-api-client without its model objects, which cost 12 ms a batch."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import hubspot
import orjson

from integrations.hubspot.errors import unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    import urllib3

    from integrations.hubspot.transport import Transport


class Caller:
    """``crm`` names the operations; the caller itself calls one of them."""

    def __init__(self, transport: Transport) -> None:
        self.crm = hubspot.Client.create(
            host=transport.url, api_factory=transport.api
        ).crm
        self._transport = transport

    def __call__(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        encoded = [
            argument if isinstance(argument, str) else orjson.dumps(argument)
            for argument in args
        ]
        return self._json(operation(*encoded, _preload_content=False, **kwargs))

    def path(self, method: str, path: str, body: object = None) -> Any:
        """A call that hubspot-api-client 12 does not know."""
        data = None if body is None else orjson.dumps(body)
        return self._json(self._transport.request(method, path, body=data))

    def _json(self, response: urllib3.BaseHTTPResponse) -> Any:
        if response.status == HTTPStatus.NO_CONTENT:
            return None
        try:
            return orjson.loads(response.data)
        except orjson.JSONDecodeError as error:
            reason = "it answered something that is not JSON"
            raise unreachable(self._transport.host, reason) from error
