"""Who may call: the tokens that are good, and those that are so no longer."""

from __future__ import annotations

from integrations.sandbox.salesforce.errors import CallError
from integrations.sandbox.salesforce.ids import base62

SCHEMES = ("bearer ", "oauth ")


class Sessions:
    """Any token is good, but for two beginnings: ``expired`` and ``forbidden``.

    When the sessions end, a token that was issued is dead for good. One entered by
    hand cannot be renewed, so it is refused once and then good again.
    """

    def __init__(self) -> None:
        self._issued = 0
        self._alive: set[str] = set()
        self._dead: set[str] = set()
        self._by_hand: set[str] = set()
        self._to_refuse: set[str] = set()

    def issue(self, org_id: str) -> str:
        self._issued += 1
        token = f"{org_id[:15]}!{base62(self._issued, 8)}.sandbox"
        self._alive.add(token)
        return token

    def revoke(self, token: str) -> None:
        self._alive.discard(token)
        self._dead.add(token)

    def end_all(self) -> None:
        self._dead |= self._alive
        self._alive.clear()
        self._to_refuse |= self._by_hand

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
        self._to_refuse.discard(token or "")
        raise ended()

    def _is_good(self, token: str) -> bool:
        if token in self._alive:
            return True
        if token in self._dead or token.startswith("expired"):
            return False
        self._by_hand.add(token)
        if token in self._to_refuse:
            self._to_refuse.discard(token)
            return False
        return True


def ended() -> CallError:
    return CallError("INVALID_SESSION_ID", "Session expired or invalid", status=401)


def _token(authorization: str | None) -> str | None:
    for scheme in SCHEMES:
        if authorization and authorization.lower().startswith(scheme):
            return authorization[len(scheme) :].strip() or None
    return None
