"""What both sides last agreed on; and two sides that an undo set apart (R5).

After an undo they differ on purpose, and stay so until either of them is edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.values import Canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import TypeIs

    from integrations.rules.rule import Side
    from integrations.rules.values import Reading

Apart = dict[str, Canonical]
"""``agreed``, and under its own name the side that was put back to another value."""

Agreed = Canonical | Apart


def set_apart(agreed: Canonical, side: Side, back: Canonical) -> Apart:
    return {"agreed": agreed, side: back}


def held(agreed: Agreed, side: Side) -> Canonical:
    """What this side showed when both were last dealt with."""
    if is_apart(agreed):
        return agreed.get(side, agreed["agreed"])
    return agreed


def is_apart(agreed: Agreed) -> TypeIs[Apart]:
    return isinstance(agreed, dict)


def last_agreed(agreed: Agreed) -> Canonical:
    """Before an undo, if there was one."""
    return agreed["agreed"] if is_apart(agreed) else agreed


def is_as_left(agreed: Agreed, there: Reading, here: Reading) -> bool:
    """Are both sides still what the undo left, so that nothing is to be written?"""
    if not is_apart(agreed):
        return False
    return there == held(agreed, "salesforce") and here == held(agreed, "hubspot")


def base(agreed: Agreed, there: Reading, here: Reading) -> Canonical:
    """What edits are told by: of two sides set apart, the one that is as it was left
    counts as unchanged."""
    if not is_apart(agreed):
        return agreed
    in_salesforce, in_hubspot = held(agreed, "salesforce"), held(agreed, "hubspot")
    if there == in_salesforce:
        return in_salesforce
    return in_hubspot if here == in_hubspot else agreed["agreed"]


def together(agreement: Mapping[str, Agreed] | None) -> dict[str, Canonical] | None:
    """As if nothing had been set apart: the side put back counts as edited."""
    if agreement is None:
        return None
    return {name: last_agreed(agreed) for name, agreed in agreement.items()}
