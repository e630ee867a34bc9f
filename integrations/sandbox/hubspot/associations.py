"""Which records belong together, in both directions at once (section 2.4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.sandbox.hubspot.kinds import ObjectKind

Ends = tuple[str, str]
Held = tuple[Ends, int, dict[int, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class AssociationType:
    """``plain`` is the unlabelled type that a labelled one always brings along."""

    id: int
    ends: Ends
    inverse: int
    plain: int
    label: str | None = None
    v3_name: str = ""
    category: str = "HUBSPOT_DEFINED"

    def as_json(self) -> dict[str, object]:
        return {"category": self.category, "typeId": self.id, "label": self.label}


CONTACT_COMPANY: Ends = ("contacts", "companies")
COMPANY_CONTACT: Ends = ("companies", "contacts")
COMPANY_COMPANY: Ends = ("companies", "companies")
CONTACT_TO_COMPANY, COMPANY_TO_CONTACT = 279, 280
PRIMARY_COMPANY, PRIMARY_CONTACT, PARENT = 1, 2, 14
STANDARD = {
    found.id: found
    for found in (
        AssociationType(
            279, CONTACT_COMPANY, 280, 279, None, "contact_to_company_unlabeled"
        ),
        AssociationType(
            280, COMPANY_CONTACT, 279, 280, None, "company_to_contact_unlabeled"
        ),
        AssociationType(1, CONTACT_COMPANY, 2, 279, "Primary", "contact_to_company"),
        AssociationType(2, COMPANY_CONTACT, 1, 280, "Primary", "company_to_contact"),
        AssociationType(450, COMPANY_COMPANY, 450, 450, None, "company_to_company"),
        AssociationType(
            13, COMPANY_COMPANY, 14, 450, "Child Company", "parent_to_child_company"
        ),
        AssociationType(
            14, COMPANY_COMPANY, 13, 450, "Parent Company", "child_to_parent_company"
        ),
    )
}
SINGLE = {PRIMARY_COMPANY, PARENT}


class Associations:
    """``types``: HubSpot's own, and the labels this account made.

    ``written`` are the keys of the records whose associations are others since a file
    was brought up to date.
    """

    def __init__(self) -> None:
        self.types: dict[int, AssociationType] = dict(STANDARD)
        self.written: set[str] = set()
        self._links: defaultdict[Ends, dict[int, dict[int, tuple[int, ...]]]] = (
            defaultdict(dict)
        )

    def between(self, ends: Ends) -> list[AssociationType]:
        return [found for found in self.types.values() if found.ends == ends]

    def forget(self, found: AssociationType) -> None:
        """Take a label away, from the records that have it too."""
        for from_id, others in list(self._links[found.ends].items()):
            for to_id, held in list(others.items()):
                if found.id in held:
                    self._drop(found, from_id, to_id)
        for type_id in {found.id, found.inverse}:
            del self.types[type_id]

    def of(self, ends: Ends, record_id: int) -> dict[int, tuple[int, ...]]:
        """The associated records in the order of ids, each with its type ids."""
        found = self._links[ends].get(record_id, {})
        return {other: found[other] for other in sorted(found)}

    def between_pair(self, ends: Ends, from_id: int, to_id: int) -> tuple[int, ...]:
        """The type ids of one association; none: there is none."""
        return self._links[ends].get(from_id, {}).get(to_id, ())

    def only(self, ends: Ends, record_id: int, type_id: int) -> int | None:
        """The one record associated by a type of which there can be one."""
        for other, types in self._links[ends].get(record_id, {}).items():
            if type_id in types:
                return other
        return None

    def count(self, ends: Ends, record_id: int) -> int:
        return len(self._links[ends].get(record_id, {}))

    def add(self, type_id: int, from_id: int, to_id: int) -> None:
        """A labelled type brings the plain one; a primary one replaces the last.

        The first company of a contact becomes its primary one.
        """
        found = self.types[type_id]
        wanted = {found.plain, type_id}
        if found.plain == COMPANY_TO_CONTACT and self._is_first_company(to_id):
            wanted.add(PRIMARY_CONTACT)
        if found.plain == CONTACT_TO_COMPANY and self._is_first_company(from_id):
            wanted.add(PRIMARY_COMPANY)
        for each in wanted:
            self._add(self.types[each], from_id, to_id)

    def remove(
        self, ends: Ends, from_id: int, to_id: int, type_ids: Iterable[int] = ()
    ) -> bool:
        """Without types: the association as a whole. False: there was none."""
        held = self.between_pair(ends, from_id, to_id)
        for type_id in list(type_ids) or held:
            self._drop(self.types[type_id], from_id, to_id)
        return bool(held)

    def detach(self, kind: ObjectKind, record_id: int) -> list[tuple[Ends, int]]:
        """Undo every association of a record; tell which records lost one."""
        lost = [
            (ends, other)
            for ends in list(self._links)
            if ends[0] == kind.name
            for other in self.of(ends, record_id)
        ]
        for ends, other in lost:
            self.remove(ends, record_id, other)
        return lost

    def held(
        self, kind: ObjectKind, record_id: int
    ) -> Iterator[tuple[AssociationType, int]]:
        """Every association of a record as it would have to be added again."""
        for ends in list(self._links):
            if ends[0] == kind.name:
                for other, types in self.of(ends, record_id).items():
                    yield from ((self.types[type_id], other) for type_id in types)

    def __len__(self) -> int:
        return sum(map(len, self._links.values()))

    def items(self) -> Iterator[tuple[str, Held]]:
        """What every record holds in either direction, as ``hold`` takes it."""
        for ends, links in self._links.items():
            for from_id, others in links.items():
                yield _key(ends, from_id), (ends, from_id, others)

    def get(self, key: str) -> Held | None:
        one, other, from_id = key.split()
        others = self._links[one, other].get(int(from_id))
        return ((one, other), int(from_id), others) if others else None

    def hold(self, kept: Iterable[Any]) -> None:
        """Take all associations as they were, with nothing that follows from them."""
        for ends, from_id, others in kept:
            self._links[ends[0], ends[1]][from_id] = {
                int(to_id): tuple(types) for to_id, types in others.items()
            }

    def _is_first_company(self, contact_id: int) -> bool:
        return not self._links[CONTACT_COMPANY].get(contact_id)

    def _add(self, found: AssociationType, from_id: int, to_id: int) -> None:
        inverse = self.types[found.inverse]
        self._make_room(found, from_id)
        self._make_room(inverse, to_id)
        self._set(found, from_id, to_id)
        self._set(inverse, to_id, from_id)

    def _make_room(self, found: AssociationType, record_id: int) -> None:
        if found.id in SINGLE:
            other = self.only(found.ends, record_id, found.id)
            if other is not None:
                self._drop(found, record_id, other)

    def _set(self, found: AssociationType, from_id: int, to_id: int) -> None:
        others = self._links[found.ends].setdefault(from_id, {})
        others[to_id] = tuple(sorted({*others.get(to_id, ()), found.id}, reverse=True))
        self.written.add(_key(found.ends, from_id))

    def _drop(self, found: AssociationType, from_id: int, to_id: int) -> None:
        self._unset(found, from_id, to_id)
        self._unset(self.types[found.inverse], to_id, from_id)

    def _unset(self, found: AssociationType, from_id: int, to_id: int) -> None:
        others = self._links[found.ends].get(from_id, {})
        left = tuple(held for held in others.get(to_id, ()) if held != found.id)
        if left:
            others[to_id] = left
        else:
            others.pop(to_id, None)
        self.written.add(_key(found.ends, from_id))


def _key(ends: Ends, record_id: int) -> str:
    return f"{ends[0]} {ends[1]} {record_id}"
