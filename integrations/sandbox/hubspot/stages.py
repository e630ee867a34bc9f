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


def goes_back(stages: tuple[Option, ...], old: str | None, new: str | None) -> bool:
    """Clearing is no step back: it is how one may go back afterwards (documented)."""
    places = {
        stage.value: place
        for place, stage in enumerate(sorted(stages, key=lambda o: o.display_order))
    }
    if old not in places or new not in places:
        return False
    return places[new] < places[old]
