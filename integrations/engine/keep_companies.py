"""What a page of changed companies brings up to date in the rows of the census, beside
what is queued to be synced. A dry run only tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.engine import company_merges, known
from integrations.engine.decide import decide
from integrations.engine.digest import company_digest
from integrations.engine.dry import record_dry
from integrations.engine.item import Item
from integrations.engine.keys import keys_of, living
from integrations.engine.links import link
from integrations.engine.queueing import count_read
from integrations.engine.reasons import COMPANY_DELETED
from integrations.models import Record
from integrations.rules.matching import Linked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned
    from integrations.records import Company


def keep_companies(
    context: Context, companies: Sequence[Company], queued: Collection[str]
) -> Mapping[str, Record]:
    """Their rows. Inside the transaction that ends the step; those that are ``queued``
    are marked as seen when they are recorded."""
    rows = known.remember_companies(context.integration, companies)
    if not context.run.dry_run:
        _revive(rows.values())
        company_merges.absorb(context.integration, companies)
        known.keep_names((rows[it.id], it) for it in companies if it.id in queued)
        _remember(context, [c for c in companies if c.id not in queued], rows)
    return rows


def would_link(
    context: Context, companies: Sequence[Company], before: Mapping[str, Record]
) -> list[Planned]:
    """In a dry run: what is to become of those that carry the key of an account."""
    keys = _keys(context, companies, before) if context.run.dry_run else {}
    if not keys:
        return []
    ids = list(keys.values())
    accounts = context.clients.salesforce.retrieve_accounts(ids, context.fields)
    rows = known.known_accounts(context.integration, ids)
    by_id = {company.id: company for company in companies}
    items = [
        Item(
            rows[account_id],
            accounts.get(account_id),
            by_id[company_id],
            Linked(company_id, "key"),
        )
        for company_id, account_id in keys.items()
        if account_id in rows and not rows[account_id].is_linked
    ]
    return [(item, decide(context, item)) for item in items]


def tell(context: Context, planned: Sequence[Planned]) -> None:
    """Inside the transaction that ends the step of a dry run."""
    if planned:
        record_dry(context, planned)
        count_read(context.run, len(planned))


def _revive(rows: Iterable[Record]) -> None:
    """Out of the recycle bin they are companies like any other."""
    back = [row.pk for row in rows if row.reason == COMPANY_DELETED]
    lonely = Record.objects.filter(pk__in=back, account_id=None)
    lonely.update(reason="", message="", decision="")


def _remember(
    context: Context,
    companies: Sequence[Company],
    records: Mapping[str, Record],
) -> None:
    """Keep the census fresh; what is queued is marked as seen when it is recorded."""
    for company in companies:
        record = records[company.id]
        known.describe_company(record, company)
        record.company_digest = company_digest(company, context.mapped_properties)
    columns = ["name", "domain", "company_modified_at", "company_digest"]
    known.save([records[company.id] for company in companies], columns)
    _link_by_key(context, companies, records)


def _link_by_key(
    context: Context, companies: Sequence[Company], rows: Mapping[str, Record]
) -> None:
    """An admin wrote an account's id into the key property: the two are one now."""
    linked = link(context.integration, _keys(context, companies, rows))
    context.integration.records.filter(company_id__in=list(linked)).update(
        retry_at=timezone.now(), status=Record.Status.WAITING
    )


def _keys(
    context: Context, companies: Sequence[Company], rows: Mapping[str, Record]
) -> dict[str, str]:
    """Of those without an account: the one whose id they carry."""
    linked = {id_ for id_, row in rows.items() if row.account_id}
    keys = keys_of([c for c in companies if c.id not in linked])
    return living(context.integration, keys)
