"""Ask companies again whether they create their account, because something around them
changed: a contact, what it syncs with, who is on the inclusion list (A2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from integrations.engine import known
from integrations.engine.creation import Verdict, verdicts
from integrations.engine.keys import keys_of
from integrations.engine.queueing import company_item, queue, wait_in_line
from integrations.models import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from integrations.engine.batches import Steps
    from integrations.engine.context import Context
    from integrations.records import Company, HubSpotContact


@dataclass(slots=True)
class Asked:
    """``ids``: all that this run has asked so far; ``news``: whose answer is new."""

    ids: list[str]
    news: list[tuple[Company, Verdict]] = field(default_factory=list)


def ask_companies_of(
    context: Context,
    payload: Mapping[str, Any],
    contact_ids: Iterable[str],
    in_hand: Mapping[str, HubSpotContact] | None = None,
) -> Asked:
    """The companies of these contacts. Who is ``in_hand`` was read just now."""
    wanted = list(contact_ids)
    found = context.clients.hubspot.companies_of(wanted) if wanted else {}
    ids = [company_id for companies in found.values() for company_id in companies]
    return ask(context, payload, ids, in_hand or {})


def ask(
    context: Context,
    payload: Mapping[str, Any],
    company_ids: Iterable[str],
    in_hand: Mapping[str, HubSpotContact],
) -> Asked:
    before = payload.get("asked", [])
    wanted = _may_be_asked(context, dict.fromkeys(company_ids), set(before))
    asked = Asked([*before, *wanted])
    if not wanted:
        return asked
    found = context.clients.hubspot.read_companies(wanted, context.properties)
    companies = list({it.id: it for it in found.values()}.values())
    companies = [it for it in companies if it.id not in keys_of(companies)]
    answers = verdicts(context, companies, in_hand)
    rows = known.known_companies(context.integration, [it.id for it in companies])
    asked.news = [
        (company, answers[company.id])
        for company in companies
        if _is_news(rows.get(company.id), answers[company.id])
    ]
    return asked


def _may_be_asked(
    context: Context, ids: Iterable[str], asked: Collection[str]
) -> list[str]:
    """Not one that is linked, that a person left, or that has its own date."""
    wanted = [it for it in ids if it not in asked]
    settled = (
        Q(account_id__isnull=False)
        | Q(retry_at__isnull=False)
        | Q(decision=Record.Decision.LEAVE)
    )
    rows = context.integration.records.filter(settled, company_id__in=wanted)
    others = set(rows.values_list("company_id", flat=True))
    return [it for it in wanted if it not in others]


def _is_news(record: Record | None, verdict: Verdict) -> bool:
    if record is None or verdict.creates:
        return True
    now = (record.status, record.reason, record.message)
    return now != (Record.Status.EXCLUDED, verdict.code, verdict.message)


def queue_asked(context: Context, asked: Asked, following: Steps) -> None:
    """Inside the transaction that ends the step."""
    companies = [company for company, _verdict in asked.news]
    rows = known.remember_companies(context.integration, companies)
    if not context.run.dry_run:
        known.keep_names((rows[it.id], it) for it in companies)
    wait_in_line(context.run, list(rows.values()))
    items = [company_item(rows[it.id], it, verdict) for it, verdict in asked.news]
    queue(context.run, items, following)


def ask_all_excluded(context: Context) -> None:
    """Because a setting changed that all their answers rest on."""
    excluded = context.integration.records.filter(
        status=Record.Status.EXCLUDED, account_id__isnull=True
    )
    excluded.exclude(decision=Record.Decision.LEAVE).update(
        status=Record.Status.WAITING, retry_at=context.run.created_at
    )
