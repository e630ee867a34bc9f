"""Unlinking by hand: two records again, and nothing brings them together by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.resync import start_resync
from integrations.engine.starting import Refused
from integrations.engine.toggle import switch_off
from integrations.engine.unlink import unlink
from integrations.models import Intent, Record, SyncBatch
from tests.engine.world import COMMAND
from tests.views.builders import person, run

if TYPE_CHECKING:
    from tests.engine.world import World

KEYS = ("HubSpot_Company_Id__c", "syncadmin_account_id")


@pytest.fixture
def linked(synced: World) -> Record:
    account_id = synced.create_account(Name="Acme", Website="acme-works.com")
    synced.sync()
    return synced.record(account_id)


def keys(world: World, record: Record, company_id: str) -> tuple[object, object]:
    """What each side says of the other, blank as blank."""
    there = world.account(record.account_id or "")[KEYS[0]]
    return there or None, world.company(company_id, KEYS[1])[KEYS[1]] or None


def test_both_sides_lose_their_keys_and_become_two_records(
    synced: World, linked: Record
) -> None:
    company_id = linked.company_id or ""
    company = unlink(linked, None)
    linked.refresh_from_db()
    assert keys(synced, linked, company_id) == (None, None)
    assert (linked.company_id, company.account_id) == (None, None)
    assert company.company_id == company_id
    assert {linked.status, company.status} == {Record.Status.NOT_LINKED}
    assert linked.agreement is None


def test_it_says_who_did_it(linked: Record) -> None:
    ann = person("Operator")
    assert ann.username in unlink(linked, ann).message


def test_nothing_links_them_again_by_itself(synced: World, linked: Record) -> None:
    company = unlink(linked, None)
    synced.change_account(linked.account_id or "", Phone="1")
    synced.change_company(company.company_id or "", phone="2")
    synced.sync()
    synced.sync()
    synced.census()
    for record in (linked, company):
        record.refresh_from_db()
        assert not record.is_linked
        assert record.reason == "unlinked"
    assert synced.companies() == 1


def test_a_resync_by_hand_brings_them_together_again(
    synced: World, linked: Record
) -> None:
    company_id = unlink(linked, None).company_id
    scope = {"records": [linked.pk]}
    synced.work(start_resync(synced.integration, scope, cause=COMMAND))
    linked.refresh_from_db()
    assert (linked.company_id, linked.status) == (company_id, Record.Status.IN_SYNC)


@pytest.mark.parametrize("crm", ["salesforce", "hubspot"])
def test_a_crm_that_refuses_leaves_the_link_and_the_next_sync_mends_the_keys(
    synced: World, linked: Record, crm: str
) -> None:
    company_id = linked.company_id or ""
    sandbox = getattr(synced, crm)
    sandbox.fail(".*", {"status": 400, "body": "{}"}, times=1)
    with pytest.raises(Refused, match="The link stands as it was"):
        unlink(linked, None)
    sandbox.heal()
    linked.refresh_from_db()
    assert linked.company_id == company_id
    synced.change_account(linked.account_id or "", Phone="1")
    synced.sync()
    assert keys(synced, linked, company_id) == (company_id, linked.account_id)


def test_a_side_that_was_deleted_does_not_stand_in_the_way(
    synced: World, linked: Record
) -> None:
    synced.delete_company(linked.company_id or "")
    unlink(linked, None)
    assert not synced.account(linked.account_id or "")[KEYS[0]]


def test_with_the_toggle_off_nothing_is_written(synced: World, linked: Record) -> None:
    switch_off(synced.integration)
    synced.forget_requests()
    with pytest.raises(Refused, match="Turn on Sync companies first"):
        unlink(linked, None)
    assert synced.hubspot.requests()["total"] == 0


def test_a_record_that_a_batch_is_at_work_on_is_left_to_it(linked: Record) -> None:
    batch = SyncBatch.objects.create(
        run=run(status="running"), seq=1, step="apply", state="leased"
    )
    Intent.objects.create(record=linked, batch=batch)
    with pytest.raises(Refused, match="at work on this record"):
        unlink(linked, None)


def test_a_record_that_is_not_linked_cannot_be_unlinked(linked: Record) -> None:
    unlink(linked, None)
    linked.refresh_from_db()
    with pytest.raises(Refused, match="not linked any more"):
        unlink(linked, None)
