"""HubSpot as a sandbox CRM."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from integrations.sandbox import collector
from integrations.sandbox.clock import Clock
from integrations.sandbox.hubspot.call import Call
from integrations.sandbox.hubspot.calls import TABLE
from integrations.sandbox.hubspot.controls import edit, employer_rules, restore
from integrations.sandbox.hubspot.enrichment import enrich
from integrations.sandbox.hubspot.kinds import KINDS
from integrations.sandbox.hubspot.limits import Limits
from integrations.sandbox.hubspot.named_errors import answer_named
from integrations.sandbox.hubspot.paths import check_version, plain
from integrations.sandbox.hubspot.portal import Portal
from integrations.sandbox.hubspot.refusals import RefusedError, not_found
from integrations.sandbox.hubspot.seed import filled_portal
from integrations.sandbox.hubspot.sessions import Sessions
from integrations.sandbox.hubspot.webhooks.desk import WebhookDesk
from integrations.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.crm import Control
    from integrations.sandbox.encodings import UnreadableError
    from integrations.sandbox.hubspot.routes import Match
    from integrations.sandbox.wire import Request, Response

CORRELATION = "X-HubSpot-Correlation-Id"
Act = Callable[[Portal, object], object]


class HubSpotCrm:
    name = "hubspot"

    def __init__(
        self, settings: SandboxSettings | None = None, clock: Clock | None = None
    ) -> None:
        self.settings = settings or SandboxSettings()
        self.clock = clock or Clock()
        self.portal = Portal(self.settings, self.clock)
        self.limits = Limits(self.settings, self.clock)
        self.sessions = Sessions(self.clock)
        self.webhooks = WebhookDesk()
        self.controls: dict[tuple[str, str], Control] = {
            ("POST", "webhooks"): self.webhooks.open,
            ("GET", "webhooks"): self.webhooks.state,
            ("DELETE", "webhooks"): self.webhooks.close,
            ("POST", "restore"): partial(self._steer, restore),
            ("POST", "edit"): partial(self._steer, edit),
            ("POST", "employers"): partial(self._steer, employer_rules),
        }

    def handle(self, request: Request) -> Response:
        for company_id in self.portal.later.due():
            enrich(self.portal, company_id)
        try:
            response = self._answer(request)
        except RefusedError as refusal:
            response = refusal.response()
        self._tell()
        response.headers.setdefault(CORRELATION, _correlation_id(response))
        return response

    def endpoint(self, request: Request) -> str:
        path = plain(request.segments)
        match = TABLE.find(request.method, path.parts)
        if match is None:
            parts = ("{id}" if part.isdecimal() else part for part in path.parts)
            return f"{request.method} {'/'.join(parts)}"
        return f"{request.method} {match.endpoint()}"

    def counts(self) -> dict[str, int]:
        counts = {kind.name: len(self.portal.store(kind)) for kind in KINDS}
        return counts | {"lists": len(self.portal.lists.by_id)}

    def reset(self, seed: int, sizes: Mapping[str, int]) -> None:
        """Tokens and the use of the API stay as they are."""
        self.portal = filled_portal(self.settings, self.clock, seed, sizes)
        collector.spare(sum(sizes.values()))

    def named_error(self, name: str) -> Response:
        return answer_named(name)

    def unreadable(self, problem: UnreadableError) -> Response:
        """The statuses are [mem]."""
        status = 413 if problem.is_too_large else 400
        response = RefusedError(status, str(problem)).response()
        response.headers[CORRELATION] = _correlation_id(response)
        return response

    def expire_sessions(self) -> None:
        self.sessions.expire()

    def _steer(self, act: Act, order: object) -> object:
        answer = act(self.portal, order)
        self._tell()
        return answer

    def _tell(self) -> None:
        happened, self.portal.happened = self.portal.happened, []
        self.webhooks.tell(happened)

    def _answer(self, request: Request) -> Response:
        path = plain(request.segments)
        check_version(path)
        match = TABLE.find(request.method, path.parts)
        if match is None:
            raise self._no_route(path.parts)
        headers = self._admitted(request, match)
        call = Call(self.portal, self.sessions, self.limits, request, match.arguments)
        try:
            response = match.route.handler(call)
        except RefusedError as refusal:
            raise refusal.with_headers(headers) from None
        response.headers |= headers
        return response

    def _admitted(self, request: Request, match: Match) -> dict[str, str]:
        """Check token, scope and limits; give the headers that tell of the limits."""
        if match.route.family == "free":
            return {}
        token = self.sessions.check(request.headers, match.scopes())
        oauth = self.sessions.is_issued(token)
        return self.limits.take(token, match.route.family, oauth=oauth)

    def _no_route(self, parts: tuple[str, ...]) -> RefusedError:
        if TABLE.allows(parts):
            return RefusedError(405, "HTTP 405 Method Not Allowed")
        return not_found()


def _correlation_id(response: Response) -> str:
    """The one in an error's body, where there is one (documented)."""
    body = response.body if isinstance(response.body, dict) else {}
    return str(body.get("correlationId") or uuid4())
