"""Deleted or merged between being read and being written: planned anew, as that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.engine.gone import VANISHED
from integrations.errors import Rejected
from integrations.records import Written
from integrations.rules.departures import Parting

if TYPE_CHECKING:
    from integrations.engine.intend import Intended, Planned
    from integrations.engine.write import Results


def set_aside(intended: Intended, results: Results) -> Intended:
    """Those of which nothing was written count as held: they are read anew, and what
    was deleted is then seen to be."""
    gone = [pair for pair in intended.ours if _has_vanished(pair, results)]
    if not gone:
        return intended
    return replace(
        intended,
        ours=[pair for pair in intended.ours if not _has_vanished(pair, results)],
        held=[*intended.held, *(item for item, _plan in gone)],
    )


def _has_vanished(pair: Planned, results: Results) -> bool:
    item, plan = pair
    pk = item.record.pk
    answers = (results.hubspot.get(pk), results.salesforce.get(pk))
    written = any(isinstance(answer, Written) for answer in answers)
    refused = any(
        isinstance(answer, Rejected) and answer.code in VANISHED for answer in answers
    )
    return refused and not written and not isinstance(plan, Parting)
