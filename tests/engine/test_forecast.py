"""What a resync will cost, told before it starts, and what it costs then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from integrations.engine.allowance import Allowance
from integrations.engine.forecast import Forecast, Sides, forecast
from integrations.engine.starting import Refused
from integrations.models import Mapping, Record, SyncRun
from tests.engine.test_resync import linked

if TYPE_CHECKING:
    from tests.engine.world import World


def test_a_mapping_costs_reads_and_writes_in_full_batches(synced: World) -> None:
    linked(synced, 120)
    told = forecast(synced.integration, {"mapping": "phone"})
    assert (told.companies, told.beyond, told.left_out) == (120, 0, 0)
    assert (told.hubspot_calls, told.minutes) == (4, 1)
    assert told.salesforce_calls == 3  # the rule may fill in a blank there
    Mapping.objects.filter(property="phone").update(rule="always_salesforce")
    assert forecast(synced.integration, {"mapping": "phone"}).salesforce_calls == 1


def test_the_run_costs_no_more_than_was_told(synced: World) -> None:
    records = linked(synced, 120, Phone="1")
    for record in records[:3]:
        synced.change_company(record.company_id or "", phone="2")
    told = forecast(synced.integration, {"all": True})
    run = synced.resync(all=True)
    assert run.updated == 3
    assert run.hubspot_calls <= told.hubspot_calls
    assert run.salesforce_calls <= told.salesforce_calls


def test_companies_without_an_account_cost_their_contacts_too(synced: World) -> None:
    for number in range(3):
        synced.create_company(name=f"Lonely {number}")
    synced.sync()
    told = forecast(synced.integration, {"all": True})
    assert (told.sides.companies, told.sides.linked) == (3, 0)
    run = synced.resync(records=list(Record.objects.values_list("pk", flat=True)))
    assert run.created == 3
    assert run.hubspot_calls <= told.hubspot_calls
    assert run.salesforce_calls <= told.salesforce_calls


def test_what_the_crms_tell_for_it_is_told_elsewhere_too(synced: World) -> None:
    linked(synced, 1)
    synced.integration.connections.update(calls_used=None, calls_allowed=None)
    left = forecast(synced.integration, {"mapping": "phone"}).allowance
    told = {it.crm: it for it in synced.integration.connections.all()}
    for crm, remaining in (("hubspot", left.hubspot), ("salesforce", left.salesforce)):
        used, allowed = told[crm].calls_used, told[crm].calls_allowed
        assert remaining == (allowed or 0) - (used or 0) > 0
        assert told[crm].calls_told_at


def test_what_lies_past_the_limit_is_told(synced: World) -> None:
    linked(synced, 5)
    synced.integration.bulk_resync_limit = 3
    told = forecast(synced.integration, {"mapping": "phone"})
    assert (told.companies, told.beyond) == (3, 2)


def test_accounts_that_never_synced_are_left_out(world: World) -> None:
    world.create_account(Name="Old")
    world.switch_on()
    told = forecast(world.integration, {"filter": {"q": "old"}})
    assert (told.companies, told.left_out) == (0, 1)


def test_it_says_whether_today_s_allocation_is_enough(synced: World) -> None:
    linked(synced, 2)
    told = forecast(synced.integration, {"all": True})
    assert told.fits_today is True
    assert "That is within today’s allocation" in told.sentence
    synced.integration.salesforce_allocation = 2
    SyncRun.objects.update(salesforce_calls=2)
    told = forecast(synced.integration, {"all": True})
    assert (told.fits_today, told.allowance.salesforce) == (False, 0)
    assert "That is more than today’s allocation" in told.sentence


def test_a_crm_that_does_not_answer_leaves_it_open(synced: World) -> None:
    linked(synced)
    synced.salesforce.fail("limits", {"status": 503, "body": None}, times=9)
    told = forecast(synced.integration, {"all": True})
    assert told.fits_today is None
    assert "could not be asked" in told.sentence


def test_it_refuses_what_the_resync_would_refuse(synced: World) -> None:
    with pytest.raises(Refused, match="No field mapping"):
        forecast(synced.integration, {"mapping": "nothing"})


@pytest.mark.parametrize(
    ("language", "thousand"), [("en", ","), ("it", "."), ("fr", "\xa0")]
)
def test_its_counts_are_grouped_as_the_readers_language_does(
    language: str, thousand: str
) -> None:
    told = Forecast(
        companies=12_345,
        beyond=0,
        left_out=0,
        sides=Sides(12_345, 0, 0),
        hubspot_calls=6_789,
        salesforce_calls=1_234,
        minutes=5_432,
        allowance=Allowance(23_456, 623_886),
    )
    with override(language):
        sentence = told.sentence
    for count in ("12 345", "6 789", "1 234", "5 432", "23 456", "623 886"):
        assert count.replace(" ", thousand) in sentence


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [
        ("en", "1 HubSpot call and 1 Salesforce call,", "2 HubSpot calls and 0 Sales"),
        ("it", "1 chiamata a HubSpot e 1 chiamata a", "2 chiamate a HubSpot e 0 chi"),
        ("fr", "1 appel à HubSpot et 1 appel à", "2 appels à HubSpot et 0 appel à"),
    ],
)
def test_one_call_is_told_as_one(language: str, one: str, more: str) -> None:
    told = Forecast(
        companies=1,
        beyond=0,
        left_out=0,
        sides=Sides(1, 0, 0),
        hubspot_calls=1,
        salesforce_calls=1,
        minutes=1,
        allowance=Allowance(0, 2),
    )
    with override(language):
        sentence = told.sentence
    assert one in sentence
    assert more in sentence
