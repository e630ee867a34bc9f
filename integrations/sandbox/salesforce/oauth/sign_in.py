"""All that decides who may come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.oauth.codes import Codes
from integrations.sandbox.salesforce.oauth.forms import is_good
from integrations.sandbox.salesforce.oauth.grants import Grants
from integrations.sandbox.salesforce.oauth.keys import Keys
from integrations.sandbox.salesforce.oauth.refusals import wrong_secret
from integrations.sandbox.salesforce.sessions import Sessions

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock


@dataclass
class SignIn:
    """``secrets``: the one with which a client first got tokens for a code."""

    clock: Clock
    sessions: Sessions = field(default_factory=Sessions)
    keys: Keys = field(default_factory=Keys)
    secrets: dict[str, str] = field(default_factory=dict)
    grants: Grants = field(init=False)
    codes: Codes = field(init=False)

    def __post_init__(self) -> None:
        self.grants = Grants(self.sessions)
        self.codes = Codes(self.clock)

    def check_secret(self, client_id: str, secret: str | None) -> None:
        """Any serves a client that has none yet."""
        if not is_good(secret) or self.secrets.get(client_id, secret) != secret:
            raise wrong_secret()
