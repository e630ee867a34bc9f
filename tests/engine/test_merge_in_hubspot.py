"""What merged accounts leave over, made one company in HubSpot by a person (K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User

from integrations.engine import duplicates
from integrations.engine.merge_in_hubspot import merge_in_hubspot
from integrations.engine.starting import Refused
from integrations.models import Record, SyncRun

if TYPE_CHECKING:
    from integrations.engine.duplicates import Decided
    from tests.engine.world import World


@pytest.fixture
def anna(transactional_db: None) -> User:
    return User.objects.create_user("anna")


def finish(world: World, decided: Decided) -> Record:
    assert decided.run
    assert decided.run.user
    world.work(decided.run)
    return Record.objects.get(pk=decided.record.pk)


@pytest.fixture
def left_over(synced: World) -> Record:
    """The company of an account that was merged into another linked one."""
    winner = synced.create_account(Name="Acme")
    loser = synced.create_account(Name="Acme Inc", Phone="+1 555 0100")
    synced.sync()
    company_id = synced.record(loser).company_id
    synced.merge_accounts(winner, loser)
    synced.sync()
    return Record.objects.get(company_id=company_id)


def test_the_link_follows_the_survivor(
    synced: World, left_over: Record, anna: User
) -> None:
    kept = left_over.candidates[0]["id"]
    record = finish(synced, merge_in_hubspot(left_over, anna))
    assert record.company_id not in {None, kept, left_over.company_id}
    assert record.status == Record.Status.IN_SYNC
    key = synced.account(record.account_id or "")["HubSpot_Company_Id__c"]
    assert key == record.company_id
    assert (synced.companies(), synced.salesforce.state()["Account"]) == (1, 1)
    assert not Record.objects.filter(pk=left_over.pk).exists()
    synced.sync()
    assert Record.objects.exclude(company_id=None).count() == 1


def test_a_crash_after_the_merge_is_mended_by_the_next_pass(
    synced: World, left_over: Record
) -> None:
    kept = left_over.candidates[0]["id"]
    survivor = synced.merge_companies(kept, left_over.company_id or "")
    synced.sync()
    record = Record.objects.exclude(company_id=None).get()
    assert (record.company_id, record.status) == (survivor, "in_sync")
    key = synced.account(record.account_id or "")["HubSpot_Company_Id__c"]
    assert key == survivor


def test_what_hubspot_refuses_changes_nothing(
    synced: World, left_over: Record, anna: User
) -> None:
    refusal = {"status": 400, "body": '{"status": "error", "message": "No."}'}
    synced.hubspot.fail("companies/merge", refusal | {"headers": {}}, times=9)
    with pytest.raises(Refused, match="Nothing was merged"):
        merge_in_hubspot(left_over, anna)
    left_over.refresh_from_db()
    assert left_over.status == Record.Status.DUPLICATE


def test_it_may_be_left_and_taken_back(
    synced: World, left_over: Record, anna: User
) -> None:
    duplicates.leave(left_over, anna)
    synced.sync()
    record = finish(synced, duplicates.take_back(left_over, anna))
    assert (record.status, record.reason) == ("duplicate", "accounts_merged")
    assert len(record.candidates) == 1


def test_it_may_get_an_account_of_its_own(
    synced: World, left_over: Record, anna: User
) -> None:
    record = finish(synced, duplicates.create_new(left_over, anna))
    assert (record.company_id, record.status) == (left_over.company_id, "in_sync")
    assert synced.salesforce.state()["Account"] == 2


def test_it_cannot_be_linked(synced: World, left_over: Record, anna: User) -> None:
    with pytest.raises(Refused, match="Merge the two companies"):
        duplicates.link_to(left_over, anna, left_over.candidates[0]["id"])


def test_two_candidates_of_one_domain_are_not_merged(
    synced: World, left_over: Record, anna: User
) -> None:
    Record.objects.filter(pk=left_over.pk).update(reason="duplicate")
    with pytest.raises(Refused, match="Only what merged accounts left over"):
        merge_in_hubspot(left_over, anna)
    assert not SyncRun.objects.filter(kind="resync").exists()
