"""Companies that sync follow their contacts' lifecycle stage, forward only (L1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine.item import Item
from integrations.engine.judge import Done, Kind
from integrations.engine.outcomes import note
from integrations.engine.queueing import count_read
from integrations.engine.retry import next_try
from integrations.engine.sync_errors import CODE_LENGTH, STAGE, from_crm, settle_errors
from integrations.errors import CrmError, Rejected
from integrations.models import SyncError
from integrations.rules.lifecycle import advance
from integrations.rules.plan import Unchanged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set
    from datetime import datetime

    from integrations.engine.context import Context
    from integrations.models import Record
    from integrations.records import Company, HubSpotContact, Stage

PROPERTY = "lifecyclestage"
REASON = STAGE


@dataclass(frozen=True, slots=True)
class Move:
    """``contact``: whose change takes the company along; None when it did before, and
    HubSpot refused."""

    record: Record
    contact: HubSpotContact | None
    old: Stage | None
    new: Stage


@dataclass(frozen=True, slots=True)
class Changed:
    """``contacts`` that changed ``since``, each with its ``companies_of``."""

    contacts: Mapping[str, HubSpotContact]
    companies_of: Mapping[str, Sequence[str]]
    since: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """``over``: what HubSpot refused of these, nobody wants any more."""

    done: Sequence[Done]
    over: Sequence[Record]


def follow(context: Context, changed: Changed) -> Followed:
    """Writes the companies' new stages; what is returned is still to be kept."""
    moves = _moves(context, changed) if context.integration.lifecycle_stage else []
    again, over = _again(context, {it.record.pk for it in moves})
    moves += again
    answers: Mapping[str, object] = {}
    if moves and not context.run.dry_run:
        answers = context.clients.hubspot.update_companies(
            {it.record.company_id or "": {PROPERTY: it.new.value} for it in moves}
        )
    _require_answers(answers)
    done = [_done(it, answers.get(it.record.company_id or "")) for it in moves]
    return Followed(done, over)


def keep(context: Context, followed: Followed) -> None:
    """Inside the transaction that ends the step."""
    done = followed.done
    if done:
        note(context.run, done)
        count_read(context.run, len(done))
    settled = [(one.item.record, one.problems) for one in done]
    settled += [(record, []) for record in followed.over]
    if settled and not context.run.dry_run:
        settle_errors(settled, timezone.now(), stages=True)


def _require_answers(answers: Mapping[str, object]) -> None:
    """What passes by itself holds up the step: the watermark must not go past it."""
    for answer in answers.values():
        if isinstance(answer, CrmError) and not isinstance(answer, Rejected):
            raise answer


def _again(context: Context, moving: Set[int]) -> tuple[list[Move], list[Record]]:
    """What HubSpot refused and is due once more; the records that are past it."""
    integration, hubspot = context.integration, context.clients.hubspot
    refused = {it.record.company_id or "": it for it in _due(context, moving)}
    ids = [id_ for id_, it in refused.items() if it.record.is_linked]
    if not (ids and integration.lifecycle_stage):
        return [], [it.record for it in refused.values()]
    companies = hubspot.read_companies(ids, [PROPERTY])
    stages = {stage.value: stage for stage in hubspot.lifecycle_stages()}
    moves = [
        _repeated(refused[id_], company, stages)
        for id_, company in companies.items()
        if advance(_stage(company), [refused[id_].value], list(stages))
    ]
    going = {it.record.pk for it in moves}
    return moves, [it.record for it in refused.values() if it.record.pk not in going]


def _repeated(error: SyncError, company: Company, stages: Mapping[str, Stage]) -> Move:
    old = stages.get(_stage(company) or "")
    return Move(error.record, None, old, stages[error.value])


def _due(context: Context, moving: Set[int]) -> list[SyncError]:
    now, records = timezone.now(), context.integration.records.all()
    standing = SyncError.objects.filter(
        record__in=records, code=STAGE, solved_at__isnull=True
    ).exclude(record__in=moving)
    rows = standing.select_related("record").defer("raw")
    return [it for it in rows if next_try(it.tries - 1, it.last_seen) <= now]


def _moves(context: Context, changed: Changed) -> list[Move]:
    """The stages of companies cost one call for 100; the order of stages one, and the
    contacts' histories one for 50, only where a contact is ahead of its company."""
    by_company = _with_a_stage(changed)
    rows = context.integration.records.filter(
        company_id__in=list(by_company), account_id__isnull=False
    )
    records = {row.company_id or "": row for row in rows}
    hubspot = context.clients.hubspot
    companies = hubspot.read_companies(list(records), [PROPERTY]) if records else {}
    apart = {
        id_: [it for it in by_company[id_] if it.stage != _stage(company)]
        for id_, company in companies.items()
    }
    if not any(apart.values()):
        return []
    stages = {stage.value: stage for stage in hubspot.lifecycle_stages()}
    ahead = {
        id_: [it for it in found if _is_ahead(companies[id_], it, stages)]
        for id_, found in apart.items()
    }
    wanted = list({it.id: 0 for found in ahead.values() for it in found})
    edited = hubspot.contact_stages(wanted) if wanted else {}
    return [
        _move(records[id_], companies[id_], recent, stages)
        for id_, found in ahead.items()
        if (recent := [it for it in found if _is_recent(edited, it, changed.since)])
    ]


def _with_a_stage(changed: Changed) -> dict[str, list[HubSpotContact]]:
    found: defaultdict[str, list[HubSpotContact]] = defaultdict(list)
    for contact_id, company_ids in changed.companies_of.items():
        contact = changed.contacts.get(contact_id)
        if contact is not None and contact.stage:
            for company_id in company_ids:
                found[company_id].append(contact)
    return found


def _stage(company: Company) -> str | None:
    return company.properties.get(PROPERTY) or None


def _is_ahead(
    company: Company, contact: HubSpotContact, stages: Mapping[str, Stage]
) -> bool:
    return bool(advance(_stage(company), [contact.stage or ""], list(stages)))


def _is_recent(
    edited: Mapping[str, datetime], contact: HubSpotContact, since: datetime
) -> bool:
    """Another property's change does not bring up a stage of long ago."""
    return contact.id in edited and edited[contact.id] >= since


def _move(
    record: Record,
    company: Company,
    contacts: Sequence[HubSpotContact],
    stages: Mapping[str, Stage],
) -> Move:
    order = list(stages)
    furthest = max(contacts, key=lambda it: order.index(it.stage or ""))
    old = stages.get(_stage(company) or "")
    return Move(record, furthest, old, stages[furthest.stage or ""])


def _done(move: Move, answer: object) -> Done:
    change = {
        "side": "hubspot",
        "property": PROPERTY,
        "field": "",
        "old": move.old.value if move.old else None,
        "new": move.new.value,
    }
    told = _told(move)
    done = Done(
        Item(move.record), Unchanged({}, ()), Kind.UPDATED, REASON, told, [change]
    )
    return _refused(done, move, answer) if isinstance(answer, CrmError) else done


def _told(move: Move) -> str:
    if move.contact is None:
        told = _("A contact became %(stage)s earlier, and the company follows now.")
        return told % {"stage": move.new.label}
    told = _("The contact %(name)s became %(stage)s, and the company follows.")
    return told % {"name": move.contact.name, "stage": move.new.label}


def _refused(done: Done, move: Move, error: CrmError) -> Done:
    problem = replace(
        from_crm(error, {}),
        code=STAGE,
        property=PROPERTY,
        field="",
        value=move.new.value,
    )
    done.kind, done.reason = Kind.FAILED, error.code[:CODE_LENGTH]
    done.message, done.changes = error.message, []
    done.problems = [problem]
    return done
