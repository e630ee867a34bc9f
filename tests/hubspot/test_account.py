"""What the client tells of the account itself, kept against the sandbox over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from integrations.errors import Fatal
from integrations.hubspot.client import HubSpotClient
from integrations.throttle import NoThrottle
from tests.hubspot import people

if TYPE_CHECKING:
    from tests.sandboxes import Sandbox


def test_properties_are_described(hubspot: HubSpotClient) -> None:
    properties = {item.name: item for item in hubspot.properties()}
    industry, domain = properties["industry"], properties["domain"]
    assert (industry.type, industry.field_type) == ("enumeration", "select")
    assert "BANKING" in {option.value for option in industry.options}
    assert not domain.unique
    assert properties["hs_object_id"].read_only
    assert properties["hubspot_owner_id"].external_options
    assert "email" in {item.name for item in hubspot.properties("contacts")}


def test_owners_are_told_with_those_who_left(hubspot: HubSpotClient) -> None:
    people = {person.email: person for person in hubspot.owners()}
    assert people["ada@northwind.example"].active
    assert people["chloe@northwind.example"].name == "Chloé Lefèvre"
    assert not people["greta@northwind.example"].active


def test_the_account_knows_itself(hubspot: HubSpotClient) -> None:
    portal = hubspot.account()
    assert portal.id.isdigit()
    assert portal.currency == "USD"
    assert "/" in portal.time_zone
    assert portal.ui_domain.endswith("hubspot.com")


def test_the_clock_is_the_servers(hubspot: HubSpotClient) -> None:
    now = hubspot.now()
    assert now.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)


def test_a_token_with_every_scope_lacks_none(hubspot: HubSpotClient) -> None:
    assert hubspot.check_scopes() == []


def test_missing_scopes_are_named(hubspot_sandbox: Sandbox) -> None:
    hubspot = HubSpotClient(hubspot_sandbox.url, "forbidden-1", throttle=NoThrottle())
    assert {
        "crm.objects.companies.read",
        "crm.objects.contacts.read",
        "crm.objects.owners.read",
        "crm.lists.read",
    } <= set(hubspot.check_scopes())
    with pytest.raises(Fatal, match=r"crm\.objects\.companies\.read") as caught:
        hubspot.list_companies(None, [])
    assert caught.value.suspends == "permission"


def test_a_token_that_expired_suspends(hubspot_sandbox: Sandbox) -> None:
    hubspot = HubSpotClient(hubspot_sandbox.url, "expired-1", throttle=NoThrottle())
    with pytest.raises(Fatal) as caught:
        hubspot.check_scopes()
    assert caught.value.suspends == "credentials"


def test_the_daily_use_is_read_off_the_answers(
    hubspot_sandbox: Sandbox, hubspot: HubSpotClient
) -> None:
    hubspot_sandbox.change(rate_limits=True, daily_limit=1_000)
    hubspot.list_companies(None, [])
    assert hubspot.usage is not None
    assert hubspot.usage[0] < hubspot.usage[1] == 1_000


def test_the_lifecycle_stages_come_in_their_order_with_the_accounts_own(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    order = {"label": "Champion", "displayOrder": 5, "metadata": {}}
    path = "v3/pipelines/companies/companies-lifecycle-pipeline/stages"
    own = people.call(hubspot_sandbox, "POST", path, order)["id"]
    stages = hubspot.lifecycle_stages()
    assert [stage.value for stage in stages] == [
        "subscriber",
        "lead",
        "marketingqualifiedlead",
        "salesqualifiedlead",
        "opportunity",
        own,
        "customer",
        "evangelist",
        "other",
    ]
    assert (stages[5].label, stages[0].label) == ("Champion", "Subscriber")
    assert [stage.order for stage in stages] == sorted(stage.order for stage in stages)


def test_the_days_use_is_told_with_its_end(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.change(rate_limits=True, daily_limit=1_000)
    hubspot.account()
    usage = hubspot.daily_usage()
    assert usage.allowed == 1_000
    assert 1 <= usage.used < 1_000
    now = hubspot.now()
    assert now < usage.resets_at <= now + timedelta(hours=25)
