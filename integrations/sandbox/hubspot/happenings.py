"""What a call did to the account, for those who want to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.associations import Ends
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.records import Record


class Saved(NamedTuple):
    """``old`` is None for a record that is new."""

    kind: ObjectKind
    old: Record | None
    new: Record


class Linked(NamedTuple):
    """One association type between two records came or went."""

    ends: Ends
    type_id: int
    from_id: int
    to_id: int
    millis: int
    inverse: int
    removed: bool = False


class Merged(NamedTuple):
    """``moved``: how many properties the primary record took from the other one."""

    kind: ObjectKind
    primary_id: int
    other_id: int
    survivor_id: int
    moved: int
    millis: int


Happening = Saved | Linked | Merged
