"""The owner of a record, matched across the CRMs by a table of the caller's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.rules.ids import full_id
from integrations.rules.values import Converters, Unmappable, clean, text_of
from integrations.said import said, said_as

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.rules.values import Canonical, Standing

ACTIVE_USER = said_as("wanted", "active Salesforce user")
OWNER = said_as("wanted", "HubSpot owner")


def owner(users: Mapping[str, str]) -> Converters:
    """``users`` holds the Salesforce user's id for each HubSpot owner's id."""
    users = {owner: full_id(user) for owner, user in users.items()}
    owners: dict[str, str] = {}
    for owner_id, user in users.items():
        owners.setdefault(user, owner_id)

    def from_salesforce(raw: object) -> Canonical:
        text = text_of(raw)
        return text and full_id(text)

    def from_hubspot(raw: str | None) -> Canonical:
        text = clean(raw)
        return text and _partner(
            users, text, said_as("wanted", "active Salesforce user")
        )

    def to_hubspot(value: Canonical) -> str:
        return _partner(owners, value, OWNER) if value else ""

    return Converters(
        from_salesforce,
        from_hubspot,
        lambda value: value,
        to_hubspot,
        _meeting(frozenset(owners)),
    )


def _partner(table: Mapping[str, str], value: str, wanted: str) -> str:
    try:
        return table[value]
    except KeyError:
        raise Unmappable(
            "owner_unmatched",
            said(
                "The owner %(value)s has no %(wanted)s with the same e-mail address:"
                " add one, or choose another owner.",
                value=value,
                wanted=wanted,
            ),
            value,
        ) from None


def _meeting(matched: frozenset[str]) -> Callable[[Standing], Standing]:
    """An owner without a match is no edit: it stands for the value last agreed.

    Before the first agreement HubSpot's stands for a blank and Salesforce's for
    whatever HubSpot has, so that neither side loses its owner.
    """

    def meet(standing: Standing) -> Standing:
        salesforce, hubspot = standing.salesforce, standing.hubspot
        if hubspot is None or isinstance(hubspot, Unmappable):
            hubspot = standing.agreed
        if salesforce not in matched and (standing.ever or salesforce is not None):
            salesforce = standing.agreed if standing.ever else hubspot
        return replace(standing, salesforce=salesforce, hubspot=hubspot)

    return meet
