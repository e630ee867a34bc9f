"""All that decides who may come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.oauth.codes import Codes
from integrations.sandbox.salesforce.oauth.grants import Grants
from integrations.sandbox.salesforce.oauth.keys import Keys
from integrations.sandbox.salesforce.sessions import Sessions

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock


@dataclass
class SignIn:
    clock: Clock
    sessions: Sessions = field(default_factory=Sessions)
    keys: Keys = field(default_factory=Keys)
    grants: Grants = field(init=False)
    codes: Codes = field(init=False)

    def __post_init__(self) -> None:
        self.grants = Grants(self.sessions)
        self.codes = Codes(self.clock)
