"""One record on its way through a batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from integrations.rules.matching import Linked, Match, New

if TYPE_CHECKING:
    from integrations.engine.creation import Verdict
    from integrations.models import Record
    from integrations.records import Account, Company


@dataclass(slots=True)
class Item:
    """``match``: how a partner was sought, and ``candidates`` what speaks for each of
    several. ``verdict``: does this company, which has no account, create one?
    ``source``: the outcome that an undo puts back. ``joined``: the row of the company
    that was asked about, if it is this account's.

    After a merge: ``merged`` is the row of the account that lost and gives its company
    to this one; ``winner`` the account that won, ``rival`` the company that its link
    keeps, so that this one's ends. ``absorbed``: this account is gone, and the company
    that it had lives on in that one, which is the account's named second.
    ``outlived``: the row of the deleted company that makes room for what is inherited.
    """

    record: Record
    account: Account | None = None
    company: Company | None = None
    match: Match = field(default_factory=New)
    verdict: Verdict | None = None
    source: int | None = None
    candidates: list[dict[str, Any]] = field(default_factory=list)
    joined: Record | None = None
    merged: Record | None = None
    winner: str = ""
    rival: str = ""
    absorbed: tuple[str, str] | None = None
    outlived: Record | None = None

    @property
    def company_id(self) -> str | None:
        if isinstance(self.match, Linked):
            return self.match.partner_id
        return self.record.company_id
