"""The six people who work in both CRMs: Salesforce's users, HubSpot's owners."""

from __future__ import annotations

from typing import NamedTuple


class Colleague(NamedTuple):
    """``active``: as a Salesforce user; HubSpot knows no inactive owner here."""

    first: str
    last: str
    email: str
    active: bool = True
    in_salesforce: bool = True
    in_hubspot: bool = True


def people() -> tuple[Colleague, ...]:
    return (
        Colleague("Ada", "Okafor", "ada@northwind.example"),
        Colleague("Bruno", "Castelli", "bruno@northwind.example"),
        Colleague("Chloé", "Lefèvre", "chloe@northwind.example"),
        Colleague("Dmitri", "Volkov", "dmitri@northwind.example", active=False),
        Colleague("Emiko", "Sato", "emiko@northwind.example", in_hubspot=False),
        Colleague("Finn", "O'Brien", "finn@northwind.example", in_salesforce=False),
    )
