"""Contacts and leads: by id or e-mail, and those that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from integrations.ids import normalise_id
from integrations.records import SalesforcePerson
from integrations.salesforce import answers, soql
from integrations.salesforce.composite import QUERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

Kind = Literal["contact", "lead"]
SOBJECTS: Mapping[Kind, str] = {"contact": "Contact", "lead": "Lead"}
COMMON = ("Id", "Email", "SystemModstamp", "IsDeleted")
FIELDS: Mapping[Kind, Sequence[str]] = {
    "contact": (*COMMON, "AccountId"),
    "lead": (*COMMON, "IsConverted"),
}


class PeoplePage(NamedTuple):
    """``next``: the stamp and the id to go on after; None at the end."""

    rows: tuple[SalesforcePerson, ...]
    next: tuple[datetime, str] | None


def find_people(
    rows: Callable[[Iterable[str]], Iterable[Mapping[str, object]]],
    contact_ids: Iterable[str],
    lead_ids: Iterable[str],
    emails: Iterable[str],
) -> tuple[SalesforcePerson, ...]:
    """``rows`` answers several queries. Leads are looked for by the e-mails of no
    contact, unless there is room for all in the one call."""
    addresses = dict.fromkeys(filter(None, (it.strip().lower() for it in emails)))
    wanted = [
        *_queries("contact", "Id", _ids(contact_ids)),
        *_queries("lead", "Id", _ids(lead_ids)),
        *_queries("contact", "Email", addresses),
    ]
    leads = list(_queries("lead", "Email", addresses))
    if len(wanted) + len(leads) <= QUERIES:
        return _people(rows([*wanted, *leads]))
    found = _people(rows(wanted))
    known = {it.email.lower() for it in found if it.kind == "contact" and it.email}
    unknown = [address for address in addresses if address not in known]
    return found + _people(rows(_queries("lead", "Email", unknown)))


def changed_query(kind: Kind, since: datetime, after_id: str) -> str:
    """The query; deleted ones are among them if it is asked so."""
    where = soql.changed_since(since, after_id=after_id)
    return soql.select(FIELDS[kind], where, "SystemModstamp, Id", SOBJECTS[kind])


def people_page(page: answers.Page) -> PeoplePage:
    rows = tuple(map(person, page.rows))
    last = (rows[-1].modified_at, rows[-1].id) if page.next else None
    return PeoplePage(rows, last)


def person(row: Mapping[str, object]) -> SalesforcePerson:
    email, account_id = row["Email"], row.get("AccountId")
    return SalesforcePerson(
        id=str(row["Id"]),
        kind="contact" if "AccountId" in row else "lead",
        email=str(email) if email else None,
        account_id=str(account_id) if account_id else None,
        converted=row.get("IsConverted") is True,
        modified_at=answers.moment(str(row["SystemModstamp"])),
        is_deleted=row["IsDeleted"] is True,
    )


def _queries(kind: Kind, field: str, values: Iterable[str]) -> Iterator[str]:
    for where in soql.in_lists(field, values):
        yield soql.select(FIELDS[kind], where, sobject=SOBJECTS[kind])


def _ids(ids: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(normalise_id(id_) for id_ in ids)


def _people(rows: Iterable[Mapping[str, object]]) -> tuple[SalesforcePerson, ...]:
    """Each once, though it may be found by its id and its e-mail."""
    return tuple({it.id: it for it in map(person, rows)}.values())
