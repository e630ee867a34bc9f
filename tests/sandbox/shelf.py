"""A CRM with as little in it as the server can do with."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests

from integrations.sandbox.clock import Clock
from integrations.sandbox.settings import SandboxSettings
from integrations.sandbox.wire import Response
from tests.sandbox.running import start_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from integrations.sandbox.crm import Control
    from integrations.sandbox.encodings import UnreadableError
    from integrations.sandbox.wire import Request


@contextmanager
def served_shelf() -> Iterator[ServedShelf]:
    crm = Shelf()
    with start_sandbox(crm) as url, requests.Session() as session:
        yield ServedShelf(crm, url, session)


@dataclass(frozen=True)
class ServedShelf:
    crm: Shelf
    url: str
    session: requests.Session

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.url + path, timeout=30, **options)

    def control(self, method: str, name: str, order: object = None) -> Any:
        response = self.call(method, f"/__sandbox__/{name}", json=order)
        response.raise_for_status()
        return response.json()

    def refusal(self, name: str, order: object) -> str:
        """What is said of a control call that has to be refused."""
        response = self.call("POST", f"/__sandbox__/{name}", json=order)
        assert response.status_code == 400
        return str(response.json()["message"])


class Shelf:
    """Keeps what is PUT by path; knows one named error."""

    name = "shelf"

    def __init__(self) -> None:
        self.settings = SandboxSettings()
        self.clock = Clock()
        self.things: dict[str, bytes] = {}
        self.requests: list[Request] = []
        self.expired = False
        self.controls: dict[tuple[str, str], Control] = {}
        self.was_reset_with: tuple[int, Mapping[str, int]] | None = None

    def handle(self, request: Request) -> Response:
        self.requests.append(request)
        if self.expired:
            return Response(401, {"message": "expired"})
        if request.method == "PUT":
            self.things[request.path] = request.body
            return Response(201)
        if request.path not in self.things:
            return Response(404, {"message": "nothing here"})
        return Response(200, self.things[request.path], {"Content-Type": "text/plain"})

    def endpoint(self, request: Request) -> str:
        return f"{request.method} {request.segments[0]}"

    def counts(self) -> dict[str, int]:
        return {"Thing": len(self.things)}

    def reset(self, seed: int, sizes: Mapping[str, int]) -> None:
        self.was_reset_with = (seed, sizes)
        self.things = {f"/things/{n}": b"" for n in range(sizes.get("accounts", 0))}

    def named_error(self, name: str) -> Response:
        if name != "OUT_OF_SPACE":
            raise ValueError(f"{name} is no error of the shelf.")
        return Response(507, [{"errorCode": name}])

    def unreadable(self, problem: UnreadableError) -> Response:
        return Response(413 if problem.is_too_large else 400, {"message": str(problem)})

    def expire_sessions(self) -> None:
        self.expired = True
