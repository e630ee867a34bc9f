"""Who may come in, as it is kept in a file; codes, good for minutes, are not."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from integrations.sandbox.salesforce.oauth.grants import Grant, Grants
from integrations.sandbox.salesforce.oauth.keys import Keys
from integrations.sandbox.salesforce.sessions import Sessions

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.oauth.sign_in import SignIn

SETS = ("alive", "dead", "by_hand", "to_refuse")


def told(sign_in: SignIn) -> dict[str, object]:
    return {
        "sessions": asdict(sign_in.sessions),
        "keys": asdict(sign_in.keys),
        "secrets": sign_in.secrets,
        "grants": [asdict(grant) for grant in sign_in.grants.all],
    }


def restore(sign_in: SignIn, kept: dict[str, Any]) -> None:
    sets = {name: set(kept["sessions"][name]) for name in SETS}
    sign_in.sessions = Sessions(kept["sessions"]["issued"], **sets)
    sign_in.keys = Keys(**kept["keys"])
    sign_in.secrets = kept.get("secrets", {})
    grants = (Grant(**grant) for grant in kept["grants"])
    sign_in.grants = Grants(sign_in.sessions, grants)
