"""Whose contacts are whose, kept against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.errors import Rejected
from integrations.hubspot.client import HubSpotClient
from integrations.throttle import NoThrottle
from tests import canned
from tests.hubspot import people

if TYPE_CHECKING:
    from integrations.sandbox.wire import Request, Response
    from tests.sandboxes import Sandbox


def test_every_company_asked_for_has_its_contacts(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    acme, lonely = (
        people.create(hubspot_sandbox, "companies", name=name) for name in "ab"
    )
    one, two = (
        people.create(hubspot_sandbox, "contacts", lastname=name) for name in "cd"
    )
    people.associate(hubspot_sandbox, [one, two], acme)
    before = hubspot.calls
    found = hubspot.contacts_of([acme, lonely, "999999999"])
    assert {id_: sorted(found[id_], key=int) for id_ in found} == {
        acme: [one, two],
        lonely: [],
        "999999999": [],
    }
    assert hubspot.calls == before + 1


def test_a_contact_has_its_primary_company_first(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    first, second = (
        people.create(hubspot_sandbox, "companies", name=name) for name in "ab"
    )
    ada = people.create(hubspot_sandbox, "contacts", lastname="Ada")
    for company in (first, second):
        people.associate(hubspot_sandbox, [ada], company)
    assert hubspot.companies_of([ada]) == {ada: [first, second]}
    people.associate(hubspot_sandbox, [ada], second, people.PRIMARY)
    assert hubspot.companies_of([ada]) == {ada: [second, first]}


def test_a_company_with_five_thousand_contacts_has_them_all(
    hubspot_sandbox: Sandbox,
) -> None:
    hubspot = HubSpotClient(hubspot_sandbox.url, "token", throttle=NoThrottle())
    big = people.create(hubspot_sandbox, "companies", name="Big")
    rows = [{"email": f"{number}@big.example"} for number in range(5_000)]
    contacts = people.create_many(hubspot_sandbox, "contacts", rows)
    people.associate(hubspot_sandbox, contacts, big)
    found = hubspot.contacts_of([big])[big]
    assert len(found) == 5_000
    assert set(found) == set(contacts)


def test_a_thousand_companies_cost_one_call(hubspot_sandbox: Sandbox) -> None:
    hubspot = HubSpotClient(hubspot_sandbox.url, "token", throttle=NoThrottle())
    hubspot.contacts_of([str(number) for number in range(1, 1_002)])
    assert hubspot.calls == 2


def test_nobody_asked_for_costs_no_call(hubspot: HubSpotClient) -> None:
    assert hubspot.contacts_of([]) == {}
    assert hubspot.calls == 0


def test_an_error_that_is_no_lack_of_associations_is_not_taken_for_one() -> None:
    entry = {"status": "error", "category": "VALIDATION_ERROR", "message": "No."}

    def answer(_request: Request) -> Response:
        return canned.json(207, {"results": [], "errors": [entry], "numErrors": 1})

    with canned.serve(answer) as (url, _canned):
        hubspot = HubSpotClient(url, "token", throttle=NoThrottle())
        with pytest.raises(Rejected, match=r"No\."):
            hubspot.contacts_of(["1"])
