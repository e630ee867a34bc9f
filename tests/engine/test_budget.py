"""The share of the day's calls that scheduled passes may use, and what resumes them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from integrations import jobs
from integrations.engine import budget, usage
from integrations.engine.budget import Choice, Stale, choose, chosen
from integrations.engine.pump import is_claimable
from integrations.engine.schedule import due
from integrations.engine.starting import start_sync
from integrations.engine.suspension import retest
from integrations.models import HourlyCalls, Integration, SettingChange, SyncRun
from integrations.models.usage import KEPT, this_hour

if TYPE_CHECKING:
    from tests.engine.world import World

HOUR = timedelta(hours=1)


def used(calls: int, hours_ago: int) -> None:
    hour = this_hour() - hours_ago * HOUR
    HourlyCalls.objects.update_or_create(
        crm="salesforce", hour=hour, defaults={"calls": calls}
    )


def allocate(calls: int | None, share: int = 80) -> Integration:
    Integration.objects.update(salesforce_allocation=calls, pause_share=share)
    return Integration.current()


def by_the_clock() -> list[SyncRun]:
    Integration.objects.update(next_poll_at=None)
    return due()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("calls", "hours_ago", "until"), [(79, 3, None), (80, 3, 21), (80, 24, None)]
)
def test_passes_rest_from_the_share_on_until_enough_calls_are_a_day_old(
    calls: int, hours_ago: int, until: int | None
) -> None:
    used(calls, hours_ago)
    found = budget.review(allocate(100))
    assert found == (this_hour() + until * HOUR if until else None)
    assert Integration.current().resting_until == found


@pytest.mark.django_db
def test_the_oldest_calls_go_first() -> None:
    used(50, 20)
    used(50, 2)
    assert budget.review(allocate(100)) == this_hour() + 4 * HOUR


@pytest.mark.django_db
def test_nothing_rests_while_no_limit_is_known() -> None:
    used(1_000_000, 1)
    assert budget.review(allocate(None)) is None


def test_without_an_allocation_the_limit_of_salesforce_counts(world: World) -> None:
    world.integration.connections.filter(crm="salesforce").update(calls_allowed=1_000)
    used(800, 1)
    assert budget.review(allocate(None)) == this_hour() + 23 * HOUR


def test_of_an_allocation_above_the_limit_of_salesforce_the_limit_counts(
    world: World,
) -> None:
    world.integration.connections.filter(crm="salesforce").update(calls_allowed=1_000)
    used(800, 1)
    found = budget.budget(allocate(99_999_999), 800)
    assert (found.allowed, found.rests_at) == (1_000, 800)
    assert budget.budget(allocate(500), 800).allowed == 500


def test_while_they_rest_no_pass_starts_and_afterwards_nothing_was_lost(
    synced: World,
) -> None:
    used(100, 1)
    allocate(100)
    account_id = synced.create_account(Name="Acme")
    assert by_the_clock() == []
    assert not SyncRun.objects.filter(kind="sync").exists()
    allocate(100_000)
    (started,) = by_the_clock()
    jobs.work(started.pk)
    assert synced.record(account_id).is_linked


def test_a_scheduled_pass_at_work_stops_and_one_of_a_person_goes_on(
    synced: World,
) -> None:
    synced.create_account(Name="Acme")
    (scheduled,) = by_the_clock()
    assert is_claimable(scheduled)
    used(100, 1)
    allocate(100)
    assert by_the_clock() == []
    assert not is_claimable(scheduled)
    SyncRun.objects.filter(pk=scheduled.pk).update(cause="person")
    assert is_claimable(scheduled)


def test_every_call_is_counted_and_the_crm_tells_of_everybodys(synced: World) -> None:
    HourlyCalls.objects.all().delete()
    synced.forget_requests()
    synced.create_account(Name="Acme")
    made = synced.salesforce.requests()["total"]
    synced.sync()
    total = synced.salesforce.requests()["total"] - made
    assert usage.used_lately()["salesforce"] == total
    assert usage.used_lately()["hubspot"] == synced.hubspot.requests()["total"]
    told = synced.integration.connections.get(crm="salesforce")
    assert told.calls_allowed
    assert told.calls_told_at


def test_both_crms_are_asked_for_their_limits_as_they_are_connected(
    world: World,
) -> None:
    told = world.integration.connections.values_list("calls_allowed", "calls_told_at")
    assert len(told) == 2
    assert all(allowed and at for allowed, at in told)


@pytest.mark.django_db
def test_calls_of_long_ago_are_forgotten() -> None:
    old = this_hour() - KEPT - HOUR
    HourlyCalls.objects.create(crm="hubspot", hour=old, calls=1)
    HourlyCalls.count("hubspot")
    HourlyCalls.count("hubspot")
    assert HourlyCalls.objects.get().calls == 2


@pytest.mark.django_db
def test_a_change_of_the_allocation_is_kept_and_holds_at_once() -> None:
    used(100, 1)
    integration = allocate(100)
    budget.review(integration)
    seen = str(chosen(integration))
    choose(integration, Choice(1_000, 80), seen=seen, user=None)
    assert Integration.current().resting_until is None
    kept = SettingChange.objects.get()
    assert (kept.setting, kept.old, kept.new) == ("salesforce_allocation", 100, 1_000)
    with pytest.raises(Stale):
        choose(integration, Choice(5, 80), seen=seen, user=None)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("REQUEST_LIMIT_EXCEEDED", "limit"),
        ("API_DISABLED_FOR_ORG", "api_off"),
    ],
)
def test_a_suspension_is_cleared_once_the_crm_lets_us_in_and_nothing_was_lost(
    synced: World, error: str, reason: str
) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.salesforce.fail(".*", {"error": error}, times=1_000)
    synced.sync()
    assert Integration.current().suspended == reason
    assert retest(Integration.current(), clears=True)["Salesforce"]
    assert Integration.current().suspended == reason
    synced.salesforce.heal()
    assert not any(retest(Integration.current(), clears=True).values())
    assert Integration.current().suspended == ""
    (started,) = due()
    jobs.work(started.pk)
    assert synced.record(account_id).is_linked


@pytest.mark.django_db
def test_what_is_not_connected_cannot_be_tested() -> None:
    assert retest(Integration.current(), clears=True) == {}


def test_a_pass_of_a_person_starts_while_scheduled_ones_rest(synced: World) -> None:
    Integration.objects.update(resting_until=timezone.now() + HOUR)
    run = start_sync(synced.integration, cause="person")
    assert synced.work(run).status == SyncRun.Status.SUCCEEDED
