"""Calls and their answers, held against what is known of a vendor's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson

from tests.traffic.shapes import misfit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from integrations.sandbox.wire import Request, Response
    from tests.traffic.shapes import Shape

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Exchange:
    """The shapes of one endpoint: of its answers by status, and of what is asked."""

    answers: Mapping[int, Shape]
    body: Shape = None
    query: Mapping[str, Shape] = field(default_factory=dict)


@dataclass
class Book:
    """``exchanges`` by patterns of endpoints; ``refusal`` is what errors look like."""

    exchanges: Mapping[str, Exchange]
    refusal: Shape
    offences: list[str] = field(default_factory=list)

    def note(self, endpoint: str, request: Request, response: Response) -> None:
        """Remember what is wrong with a call or its answer."""
        exchange = self._exchange(endpoint)
        faults = [*_asked(exchange, request), *self._answered(exchange, response)]
        call = f"{request.method} {request.path} ({response.status})"
        self.offences += [f"{call}: {fault}" for fault in faults]

    def _exchange(self, endpoint: str) -> Exchange | None:
        for pattern, exchange in self.exchanges.items():
            if re.fullmatch(pattern, endpoint):
                return exchange
        return None

    def _answered(self, exchange: Exchange | None, response: Response) -> Iterator[str]:
        is_refused = response.status >= HTTPStatus.BAD_REQUEST
        shapes = {} if exchange is None else exchange.answers
        if not is_refused and response.status not in shapes:
            yield "tests/traffic has no shape of this answer"
            return
        shape = self.refusal if is_refused else shapes[response.status]
        fault = misfit(_told(response), shape, "the answer")
        if fault is not None:
            yield fault


def _asked(exchange: Exchange | None, request: Request) -> Iterator[str]:
    if exchange is None:
        return
    asked = (
        misfit(dict(request.query), exchange.query, "the query"),
        misfit(_sent(request), exchange.body, "the body"),
    )
    yield from (fault for fault in asked if fault is not None)


def _sent(request: Request) -> Any:
    if request.headers.get("content-type", "").startswith(FORM):
        return dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    return _read(request.body)


def _told(response: Response) -> Any:
    """As it goes over the wire."""
    body = response.body
    if body is None or isinstance(body, bytes):
        return _read(body or b"")
    return orjson.loads(orjson.dumps(body))


def _read(content: bytes) -> Any:
    """What is no JSON is read as text."""
    if not content:
        return None
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return content.decode(errors="replace")
