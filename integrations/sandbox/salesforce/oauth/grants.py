"""What users granted to clients: refresh tokens, each good for one use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.ids import base62
from integrations.sandbox.salesforce.oauth.refusals import expired

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.sessions import Sessions

BEGINNING = "5Aep861sandbox"
MAX_PER_CLIENT = 5


@dataclass(slots=True)
class Grant:
    client_id: str
    scope: str
    refresh_token: str
    access_tokens: list[str] = field(default_factory=list)


class Grants:
    """A new refresh token replaces the one that was used (documented: rotation).

    That an old one revokes the whole grant is documented too. That a sixth grant of a
    client ends its oldest is general knowledge, not confirmed.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._issued = 0
        self._current: dict[str, Grant] = {}
        self._spent: dict[str, Grant] = {}

    def open(self, client_id: str, scope: str) -> Grant:
        grant = Grant(client_id, scope, self._new_token())
        self._current[grant.refresh_token] = grant
        mine = [g for g in self._current.values() if g.client_id == client_id]
        for oldest in mine[:-MAX_PER_CLIENT]:
            self._end(oldest)
        return grant

    def rotate(self, token: str, client_id: str) -> Grant | None:
        """None: the token was not issued here, so somebody made it up."""
        if token in self._spent:
            self._end(self._spent[token])
            raise expired()
        grant = self._current.get(token)
        if grant is None and not token.startswith(BEGINNING):
            return None
        if grant is None or grant.client_id != client_id:
            raise expired()
        self._spent[token] = self._current.pop(token)
        grant.refresh_token = self._new_token()
        self._current[grant.refresh_token] = grant
        return grant

    def revoke(self, token: str) -> None:
        """Documented: its access tokens end with a refresh token."""
        if grant := self._current.get(token) or self._spent.get(token):
            self._end(grant)

    def _end(self, grant: Grant) -> None:
        self._current.pop(grant.refresh_token, None)
        for token in grant.access_tokens:
            self._sessions.revoke(token)

    def _new_token(self) -> str:
        self._issued += 1
        return f"{BEGINNING}{base62(self._issued, 12)}"
