"""Authorization codes, and the proof that whoever brings one asked for it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.ids import base62
from integrations.sandbox.salesforce.oauth.refusals import GrantError, expired_code

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock

LIFETIME = 15 * 60


@dataclass(frozen=True, slots=True)
class Code:
    """``challenge`` is the S256 of a verifier, or empty."""

    client_id: str
    redirect_uri: str
    scope: str
    challenge: str
    ends: float


class Codes:
    """Good once and for 15 minutes (general knowledge, not confirmed)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued = 0
        self._codes: dict[str, Code] = {}
        self._spent: set[str] = set()

    def make(
        self, client_id: str, redirect_uri: str, scope: str, challenge: str
    ) -> str:
        self._issued += 1
        text = f"aPrxsandbox{base62(self._issued, 12)}=="
        ends = self._clock.seconds() + LIFETIME
        self._codes[text] = Code(client_id, redirect_uri, scope, challenge, ends)
        return text

    def redeem(self, text: str, client_id: str) -> Code:
        """Both descriptions were seen in public."""
        code = self._codes.pop(text, None)
        is_late = code is not None and code.ends < self._clock.seconds()
        if text in self._spent or is_late:
            raise expired_code()
        if code is None or code.client_id != client_id:
            raise GrantError("invalid_grant", "invalid authorization code")
        self._spent.add(text)
        return code


def check_verifier(code: Code, verifier: str) -> None:
    """Seen in public: that for a wrong verifier and that for one too many."""
    if verifier and not code.challenge:
        raise GrantError("invalid_grant", "unexpected code verifier")
    if code.challenge and challenge_of(verifier) != code.challenge:
        raise GrantError("invalid_grant", "invalid code verifier")


def challenge_of(verifier: str) -> str:
    digest = sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
