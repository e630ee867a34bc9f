"""What decides whether a HubSpot company creates a Salesforce account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from integrations.rules.syncs_with import SyncsWith

DefaultObject = Literal["Contact", "Lead"]


@dataclass(frozen=True, slots=True)
class Contact:
    """A HubSpot contact; ``included``: it is a member of the inclusion list."""

    id: str
    name: str
    email: str | None
    syncs_with: SyncsWith
    salesforce_id: str | None
    included: bool

    def __str__(self) -> str:
        if self.name and self.email and self.name != self.email:
            return f"{self.name} ({self.email})"
        return self.name or self.email or f"contact {self.id}"


@dataclass(frozen=True, slots=True)
class Facts:
    """``contacts_total`` also counts contacts that could not be read.

    Without a ``list_id`` every contact qualifies. ``list_problem`` is a sentence about
    a list that cannot be asked (deleted, of companies, unreadable): then none does.
    """

    auto_created: bool
    contacts: tuple[Contact, ...]
    contacts_total: int
    default_object: DefaultObject
    list_id: str | None
    list_name: str | None
    list_problem: str


def associated(facts: Facts) -> int:
    return max(facts.contacts_total, len(facts.contacts))


def that_sync_with(facts: Facts, kind: SyncsWith) -> list[Contact]:
    return [it for it in facts.contacts if it.syncs_with is kind]


def qualifying(facts: Facts) -> list[Contact]:
    if facts.list_problem:
        return []
    return [it for it in facts.contacts if it.included or facts.list_id is None]
