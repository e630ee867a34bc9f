"""One call of a vendor's API: its count, its faults, its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.sandbox.faults import Faults
from integrations.sandbox.traffic import Traffic
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.crm import Crm
    from integrations.sandbox.encodings import UnreadableError
    from integrations.sandbox.faults import Effect
    from integrations.sandbox.wire import Request


@dataclass(slots=True)
class Switchboard:
    crm: Crm
    faults: Faults = field(default_factory=Faults)
    traffic: Traffic = field(default_factory=Traffic)

    def receive(self, request: Request) -> Effect:
        """Count the call and find the effect of the faults that hit it."""
        self._count(request)
        return self.faults.effect_on(request.method, request.path)

    def refuse(self, request: Request, problem: UnreadableError) -> Response:
        """Count a call whose body cannot be read; no fault hits it."""
        self._count(request)
        response = self.crm.unreadable(problem)
        self.traffic.answered(response.status)
        return response

    def delay(self, effect: Effect) -> float:
        """Tell how many seconds pass before the call is handled."""
        latency = self.crm.settings.latency_ms + effect.get("latency_ms", 0)
        return latency / 1000

    def answer(self, request: Request, effect: Effect) -> Response | None:
        """None: the connection is to be cut without an answer."""
        drop = effect.get("drop")
        response = None if drop == "before" else self._response(request, effect)
        if response is None or drop == "after":
            self.traffic.answered("dropped")
            return None
        self.traffic.answered(response.status)
        return response

    def _count(self, request: Request) -> None:
        endpoint = self.crm.endpoint(request)
        self.traffic.arrived(endpoint, self.crm.clock.seconds())

    def _response(self, request: Request, effect: Effect) -> Response:
        if effect.get("expire_session"):
            self.crm.expire_sessions()
        if "status" in effect:
            return _injected(effect)
        if "error" in effect and "records" not in effect:
            return self.crm.named_error(effect["error"])
        request.fault = dict(effect)
        return self.crm.handle(request)


def _injected(effect: Effect) -> Response:
    body = effect.get("body") or ""
    kind = "application/json" if body.startswith(("{", "[")) else "text/html"
    headers = {"Content-Type": f"{kind};charset=UTF-8"}
    given = {name.title(): text for name, text in effect.get("headers", {}).items()}
    return Response(effect["status"], body.encode(), headers | given)
