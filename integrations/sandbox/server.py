"""A sandbox CRM on HTTP/1.1: keep-alive, chunked bodies, many connections."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from integrations.sandbox import control
from integrations.sandbox.background import Background
from integrations.sandbox.encodings import UnreadableError, too_large, unpacked
from integrations.sandbox.switchboard import Switchboard
from integrations.sandbox.wire import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from integrations.sandbox.crm import Crm
    from integrations.sandbox.wire import Response

Listener = Callable[[], None]

MAX_BODY = 160 * 1024 * 1024
MAX_LINE = 128 * 1024
BACKLOG = 512
TURNS_TO_COME_IN = 3
# Line ends too, which a dot does not match.
ANY_PATH = r"/{path:[\s\S]*}"


@asynccontextmanager
async def serving(crm: Crm, port: int = 0, *listeners: Listener) -> AsyncIterator[int]:
    """Serve on 127.0.0.1 and yield the port; 0 takes a free one.

    ``listeners`` hear of every answer, since the state may be another one now.
    """
    background = Background(crm)
    runner = web.AppRunner(
        _application(Switchboard(crm), (background.wake, *listeners)),
        access_log=None,
        max_line_size=MAX_LINE,
        max_field_size=MAX_LINE,
        keepalive_timeout=3600,
        auto_decompress=False,
        shutdown_timeout=1,
    )
    with socket.create_server(("127.0.0.1", port), backlog=BACKLOG) as listening:
        try:
            await runner.setup()
            await web.SockSite(runner, listening, backlog=BACKLOG).start()
            async with background.running():
                yield listening.getsockname()[1]
        finally:
            await _close_door(listening)
            await runner.cleanup()


async def _close_door(listening: socket.socket) -> None:
    """Whoever was let in at the last moment has a transport some turns of the loop
    later; asyncio makes none once its server is closed, and leaves the socket open."""
    asyncio.get_running_loop().remove_reader(listening)
    for _turn in range(TURNS_TO_COME_IN):
        await asyncio.sleep(0)


def _application(
    switchboard: Switchboard, listeners: Iterable[Listener]
) -> web.Application:
    async def answer(http: web.Request) -> web.Response:
        response = await _answer(switchboard, http)
        for hear in listeners:
            hear()
        return response

    application = web.Application(client_max_size=MAX_BODY)
    application.router.add_route("*", ANY_PATH, answer)
    return application


async def _answer(switchboard: Switchboard, http: web.Request) -> web.Response:
    request = _head(http)
    try:
        request.body = await _body(http, request.headers)
    except UnreadableError as problem:
        return _sent(_refused(switchboard, request, problem))
    if request.path.startswith(control.PREFIX):
        return _sent(control.answer(switchboard, request))
    effect = switchboard.receive(request)
    if delay := switchboard.delay(effect):
        await asyncio.sleep(delay)
    response = switchboard.answer(request, effect)
    return _cut(http) if response is None else _sent(response)


def _head(http: web.Request) -> Request:
    path, _, query_string = _clean(http.raw_path).partition("?")
    headers = {name.lower(): _clean(value) for name, value in http.headers.items()}
    return Request(http.method, path, query_string, headers)


async def _body(http: web.Request, headers: Mapping[str, str]) -> bytes:
    """Unpacked here: the server's own unpacking leaves what is broken unanswered."""
    try:
        body = await http.read()
    except web.HTTPRequestEntityTooLarge:
        raise too_large(MAX_BODY) from None
    return unpacked(body, headers.get("content-encoding", ""), MAX_BODY)


def _refused(
    switchboard: Switchboard, request: Request, problem: UnreadableError
) -> Response:
    if request.path.startswith(control.PREFIX):
        return control.refusal(problem)
    return switchboard.refuse(request, problem)


def _clean(text: str) -> str:
    """Bytes that are no UTF-8 would spoil every answer that repeats them."""
    return text.encode(errors="surrogateescape").decode(errors="replace")


def _sent(response: Response) -> web.Response:
    headers = dict(response.headers)
    body = response.body
    if body is not None and not isinstance(body, bytes):
        body = orjson.dumps(body)
        headers.setdefault("Content-Type", "application/json;charset=UTF-8")
    return web.Response(status=response.status, body=body, headers=headers)


def _cut(http: web.Request) -> web.Response:
    if http.transport is not None:
        http.transport.abort()
    return web.Response()
