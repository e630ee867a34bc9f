"""A CRM that answers what a test hands it and remembers what it was asked."""

from __future__ import annotations

import socket
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.sandbox.clock import Clock
from integrations.sandbox.settings import SandboxSettings
from integrations.sandbox.wire import Response
from tests.sandbox.running import start_sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from integrations.sandbox.encodings import UnreadableError
    from integrations.sandbox.wire import Request


@dataclass
class Canned:
    """``answer`` gets every request; ``requests`` keeps them in order."""

    answer: Callable[[Request], Response]
    requests: list[Request] = field(default_factory=list)
    name: str = "canned"
    settings: SandboxSettings = field(default_factory=SandboxSettings)
    clock: Clock = field(default_factory=Clock)

    def handle(self, request: Request) -> Response:
        self.requests.append(request)
        return self.answer(request)

    def endpoint(self, request: Request) -> str:
        return f"{request.method} {request.path}"

    def counts(self) -> dict[str, int]:
        return {}

    def reset(self, seed: int, sizes: Mapping[str, int]) -> None:
        raise NotImplementedError

    def named_error(self, name: str) -> Response:
        raise ValueError(name)

    def unreadable(self, problem: UnreadableError) -> Response:
        raise NotImplementedError

    def expire_sessions(self) -> None:
        raise NotImplementedError


@contextmanager
def serve(answer: Callable[[Request], Response]) -> Iterator[tuple[str, Canned]]:
    canned = Canned(answer)
    with start_sandbox(canned) as url:
        yield url, canned


@contextmanager
def silence() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@dataclass
class Turnstile:
    """A throttle that lets everybody through and counts."""

    waited: list[str] = field(default_factory=list)
    held: list[tuple[str, float]] = field(default_factory=list)

    def turn(self, bucket: str) -> AbstractContextManager[None]:
        self.waited.append(bucket)
        return nullcontext()

    def hold(self, bucket: str, seconds: float) -> None:
        self.held.append((bucket, seconds))


def json(status: int = 200, body: object = None, **headers: str) -> Response:
    spelled = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, body, spelled)


def html(status: int) -> Response:
    page = b"<html><body>Something is wrong between you and us.</body></html>"
    return Response(status, page, {"Content-Type": "text/html"})
