"""Contacts found by the Salesforce record they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.hubspot.client import HubSpotClient
from integrations.ids import normalise_id
from integrations.throttle import NoThrottle
from tests import canned
from tests.hubspot import people

if TYPE_CHECKING:
    from integrations.sandbox.wire import Request, Response
    from tests.sandboxes import Sandbox

LEAD = "00Q5500001QdQWa"
CAPITALS_ELSEWHERE = "00Q5500001qDqwA"


def test_ids_that_differ_in_capitals_alone_are_different_people(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    ids = {
        short: people.create(
            hubspot_sandbox, "contacts", email=email, salesforceleadid=short
        )
        for short, email in ((LEAD, "a@a.example"), (CAPITALS_ELSEWHERE, "b@b.example"))
    }
    found = hubspot.contacts_naming("lead", [normalise_id(LEAD)])
    assert list(found) == [ids[LEAD]]
    assert not hubspot.contacts_naming("contact", [normalise_id(LEAD)])


def test_where_hubspot_has_no_such_property_nothing_is_searched() -> None:
    def answer(_request: Request) -> Response:
        return canned.json(200, {"results": []})

    with canned.serve(answer) as (url, _canned):
        hubspot = HubSpotClient(url, "token", throttle=NoThrottle())
        assert hubspot.contacts_naming("lead", [normalise_id(LEAD)]) == {}
        assert hubspot.calls == 1
