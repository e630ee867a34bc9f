"""Who may call: the tokens that are good, and those that are so no longer."""

from __future__ import annotations

from dataclasses import dataclass, field

from integrations.sandbox.salesforce.errors import CallError
from integrations.sandbox.salesforce.ids import base62

SCHEMES = ("bearer ", "oauth ")


@dataclass(slots=True)
class Sessions:
    """Any token is good, but for two beginnings: ``expired`` and ``forbidden``.

    When the sessions end, a token that was issued is dead for good. One entered by
    hand cannot be renewed, so it is refused once and then good again.
    """

    issued: int = 0
    alive: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    by_hand: set[str] = field(default_factory=set)
    to_refuse: set[str] = field(default_factory=set)

    def issue(self, org_id: str) -> str:
        self.issued += 1
        token = f"{org_id[:15]}!{base62(self.issued, 8)}.sandbox"
        self.alive.add(token)
        return token

    def revoke(self, token: str) -> None:
        self.alive.discard(token)
        self.dead.add(token)

    def end_all(self) -> None:
        self.dead |= self.alive
        self.alive.clear()
        self.to_refuse |= self.by_hand

    def check(self, authorization: str | None) -> str:
        """Give the token, or refuse the call."""
        token = _token(authorization)
        if token is None or not self._is_good(token):
            raise ended()
        if token.startswith("forbidden"):
            message = "API is not enabled for this Organization."
            raise CallError("API_DISABLED_FOR_ORG", message, status=403)
        return token

    def refuse(self, authorization: str | None) -> None:
        """Refuse a token that has not been seen before the sessions ended."""
        token = _token(authorization)
        self.to_refuse.discard(token or "")
        raise ended()

    def _is_good(self, token: str) -> bool:
        if token in self.alive:
            return True
        if token in self.dead or token.startswith("expired"):
            return False
        self.by_hand.add(token)
        if token in self.to_refuse:
            self.to_refuse.discard(token)
            return False
        return True


def ended() -> CallError:
    return CallError("INVALID_SESSION_ID", "Session expired or invalid", status=401)


def _token(authorization: str | None) -> str | None:
    for scheme in SCHEMES:
        if authorization and authorization.lower().startswith(scheme):
            return authorization[len(scheme) :].strip() or None
    return None
