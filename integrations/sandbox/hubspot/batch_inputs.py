"""The inputs of a batch call, as a whole: how many, and none twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.refusals import invalid, not_implemented

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.bodies import Body


def checked_inputs(body: Body, *required: str, most: int) -> list[dict[str, Any]]:
    inputs = body.inputs(*required)
    if not inputs:
        raise not_implemented("a batch without inputs")
    if len(inputs) > most:
        raise invalid(
            f"The maximum number of inputs supported in a batch is {most}. "
            "Please reduce the number of items and try again"
        )
    if "id" in required:
        _refuse_twins(inputs)
    return inputs


def _refuse_twins(inputs: list[dict[str, Any]]) -> None:
    counts = Counter(str(item["id"]) for item in inputs)
    twins = [each for each, count in counts.items() if count > 1]
    if twins:
        raise invalid(
            f"Duplicate IDs found in batch input: [{', '.join(twins)}]. "
            "IDs must be unique",
            context={"ids": twins},
        )
