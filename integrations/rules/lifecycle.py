"""How far a company's lifecycle stage follows its contacts' (L1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def advance(
    company_stage: str | None, contact_stages: Iterable[str], order: Sequence[str]
) -> str | None:
    """The stage the company moves to, or None: forward only in the pipeline's order.

    The furthest of the changed contacts' stages wins. Stages that the pipeline does not
    have are ignored; a company that stands at one is left there.
    """
    place = {stage: number for number, stage in enumerate(order)}
    now = place.get(company_stage) if company_stage else -1
    if now is None:
        return None
    further = [s for s in contact_stages if s in place and place[s] > now]
    return max(further, key=place.__getitem__, default=None)
