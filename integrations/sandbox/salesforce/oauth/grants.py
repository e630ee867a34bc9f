"""What users granted to clients: refresh tokens, each good for one use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.ids import base62
from integrations.sandbox.salesforce.oauth.refusals import expired

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.salesforce.sessions import Sessions

BEGINNING = "5Aep861sandbox"
MAX_PER_CLIENT = 5


@dataclass(slots=True)
class Grant:
    """The last of ``refresh_tokens`` is good, the others are spent."""

    client_id: str
    scope: str
    refresh_tokens: list[str]
    access_tokens: list[str] = field(default_factory=list)
    is_over: bool = False

    @property
    def refresh_token(self) -> str:
        return self.refresh_tokens[-1]


class Grants:
    """A new refresh token replaces the one that was used (documented: rotation).

    That an old one revokes the whole grant is documented too. That a sixth grant of a
    client ends its oldest is general knowledge, not confirmed.
    """

    def __init__(self, sessions: Sessions, grants: Iterable[Grant] = ()) -> None:
        self._sessions = sessions
        self.all = list(grants)
        self._holders = {
            token: grant for grant in self.all for token in grant.refresh_tokens
        }

    def open(self, client_id: str, scope: str) -> Grant:
        grant = Grant(client_id, scope, [])
        self._renew(grant)
        self.all.append(grant)
        mine = [g for g in self.all if g.client_id == client_id and not g.is_over]
        for oldest in mine[:-MAX_PER_CLIENT]:
            self._end(oldest)
        return grant

    def rotate(self, token: str, client_id: str) -> Grant | None:
        """None: the token was not issued here, so somebody made it up."""
        grant = self._holders.get(token)
        if grant is None and not token.startswith(BEGINNING):
            return None
        if grant is None or grant.client_id != client_id:
            raise expired()
        if token != grant.refresh_token:
            self._end(grant)
        if grant.is_over:
            raise expired()
        self._renew(grant)
        return grant

    def revoke(self, token: str) -> None:
        """Documented: its access tokens end with a refresh token."""
        if grant := self._holders.get(token):
            self._end(grant)

    def _end(self, grant: Grant) -> None:
        grant.is_over = True
        for token in grant.access_tokens:
            self._sessions.revoke(token)

    def _renew(self, grant: Grant) -> None:
        token = f"{BEGINNING}{base62(len(self._holders) + 1, 12)}"
        grant.refresh_tokens.append(token)
        self._holders[token] = grant
