"""What holds for all the records that one call writes, looked up once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.kinds import CONTACTS
from integrations.sandbox.hubspot.portal import INTEGRATION, PORTAL_ID

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal
    from integrations.sandbox.hubspot.records import Source
    from integrations.sandbox.hubspot.schema import Schema
    from integrations.sandbox.hubspot.store import ObjectStore


@dataclass(slots=True)
class Terms:
    """``claims``: the unique values of the records drafted so far, with their ids."""

    portal: Portal
    kind: ObjectKind
    source: Source = INTEGRATION
    claims: dict[tuple[str, str], int] = field(default_factory=dict)
    now: int = field(init=False)
    store: ObjectStore = field(init=False)
    schema: Schema = field(init=False)
    unique_names: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.portal.now()
        self.store = self.portal.store(self.kind)
        self.schema = self.portal.schema(self.kind)
        email = ["email"] if self.kind is CONTACTS else []
        self.unique_names = email + self.schema.unique_names

    @property
    def where(self) -> str:
        """As some refusals name the place."""
        return f"Portal {PORTAL_ID}, object type {self.kind.type_id}"
