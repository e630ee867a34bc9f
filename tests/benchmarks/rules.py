"""How many records the rules decide in a second, on one core."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from integrations.records import Account, Company, Field, Option, Property
from integrations.rules.creation import Contact, Facts, SyncsWith, decide
from integrations.rules.defaults import DEFAULT_MAPPINGS, DefaultMapping
from integrations.rules.mapping import FieldMapping, pair
from integrations.rules.plan import Create, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TIMES, ROUNDS = 2_000, 7
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
USER, OWNER = "0055500001QdQWaAAN", "77"
TEXT = ("string", "string", "text")
NUMBER, CHOICE = ("number", "number"), ("enumeration", "select")
TYPES: dict[str, tuple[str, str, str]] = {
    "OwnerId": ("reference", *CHOICE),
    "Industry": ("picklist", *CHOICE),
    "Type": ("picklist", *CHOICE),
    "NumberOfEmployees": ("int", *NUMBER),
    "AnnualRevenue": ("currency", *NUMBER),
    "Phone": ("phone", "string", "phonenumber"),
    "Website": ("url", "string", "text"),
    "Description": ("textarea", "string", "textarea"),
}
ACCOUNT = Account(
    "001A000001LQx5zIAD",
    {
        "Id": "001A000001LQx5zIAD",
        "Name": "Brightwater Laboratories S.p.A.",
        "OwnerId": USER,
        "Website": "https://www.brightwater.example",
        "Phone": "+39 011 555 0100",
        "BillingStreet": "Via Roma 1",
        "BillingCity": "Turin",
        "BillingState": "TO",
        "BillingPostalCode": "10121",
        "BillingCountry": "Italy",
        "Industry": "Biotechnology",
        "NumberOfEmployees": 250,
        "AnnualRevenue": 12_500_000.0,
        "Description": "Makes clear water.\nFounded in 1987.",
        "Type": "Prospect",
    },
    NOON,
)
CONTACTS = tuple(
    Contact(str(n), f"Ada {n}", f"ada{n}@acme.com", kind, None, included=True)
    for n, kind in enumerate((SyncsWith.LEAD, SyncsWith.NOTHING))
)
FACTS = Facts(
    auto_created=True,
    contacts=CONTACTS,
    contacts_total=2,
    default_object="Contact",
    list_id="7",
    list_name="Customers",
    list_problem="",
)


def figures() -> Iterator[dict[str, Any]]:
    """The default mappings, every field filled; the best of some rounds."""
    mappings = [_mapping(default) for default in DEFAULT_MAPPINGS]
    created = plan(ACCOUNT, None, None, mappings)
    assert isinstance(created, Create)
    agreement = created.agreement
    properties = {it.property: str(it.value) for it in created.changes}
    company = Company("512", properties, NOON)
    edited = replace(ACCOUNT, fields={**ACCOUNT.fields, "Phone": "1", "Name": "Acme"})
    yield _figure("create", lambda: plan(ACCOUNT, None, None, mappings))
    yield _figure("unchanged", lambda: plan(ACCOUNT, company, agreement, mappings))
    yield _figure("update", lambda: plan(edited, company, agreement, mappings))
    yield _figure("creates_account", lambda: decide(FACTS))


def _mapping(default: DefaultMapping) -> FieldMapping:
    in_salesforce, type_, field_type = TYPES.get(default.field, TEXT)
    ours, theirs = _options(default.values), _options(default.values.values())
    return pair(
        Property(default.property, default.property, type_, field_type, ours),
        Field(default.field, default.field, in_salesforce, 255, options=theirs),
        default.rule,
        default.values,
        {OWNER: USER},
    )


def _options(values: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(value, value) for value in dict.fromkeys(values))


def _figure(what: str, decide_one: Callable[[], object]) -> dict[str, Any]:
    best = min(_seconds(decide_one) for _round in range(ROUNDS))
    return {"figure": f"rules_{what}", "per_second": round(TIMES / best)}


def _seconds(decide_one: Callable[[], object]) -> float:
    began = time.process_time()
    for _time in range(TIMES):
        decide_one()
    return time.process_time() - began
