"""The Salesforce sandbox: what the server serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox import collector
from integrations.sandbox.clock import Clock
from integrations.sandbox.salesforce.dml.merge import merge
from integrations.sandbox.salesforce.dml.unit import Unit
from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.named import named_refusal
from integrations.sandbox.salesforce.oauth.refusals import NAMED as GRANT_ERRORS
from integrations.sandbox.salesforce.oauth.refusals import GrantError
from integrations.sandbox.salesforce.oauth.sign_in import SignIn
from integrations.sandbox.salesforce.org import Org
from integrations.sandbox.salesforce.rest.endpoints import endpoint_name
from integrations.sandbox.salesforce.rest.gateway import Gateway
from integrations.sandbox.salesforce.seeding import seed_org
from integrations.sandbox.salesforce.steering.controls import controls
from integrations.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.sandbox.encodings import UnreadableError
    from integrations.sandbox.wire import Request, Response


class SalesforceCrm:
    name = "salesforce"

    def __init__(
        self, settings: SandboxSettings | None = None, clock: Clock | None = None
    ) -> None:
        self.settings = settings or SandboxSettings()
        self.clock = clock or Clock()
        self.org = Org(self.clock, self.settings)
        self.sign_in = SignIn(self.clock)
        self.controls = controls(self.org, self.sign_in)
        self._gateway = Gateway(self.org, self.sign_in)
        self.reset(1, {})

    def handle(self, request: Request) -> Response:
        return self._gateway.answer(request)

    def endpoint(self, request: Request) -> str:
        return endpoint_name(self.org, request)

    def counts(self) -> dict[str, int]:
        return {name: table.alive for name, table in self.org.tables.items()}

    def reset(self, seed: int, sizes: Mapping[str, int]) -> None:
        """Tokens and certificates stay good; the org has nothing of its past."""
        self.org.usage.clear()
        seed_org(self.org, seed, sizes)
        collector.spare(sum(sizes.values()))

    def named_error(self, name: str) -> Response:
        if name in GRANT_ERRORS:
            return GrantError(*GRANT_ERRORS[name]).response()
        return named_refusal(name).response()

    def unreadable(self, problem: UnreadableError) -> Response:
        """The codes and the status 413 are [mem]."""
        code, status = "JSON_PARSER_ERROR", 400
        if problem.is_too_large:
            code, status = "REQUEST_TOO_LARGE", 413
        return RefusalError(code, str(problem), status=status).response()

    def expire_sessions(self) -> None:
        self.sign_in.sessions.end_all()

    def work(self) -> bool:
        """Do a slice of the bulk jobs; tell whether more is left."""
        return self.org.jobs.work()

    def merge(self, winner: str, losers: Sequence[str]) -> None:
        """Do what a person does in Salesforce's pages: no REST call merges."""
        kind = self.org.of_prefix(winner[:3])
        if kind is None:
            raise ValueError(f"{winner} is the id of no object.")
        merge(Unit(self.org), kind, winner, losers)
