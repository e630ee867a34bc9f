"""The generated data: the same for a seed, believable, dirty, and worth matching."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox import generator
from integrations.sandbox.generator.firms import PAIRS, firm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 7
LENGTHS = {  # documented lengths of Account's fields
    "Name": 255,
    "Type": 40,
    "Website": 255,
    "Phone": 40,
    "BillingStreet": 255,
    "BillingCity": 40,
    "BillingState": 80,
    "BillingPostalCode": 20,
    "BillingCountry": 80,
    "Industry": 40,
    "NumberOfEmployees": 8,
    "AnnualRevenue": 18,
    "Description": 32_000,
}
STREAMS: dict[str, Callable[[int, int], Iterator[object]]] = {
    "accounts": generator.accounts,
    "companies": generator.companies,
    "salesforce contacts": lambda seed, n: generator.salesforce_contacts(seed, n, 40),
    "hubspot contacts": lambda seed, n: generator.hubspot_contacts(seed, n, 40),
    "leads": generator.leads,
}


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@given(seed=st.integers(0, 2**31), shorter=st.integers(0, 8), more=st.integers(0, 8))
def test_a_seed_always_gives_the_same_records_however_many_are_asked_for(
    stream: Callable[[int, int], Iterator[object]], seed: int, shorter: int, more: int
) -> None:
    some, all_of_them = list(stream(seed, shorter)), list(stream(seed, shorter + more))

    assert len(all_of_them) == shorter + more
    assert all_of_them[:shorter] == some


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_another_seed_gives_other_records(
    stream: Callable[[int, int], Iterator[object]],
) -> None:
    assert list(stream(1, 20)) != list(stream(2, 20))


def test_every_account_fits_into_salesforce_fields() -> None:
    for account in generator.accounts(SEED, 3000):
        for name, length in LENGTHS.items():
            assert len(str(account[name] or "")) <= length


def test_every_account_and_company_has_a_name() -> None:
    assert all(account["Name"] for account in generator.accounts(SEED, 3000))
    assert all(company["name"] for company in generator.companies(SEED, 3000))


def test_few_accounts_are_direct_customers_and_most_have_no_type() -> None:
    types = Counter(account["Type"] for account in generator.accounts(SEED, 3000))

    assert 0 < types["Customer - Direct"] < 90
    assert types[None] > 2000


def test_four_companies_in_ten_are_the_firm_of_an_account() -> None:
    websites = "\n".join(
        str(account["Website"]).lower() for account in generator.accounts(SEED, 1000)
    )
    found = [
        company
        for company in generator.companies(SEED, 1000)
        if company["domain"] and company["domain"] in websites
    ]

    assert 300 < len(found) < 450


@pytest.mark.parametrize(
    "is_dirty",
    [
        pytest.param(lambda a: a["Website"] is None, id="no website"),
        pytest.param(lambda a: a["Website"] in ("n/a", "N/A"), id="not applicable"),
        pytest.param(lambda a: "facebook.com" in str(a["Website"]), id="shared site"),
        pytest.param(lambda a: a["Website"] == "gmail.com", id="freemail"),
        pytest.param(lambda a: "✨" in str(a["Name"]), id="emoji"),
        pytest.param(lambda a: "  " in str(a["Name"]), id="doubled space"),
        pytest.param(lambda a: "\n" in str(a["BillingStreet"]), id="two street lines"),
        pytest.param(lambda a: "الواحة" in str(a["Name"]), id="right to left"),
        pytest.param(lambda a: len(str(a["Name"])) == 255, id="longest name"),
    ],
)
def test_some_accounts_are_dirty(is_dirty: Callable[[dict[str, object]], bool]) -> None:
    assert any(is_dirty(account) for account in generator.accounts(SEED, 5000))


def test_some_accounts_share_their_website_and_some_companies_their_domain() -> None:
    websites = Counter(account["Website"] for account in generator.accounts(SEED, 2000))
    domains = Counter(company["domain"] for company in generator.companies(SEED, 2000))

    assert any(n > 1 for site, n in websites.items() if "https" in str(site))
    assert any(n > 1 for domain, n in domains.items() if domain and "." in domain)


def test_a_firms_domain_is_its_own() -> None:
    numbers = [*range(PAIRS), *range(40 * PAIRS, 40 * PAIRS + 2000)]

    assert len({firm(SEED, number).domain for number in numbers}) == len(numbers)


@pytest.mark.parametrize("firms", [0, 1, 4, 5, 6, 30], ids="{} firms".format)
def test_contacts_belong_to_firms_that_exist_and_share_no_address(firms: int) -> None:
    for stream in (generator.salesforce_contacts, generator.hubspot_contacts):
        contacts = list(stream(SEED, 400, firms))
        addresses = [contact.email for contact in contacts if contact.email]

        assert {c.firm for c in contacts} <= {None, *range(firms)}
        assert len(set(addresses)) == len(addresses)


def test_some_firms_have_nobody() -> None:
    contacts = generator.hubspot_contacts(SEED, 1000, 50)

    assert 0 < len({contact.firm for contact in contacts if contact.firm}) < 45


def test_some_people_are_in_both_crms_as_contacts_or_as_leads() -> None:
    known = {c.email for c in generator.hubspot_contacts(SEED, 400, 200) if c.email}
    contacts = list(generator.salesforce_contacts(SEED, 400, 200))

    assert known & {c.email for c in contacts if c.firm is not None}
    assert known & {c.email for c in contacts if c.firm is None}
    assert known & {lead.contact.email for lead in generator.leads(SEED, 400)}


def test_some_companies_were_made_by_the_hubspot_setting() -> None:
    made = Counter(c["hs_object_source"] for c in generator.companies(SEED, 300))

    assert 0 < made["COMPANIES"] < made["CRM_UI"]


def test_of_the_colleagues_one_is_inactive_and_two_are_in_one_crm_only() -> None:
    people = generator.people()

    assert len(people) == len({person.email for person in people}) == 6
    assert sum(not person.active for person in people) == 1
    assert sum(not person.in_hubspot for person in people) == 1
    assert sum(not person.in_salesforce for person in people) == 1


def test_a_million_records_need_not_be_held_at_once() -> None:
    first = list(islice(generator.accounts(SEED, 10**9), 2))

    assert len(first) == 2
