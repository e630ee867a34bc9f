"""Booleans: Salesforce's checkbox is never blank, HubSpot's property may be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.rules.places import of_hubspot, of_salesforce
from integrations.rules.values import Converters, Unmappable, or_clear, text_of
from integrations.said import said

if TYPE_CHECKING:
    from integrations.records import Field, Property
    from integrations.rules.values import Canonical, Standing


def checkbox(property: Property, field: Field) -> Converters:
    there, here = of_salesforce(field), of_hubspot(property)

    def from_salesforce(raw: object) -> Canonical:
        return _truth(text_of(raw), there)

    def from_hubspot(raw: str | None) -> Canonical:
        if raw == "true" or raw == "false":
            return raw
        return _truth(text_of(raw), here)

    return Converters(
        from_salesforce, from_hubspot, lambda value: value == "true", or_clear, _meet
    )


def _truth(text: Canonical, place: str) -> Canonical:
    if text is None or text.lower() in {"true", "false"}:
        return text and text.lower()
    raise Unmappable(
        "not_a_boolean",
        said(
            "'%(value)s' is neither true nor false, which %(place)s must hold: correct"
            " it there.",
            value=text,
            place=place,
        ),
        text,
    )


def _meet(standing: Standing) -> Standing:
    """A blank in HubSpot is an unticked box, unless it was never anything else."""
    ever_set = standing.agreed is not None or standing.salesforce == "false"
    if standing.hubspot is None and ever_set:
        return replace(standing, hubspot="false")
    return standing
