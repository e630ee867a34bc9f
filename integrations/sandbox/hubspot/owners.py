"""The people who own records; the same ones who are Salesforce's users, by e-mail."""

from __future__ import annotations

from dataclasses import dataclass

from integrations.sandbox.generator import people
from integrations.sandbox.hubspot.stamps import iso

SINCE = 1_577_836_800_000
FIRST_OWNER, FIRST_USER = 910_901, 1_001
TEAM = {"id": "178588", "name": "Sales", "primary": True}


@dataclass(frozen=True, slots=True)
class Owner:
    """``archived``: HubSpot keeps the owner of a user who left, without user id."""

    id: str
    user_id: int
    email: str
    first: str
    last: str
    archived: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "email": self.email,
            "type": "PERSON",
            "firstName": self.first,
            "lastName": self.last,
            "userId": None if self.archived else self.user_id,
            "userIdIncludingInactive": self.user_id,
            "createdAt": iso(SINCE),
            "updatedAt": iso(SINCE),
            "archived": self.archived,
            "teams": [] if self.archived else [TEAM],
        }


def standard_owners() -> tuple[Owner, ...]:
    owners = (
        Owner(str(FIRST_OWNER + 37 * n), FIRST_USER + n, who.email, who.first, who.last)
        for n, who in enumerate(people())
        if who.in_hubspot
    )
    left = "greta@northwind.example"
    return (*owners, Owner("910899", 1_099, left, "Greta", "Lindqvist", archived=True))
