"""The rows of records: one per thing known, made or brought up to date in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.known_words import remember_words
from integrations.models import Integration, Record
from integrations.records import Company
from integrations.rules.matching import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from integrations.records import Account

NAMES = ("name", "domain")
NAME_LENGTH = Record._meta.get_field("name").max_length or 255


def known_accounts(integration: Integration, ids: Iterable[str]) -> dict[str, Record]:
    rows = integration.records.filter(account_id__in=list(ids))
    return {row.account_id or "": row for row in rows}


def known_companies(integration: Integration, ids: Iterable[str]) -> dict[str, Record]:
    rows = integration.records.filter(company_id__in=list(ids))
    return {row.company_id or "": row for row in rows}


def remember_accounts(
    integration: Integration, accounts: Sequence[Account]
) -> dict[str, Record]:
    """Rows for these accounts, new ones made; each still to be saved if changed."""
    known = known_accounts(integration, [account.id for account in accounts])
    new = [account for account in accounts if account.id not in known]
    Record.objects.bulk_create(
        [_row_of_account(integration, account) for account in new],
        ignore_conflicts=True,
    )
    made = known_accounts(integration, [account.id for account in new])
    remember_words(made.values())
    return known | made


def remember_companies(
    integration: Integration, companies: Sequence[Company]
) -> dict[str, Record]:
    known = known_companies(integration, [company.id for company in companies])
    new = [company for company in companies if company.id not in known]
    Record.objects.bulk_create(
        [_row_of_company(integration, company) for company in new],
        ignore_conflicts=True,
    )
    made = known_companies(integration, [company.id for company in new])
    remember_words(made.values())
    return known | made


def save(records: Iterable[Record], fields: Sequence[str]) -> None:
    """An upsert by id: ten times faster than bulk_update on both databases."""
    rows = list(records)
    if rows:
        Record.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )
    if not set(NAMES).isdisjoint(fields):
        remember_words(rows)


def _row_of_account(integration: Integration, account: Account) -> Record:
    record = Record(integration=integration, account_id=account.id)
    describe_account(record, account)
    return record


def _row_of_company(integration: Integration, company: Company) -> Record:
    record = Record(integration=integration, company_id=company.id)
    describe_company(record, company)
    return record


def keep_names(seen: Iterable[tuple[Record, Account | Company]]) -> None:
    """Who looks for these in the same pass does so by what they are now."""
    save(renamed(seen), NAMES)


def renamed(seen: Iterable[tuple[Record, Account | Company]]) -> list[Record]:
    """Those without a partner that are found by another name or domain than before,
    which they have now; nothing is saved."""
    return [row for row, side in seen if not row.is_linked and name_as_read(row, side)]


def name_as_read(record: Record, seen: Account | Company) -> bool:
    """By what a record is found; says whether that is new."""
    before = record.name, record.domain
    if isinstance(seen, Company):
        _name_by_company(record, seen)
    else:
        _name_by_account(record, seen)
    return before != (record.name, record.domain)


def describe_account(record: Record, account: Account) -> None:
    _name_by_account(record, account)
    record.account_modified_at = account.modified_at


def describe_company(record: Record, company: Company) -> None:
    _name_by_company(record, company)
    record.company_modified_at = company.modified_at


def _name_by_account(record: Record, account: Account) -> None:
    """The account's word comes first."""
    record.name = _text(account.fields, "Name")[:NAME_LENGTH] or record.name
    record.domain = registrable_domain(_text(account.fields, "Website")) or ""


def _name_by_company(record: Record, company: Company) -> None:
    if not record.account_id:
        record.name = (company.properties.get("name") or "")[:NAME_LENGTH]
    if not record.account_id or not record.domain:
        record.domain = company_domain(company) or ""


def company_domain(company: Company) -> str | None:
    own = registrable_domain(company.properties.get("domain"))
    return own or registrable_domain(company.properties.get("website"))


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""
