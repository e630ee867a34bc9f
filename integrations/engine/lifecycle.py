"""Companies that sync follow their contacts' lifecycle stage, forward only (L1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.engine import lifecycle_again
from integrations.engine.lifecycle_moves import PROPERTY, moves_of
from integrations.engine.lifecycle_told import done_of
from integrations.engine.outcomes import note
from integrations.engine.queueing import count_more
from integrations.engine.sync_errors import settle_errors
from integrations.errors import CrmError, Rejected

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.engine.judge import Done
    from integrations.engine.lifecycle_moves import Changed, Move
    from integrations.models import Record


@dataclass(frozen=True, slots=True)
class Followed:
    """``over``: what HubSpot refused of these, nobody wants any more."""

    done: Sequence[Done]
    over: Sequence[Record]


def follow(context: Context, changed: Changed) -> Followed:
    """Writes the companies' new stages; what is returned is still to be kept."""
    moves = moves_of(context, changed) if context.integration.lifecycle_stage else []
    refused = lifecycle_again.due(context, {it.record.pk for it in moves})
    again, over = lifecycle_again.moves_again(context, refused)
    return Followed(_written(context, [*moves, *again]), over)


def repeat(context: Context, pks: Collection[int]) -> Followed:
    """What HubSpot refused of these records, whose turn it is or a person says so."""
    if context.run.dry_run or context.partly:
        return Followed((), ())
    refused = lifecycle_again.of_records(context, pks)
    moves, over = lifecycle_again.moves_again(context, refused)
    return Followed(_written(context, moves), over)


def _written(context: Context, moves: Sequence[Move]) -> list[Done]:
    answers: Mapping[str, object] = {}
    if moves and not context.run.dry_run:
        answers = context.clients.hubspot.update_companies(
            {it.record.company_id or "": {PROPERTY: it.new.value} for it in moves}
        )
    _require_answers(answers)
    return [done_of(it, answers.get(it.record.company_id or "")) for it in moves]


def keep(context: Context, followed: Followed) -> None:
    """Inside the transaction that ends the step."""
    done = followed.done
    if done:
        note(context.run, done)
        count_more(context.run, len(done))
    settled = [(one.item.record, one.problems) for one in done]
    settled += [(record, []) for record in followed.over]
    if settled and not context.run.dry_run:
        settle_errors(settled, timezone.now(), stages=True)


def _require_answers(answers: Mapping[str, object]) -> None:
    """What passes by itself holds up the step: the watermark must not go past it."""
    for answer in answers.values():
        if isinstance(answer, CrmError) and not isinstance(answer, Rejected):
            raise answer
