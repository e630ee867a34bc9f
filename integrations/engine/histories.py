"""When a property that both sides changed was edited in HubSpot: its history is asked
for these records only, and they are planned again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.decide import decide
from integrations.rules.plan import Update

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned


def with_histories(context: Context, planned: Sequence[Planned]) -> list[Planned]:
    """One call for 50 such records; none where no property is contested."""
    open_ = {id(pair[0]): names for pair in planned if (names := _undated(pair))}
    if not open_:
        return list(planned)
    companies = context.clients.hubspot.read_companies(
        [item.company_id or "" for item, _plan in planned if id(item) in open_],
        context.properties,
        history=sorted(set().union(*open_.values())),
    )
    for item, _plan in planned:
        if id(item) in open_:
            item.company = companies.get(item.company_id or "")
    return [
        (item, decide(context, item) if id(item) in open_ else plan)
        for item, plan in planned
    ]


def _undated(pair: Planned) -> set[str]:
    """The contested properties of which it is not known when they were edited."""
    item, plan = pair
    if not isinstance(plan, Update) or item.company is None:
        return set()
    return set(plan.contested) - item.company.edited_at.keys()
