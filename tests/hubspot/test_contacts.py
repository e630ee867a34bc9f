"""What is read of contacts, kept against the sandbox over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from integrations.hubspot.changes import changed_since
from integrations.hubspot.client import HubSpotClient
from integrations.throttle import NoThrottle
from tests import canned
from tests.hubspot import people

if TYPE_CHECKING:
    from integrations.sandbox.wire import Request, Response
    from tests.sandboxes import Sandbox

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def changed(hubspot: HubSpotClient, start: datetime) -> list[str]:
    cursor, found = changed_since(start), []
    while True:
        page = hubspot.search_changed_contacts(cursor)
        found += [contact.id for contact in page.rows]
        if page.next is None:
            return found
        cursor = page.next


def test_contacts_are_read_a_hundred_a_call_and_missing_ones_are_absent(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    rows = [{"email": f"{number}@acme.example"} for number in range(150)]
    ids = people.create_many(hubspot_sandbox, "contacts", rows)
    found = hubspot.read_contacts([*ids, "999999999", ids[0]])
    assert list(found) == ids
    assert hubspot.calls == 2


def test_a_contact_tells_what_companies_depend_on(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    id_ = people.create(
        hubspot_sandbox,
        "contacts",
        email="ada@acme.example",
        firstname="Ada",
        lastname="Lovelace",
        lifecyclestage="opportunity",
        salesforcecontactid="0035500001QdQWa",
        salesforceleadid="not an id",
    )
    contact = hubspot.read_contacts([id_])[id_]
    assert (contact.id, contact.name) == (id_, "Ada Lovelace")
    assert contact.email == "ada@acme.example"
    assert contact.account_contact_id is not None
    assert contact.account_contact_id.startswith("0035500001QdQWa")
    assert len(contact.account_contact_id) == 18
    assert contact.lead_id is None
    assert contact.stage == "opportunity"
    assert contact.modified_at.tzinfo is not None
    assert not contact.archived


def test_a_portal_without_hubspots_own_integration_knows_no_salesforce_ids() -> None:
    def answer(_request: Request) -> Response:
        """A property that is not defined is left out silently (recorded)."""
        properties = {"email": "a@acme.example", "lifecyclestage": None}
        row = {"id": "7", "properties": properties, "updatedAt": "2026-01-02T03:04:05Z"}
        return canned.json(200, {"status": "COMPLETE", "results": [row]})

    with canned.serve(answer) as (url, _canned):
        hubspot = HubSpotClient(url, "token", throttle=NoThrottle())
        contact = hubspot.read_contacts(["7"])["7"]
    assert (contact.account_contact_id, contact.lead_id) == (None, None)


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ({"firstname": "Ada", "email": "a@acme.example"}, "Ada"),
        ({"lastname": "Lovelace"}, "Lovelace"),
        ({"email": "a@acme.example"}, "a@acme.example"),
    ],
)
def test_a_contact_without_a_full_name_is_called_by_what_there_is(
    hubspot: HubSpotClient,
    hubspot_sandbox: Sandbox,
    properties: dict[str, str],
    name: str,
) -> None:
    id_ = people.create(hubspot_sandbox, "contacts", **properties)
    assert hubspot.read_contacts([id_])[id_].name == name


def test_contacts_are_read_by_e_mail_however_it_is_spelled(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    id_ = people.create(hubspot_sandbox, "contacts", email="ada@acme.example")
    asked = ["Ada@ACME.example", "nobody@acme.example", " ", "ada@acme.example"]
    found = hubspot.read_contacts(asked, by_email=True)
    assert {email: contact.id for email, contact in found.items()} == {
        "Ada@ACME.example": id_,
        "ada@acme.example": id_,
    }
    assert hubspot.calls == 1


def test_a_merged_contact_is_read_by_its_old_id(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    first, second = (
        people.create(hubspot_sandbox, "contacts", email=f"{name}@acme.example")
        for name in "ab"
    )
    merging = {"primaryObjectId": first, "objectIdToMerge": second}
    survivor = people.call(
        hubspot_sandbox, "POST", "v3/objects/contacts/merge", merging
    )["id"]
    found = hubspot.read_contacts([first, second])
    assert {asked: contact.id for asked, contact in found.items()} == {
        first: survivor,
        second: survivor,
    }


def test_it_is_known_when_the_stage_of_each_contact_changed(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    rows = [
        {"email": f"{number}@acme.example", "lifecyclestage": "lead"}
        for number in range(60)
    ]
    ids = people.create_many(hubspot_sandbox, "contacts", rows)
    before = hubspot.contact_stages(ids)
    assert hubspot.calls == 2
    people.change(hubspot_sandbox, "contacts", ids[0], lifecyclestage="customer")
    people.change(hubspot_sandbox, "contacts", ids[1], firstname="Ada")
    after = hubspot.contact_stages([*ids, "999999999"])
    assert set(after) == set(ids)
    assert after[ids[0]] > before[ids[0]]
    assert after[ids[1]] == before[ids[1]]


def test_changed_contacts_come_oldest_first_and_once(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    rows = [{"email": f"{number}@acme.example"} for number in range(250)]
    ids = people.create_many(hubspot_sandbox, "contacts", rows)
    people.change(hubspot_sandbox, "contacts", ids[0], firstname="Ada")
    found = changed(hubspot, LONG_AGO)
    assert len(found) == 250
    assert set(found) == set(ids)
    assert found[-1] == ids[0]
    last = hubspot.read_contacts([ids[0]])[ids[0]].modified_at
    assert changed(hubspot, last) == [ids[0]]
    assert changed(hubspot, last + timedelta(milliseconds=1)) == []


def test_a_changed_contact_carries_its_facts(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    id_ = people.create(
        hubspot_sandbox, "contacts", email="a@acme.example", lifecyclestage="lead"
    )
    page = hubspot.search_changed_contacts(changed_since(LONG_AGO))
    assert [(it.id, it.email, it.stage) for it in page.rows] == [
        (id_, "a@acme.example", "lead")
    ]
    assert page.rows[0] == hubspot.read_contacts([id_])[id_]
