"""Who may call: bearer tokens, issued ones and ones fixed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from integrations.sandbox.hubspot.refusals import RefusedError, missing_scopes
from integrations.sandbox.hubspot.stamps import iso, to_millis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.sandbox.clock import Clock

LIFETIME = 1800


def no_credentials() -> RefusedError:
    return RefusedError(
        401,
        "Authentication credentials not found. This API supports OAuth 2.0 "
        "authentication and you can find more details at "
        "https://developers.hubspot.com/docs/methods/auth/oauth-overview",
        "INVALID_AUTHENTICATION",
    )


def expired(at: str = "2023-10-30T15:15:04.007Z", seconds: int = 0) -> RefusedError:
    return RefusedError(
        401,
        f"The OAuth token used to make this call expired {seconds} second(s) ago.",
        "EXPIRED_AUTHENTICATION",
        context={"expire time": [at]},
    )


class Code(NamedTuple):
    """What a person agreed to, to be fetched once by the client it was meant for."""

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]


@dataclass(slots=True)
class Sessions:
    """``until`` has the tokens issued here, with the second at which they end.

    When all sessions are expired, an issued token is refused for good. A token fixed
    by hand cannot be renewed, so it is refused once: ``excused`` has those that were.
    None: nothing was expired yet. ``refresh_tokens`` lead to the client they serve,
    ``secrets`` from a client to what it fetched its first tokens with. ``codes`` are
    None as soon as they were used.
    """

    clock: Clock
    until: dict[str, float] = field(default_factory=dict)
    excused: set[str] | None = None
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    codes: dict[str, Code | None] = field(default_factory=dict)
    scopes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def issue(self) -> str:
        token = f"sandbox-access-{len(self.until) + 1}"
        self.until[token] = self.clock.seconds() + LIFETIME
        return token

    def seconds_left(self, token: str) -> int:
        """0 for a token that is over or was not issued here."""
        return max(0, int(self.until.get(token, 0) - self.clock.seconds()))

    def end(self, token: str) -> None:
        """Access tokens made by a refresh token outlive it (contract)."""
        self.revoked.add(token)
        if token in self.until:
            self.until[token] = self.clock.seconds()

    def is_issued(self, token: str) -> bool:
        return token in self.until

    def expire(self) -> None:
        now = self.clock.seconds()
        self.until = {token: min(end, now) for token, end in self.until.items()}
        self.excused = set()

    def check(self, headers: Mapping[str, str], scopes: Iterable[str]) -> str:
        """Give the token of a call that may go on."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise no_credentials()
        token = token.strip()
        if token.startswith("expired") or self._is_over(token):
            raise expired(iso(to_millis(self.clock.now())))
        if token.startswith("forbidden"):
            raise missing_scopes(scopes)
        return token

    def _is_over(self, token: str) -> bool:
        if token in self.until:
            return self.until[token] <= self.clock.seconds()
        if self.excused is None or token in self.excused:
            return False
        self.excused.add(token)
        return True
