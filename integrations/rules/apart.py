"""What both sides last agreed on; and two sides that an undo set apart (R5), or of
which one chose its own value (M8).

These differ on purpose, and stay so until either of them is edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.values import Canonical, Unmappable, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import TypeIs

    from integrations.rules.rule import Side
    from integrations.rules.values import Reading

Apart = dict[str, Canonical]
"""``agreed``, and under its own name the side that was put back to another value;
``given`` names the side that chose its value by itself."""

Agreed = Canonical | Apart


def set_apart(agreed: Agreed, side: Side, back: Canonical) -> Apart:
    """What an earlier undo set apart of the other side stays so."""
    return {**(agreed if is_apart(agreed) else {"agreed": agreed}), side: back}


def set_given(side: Side, value: Canonical) -> Apart:
    """Nothing was agreed, and the other side's blank is no edit."""
    return {"agreed": None, side: value, "given": side}


def held(agreed: Agreed, side: Side) -> Canonical:
    """What this side showed when both were last dealt with."""
    if is_apart(agreed):
        return agreed.get(side, agreed["agreed"])
    return agreed


def is_apart(agreed: Agreed) -> TypeIs[Apart]:
    return isinstance(agreed, dict)


def is_given(agreed: Agreed) -> bool:
    return is_apart(agreed) and "given" in agreed


def last_agreed(agreed: Agreed) -> Canonical:
    """Before an undo, if there was one; of a given value nothing was."""
    return agreed["agreed"] if is_apart(agreed) else agreed


def is_as_left(agreed: Agreed, there: Reading, here: Reading) -> bool:
    """Are both sides still what the undo left, so that nothing is to be written? Beside
    a given value one that nobody understands is as good as a blank."""
    if not is_apart(agreed):
        return False
    if isinstance(here, Unmappable) and is_given(agreed):
        here = None
    return there == held(agreed, "salesforce") and shown(here) == held(
        agreed, "hubspot"
    )


def base(agreed: Agreed, there: Reading, here: Reading) -> Reading:
    """What edits are told by: of two sides set apart, the one that is as it was left
    counts as unchanged, though it may hold what nobody understands."""
    if not is_apart(agreed):
        return agreed
    in_salesforce, in_hubspot = held(agreed, "salesforce"), held(agreed, "hubspot")
    if there == in_salesforce:
        return in_salesforce
    return here if shown(here) == in_hubspot else agreed["agreed"]


def together(agreement: Mapping[str, Agreed] | None) -> dict[str, Agreed] | None:
    """As if no undo had set anything apart: the side put back counts as edited."""
    if agreement is None:
        return None
    return {
        name: agreed if is_given(agreed) else last_agreed(agreed)
        for name, agreed in agreement.items()
    }
