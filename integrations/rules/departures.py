"""What becomes of a link when one of its two records is deleted or merged (K5, K6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from integrations.rules.plan import Skip
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.rules.rule import Side

Gone = Literal["account", "company"]
Act = Literal["stay", "unlink", "delete"]
MergeAct = Literal["relink", "duplicate", "nothing"]


@dataclass(frozen=True, slots=True)
class Parting(Skip):
    """No value is synced any more: the link ends.

    ``foretold``: the message as long as it is not done yet.
    ``clears``: the side on which the one that stays carries the other's key.
    ``deletes``: the company goes to HubSpot's recycle bin.
    """

    foretold: str = ""
    clears: Side | None = None
    deletes: bool = False


def beforehand(plan: Skip) -> str:
    """Its message as long as it is not done."""
    return (isinstance(plan, Parting) and plan.foretold) or plan.message


DELETES: Mapping[tuple[Gone, Act], str] = {
    ("account", "stay"): said("The company stays as it is"),
    ("account", "unlink"): said(
        "The company stays and loses its link; a restored account is linked again"
    ),
    ("account", "delete"): said(
        "It goes to HubSpot's recycle bin; a restored account gets a new company"
    ),
    ("company", "stay"): said("The account stays as it is"),
    ("company", "unlink"): said(
        "The account stays and loses its link; only Resync gives it a new company"
    ),
}
MERGES: Mapping[MergeAct, str] = {
    "nothing": said("Nothing, the account that won keeps what it has"),
    "relink": said("The company is linked to the account that won"),
    "duplicate": said("The company is listed as a possible duplicate of the other one"),
}


def on_deletion(gone: Gone, choice: str, *, is_its_own: bool = True) -> Act:
    """``is_its_own``: the company that would be deleted is there and carries the key of
    the account that is gone; any other is only unlinked. No account is ever deleted."""
    if choice == "nothing":
        return "stay"
    if choice == "delete" and gone == "account" and is_its_own:
        return "delete"
    return "unlink"


def on_account_merge(company: str | None, winners_company: str | None) -> MergeAct:
    """``company`` is that of the account that lost."""
    if company is None or company == winners_company:
        return "nothing"
    return "duplicate" if winners_company else "relink"


def follower(key: str | None, accounts: Sequence[str]) -> str:
    """Of the accounts whose companies were merged into one, the one it is linked to
    now: that of its key, else the first."""
    return key if key and key in accounts else min(accounts)
