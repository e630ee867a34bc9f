"""Contacts and leads, kept against the sandbox over HTTP."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import pytest

from integrations.errors import Rejected, Retryable
from integrations.records import SalesforcePerson, Written
from integrations.salesforce.auth import StaticToken
from integrations.salesforce.client import SalesforceClient
from integrations.throttle import NoThrottle
from tests import canned
from tests.salesforce import rows

if TYPE_CHECKING:
    from integrations.salesforce.people import Kind
    from integrations.sandbox.wire import Request, Response
    from tests.sandboxes import Sandbox

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST_ADDRESS = 16_384  # documented, with the headers


def emails(count: int, start: int = 0) -> list[str]:
    return [f"person.number+{n}@company-{n % 97}.example" for n in range(start, count)]


def everybody(
    salesforce: SalesforceClient, kind: Kind, since: datetime = LONG_AGO
) -> list[SalesforcePerson]:
    page = salesforce.changed_people(kind, since)
    found = list(page.rows)
    while page.next:
        page = salesforce.changed_people(kind, *page.next)
        found += page.rows
    return found


def parts(request: Request) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(request.body)["compositeRequest"]
    return found


def composite(request: Request, status: int, body: object) -> Response:
    """The same answer to each part."""
    result = {"body": body, "httpHeaders": {}, "httpStatusCode": status}
    answers = [
        {**result, "referenceId": part["referenceId"]} for part in parts(request)
    ]
    return canned.json(200, {"compositeResponse": answers})


def client_of(url: str) -> SalesforceClient:
    return SalesforceClient(url, StaticToken(url, "token"), throttle=NoThrottle())


def test_a_person_is_found_by_id_or_by_e_mail_and_told_once(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    account = rows.create(salesforce_sandbox, "Account", Name="Acme")
    (private,) = rows.contacts(salesforce_sandbox, ["p@acme.example"])
    (known,) = rows.contacts(salesforce_sandbox, ["k@acme.example"], AccountId=account)
    one, two = rows.leads(salesforce_sandbox, ["l@acme.example", "m@acme.example"])
    found = salesforce.people(
        contact_ids=[private[:15], known],
        lead_ids=[one],
        emails=["K@ACME.example", "m@acme.example", "nobody@acme.example", ""],
    )
    assert {(it.id, it.kind, it.email, it.account_id) for it in found} == {
        (private, "contact", "p@acme.example", None),
        (known, "contact", "k@acme.example", account),
        (one, "lead", "l@acme.example", None),
        (two, "lead", "m@acme.example", None),
    }
    assert len(found) == 4
    assert not any(it.converted or it.is_deleted for it in found)


def test_a_handful_of_people_cost_one_call(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    rows.contacts(salesforce_sandbox, ["a@acme.example"])
    salesforce.limits()  # the log-in has been done by now
    before = salesforce.calls
    salesforce.people(
        contact_ids=["003000000000000AAA"],
        lead_ids=["00Q000000000000EAA"],
        emails=["a@acme.example", "b@acme.example"],
    )
    assert salesforce.calls == before + 1


def test_nobody_asked_for_costs_no_call(salesforce: SalesforceClient) -> None:
    assert salesforce.people() == ()
    assert salesforce.people(emails=["", " "]) == ()
    assert salesforce.calls == 0


def test_five_thousand_people_cost_ten_calls_at_most(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    wanted = emails(5_000)
    rows.contacts(salesforce_sandbox, wanted[:2_500])
    rows.leads(salesforce_sandbox, wanted[2_400:])
    salesforce.limits()
    before = salesforce.calls
    found = salesforce.people(emails=wanted)
    assert salesforce.calls - before <= 10
    contacts = {it.email for it in found if it.kind == "contact"}
    leads = {it.email for it in found if it.kind == "lead"}
    assert contacts == set(wanted[:2_500])
    assert leads == set(wanted[2_500:])


def test_every_query_fits_an_address_and_five_go_in_a_call() -> None:
    def answer(request: Request) -> Response:
        return composite(request, 200, {"totalSize": 0, "done": True, "records": []})

    with canned.serve(answer) as (url, server):
        odd = ["ö'&+" * 15 + f"{number}@x.example" for number in range(999)]
        client_of(url).people(emails=odd)
    sent = [parts(request) for request in server.requests]
    assert max(len(each) for each in sent) == 5
    addresses = [part["url"] for each in sent for part in each]
    assert max(map(len, addresses)) < LONGEST_ADDRESS - 2_000
    assert quote_plus("ö\\'&+") in addresses[0]


def test_more_people_with_one_address_than_a_page_holds_all_come(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    ids = rows.contacts(salesforce_sandbox, ["info@acme.example"] * 2_100)
    found = salesforce.people(emails=["info@acme.example"])
    assert {it.id for it in found} == set(ids)


def test_a_refused_query_refuses_the_whole() -> None:
    refusal = [{"errorCode": "INVALID_TYPE", "message": "'Lead' is not supported"}]
    with (
        canned.serve(lambda request: composite(request, 400, refusal)) as (url, _),
        pytest.raises(Rejected, match="read access to this object") as caught,
    ):
        client_of(url).people(emails=["a@acme.example"])
    assert caught.value.code == "INVALID_TYPE"


def test_a_part_that_salesforce_may_answer_later_is_retryable(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.fail("composite", {"error": "QUERY_TIMEOUT", "records": 1})
    with pytest.raises(Retryable):
        salesforce.people(emails=["a@acme.example"])


@pytest.mark.parametrize("kind", ["contact", "lead"])
def test_changed_people_come_oldest_first_and_once(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox, kind: Kind
) -> None:
    create = rows.contacts if kind == "contact" else rows.leads
    ids = create(salesforce_sandbox, emails(2_050))
    path = f"sobjects/{kind.capitalize()}/{ids[0]}"
    rows.call(salesforce_sandbox, "DELETE", path)
    found = everybody(salesforce, kind)
    assert len(found) == 2_050
    assert {it.id for it in found} == set(ids)
    assert [it.id for it in found if it.is_deleted] == [ids[0]]
    stamps = [it.modified_at for it in found]
    assert stamps == sorted(stamps)
    assert {it.kind for it in found} == {kind}


def test_only_those_changed_since_come(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(contacts=30)
    first = everybody(salesforce, "contact")
    newest = max(it.modified_at for it in first)
    found = everybody(salesforce, "contact", newest)
    assert {it.id for it in found} == {
        it.id for it in first if it.modified_at == newest
    }


def test_a_private_contact_is_given_an_account(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    account = rows.create(salesforce_sandbox, "Account", Name="Acme")
    one, two = rows.contacts(salesforce_sandbox, ["a@acme.example", "b@acme.example"])
    results = salesforce.attach_contacts({one: account, two: "001000000000000AAA"})
    assert results[one] == Written(one)
    refused = results[two]
    assert isinstance(refused, Rejected)
    assert f"contact with id {two}" in refused.message
    found = {it.id: it.account_id for it in salesforce.people(contact_ids=[one, two])}
    assert found == {one: account, two: None}
