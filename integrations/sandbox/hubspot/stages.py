"""The lifecycle stages, in their order (documented); a portal may add its own."""

from __future__ import annotations

from integrations.sandbox.hubspot.definitions import Option

LIFECYCLE = "lifecyclestage"
FIRST_STAGE = "lead"

LIFECYCLE_STAGES = tuple(
    Option(value, label, order)
    for order, (value, label) in enumerate(
        {
            "subscriber": "Subscriber",
            "lead": "Lead",
            "marketingqualifiedlead": "Marketing Qualified Lead",
            "salesqualifiedlead": "Sales Qualified Lead",
            "opportunity": "Opportunity",
            "customer": "Customer",
            "evangelist": "Evangelist",
            "other": "Other",
        }.items()
    )
)


def in_order(stages: tuple[Option, ...]) -> tuple[Option, ...]:
    """Those of one place by their labels (documented)."""
    return tuple(sorted(stages, key=lambda each: (each.display_order, each.label)))


def goes_back(stages: tuple[Option, ...], old: str | None, new: str | None) -> bool:
    """Clearing is no step back: it is how one may go back afterwards (documented)."""
    if not old or not new:
        return False
    places = {stage.value: place for place, stage in enumerate(in_order(stages))}
    if old not in places or new not in places:
        return False
    return places[new] < places[old]
