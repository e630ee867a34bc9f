"""Sync errors: what opens, groups, hides and closes them (E2, E3, S8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import User

from integrations.engine.dismissal import bring_back, dismiss
from integrations.models import Record, SyncError

if TYPE_CHECKING:
    from tests.engine.world import World

UPSERT = "companies/batch/upsert"
NO_OPTION = {"error": "INVALID_OPTION", "records": 1}
TAKEN = {"error": "UNIQUE_VALUE_TAKEN", "records": 1}


def refused(world: World, effect: dict[str, object] = NO_OPTION) -> SyncError:
    """The error of a new account that HubSpot refuses."""
    world.hubspot.fail(UPSERT, effect, times=1)
    world.create_account(Name="Acme")
    world.sync()
    return SyncError.objects.get()


def again(world: World, record: Record) -> Record:
    """Another pass that tries this record, whatever its schedule."""
    Record.objects.filter(pk=record.pk).update(retry_at="2020-01-01T00:00:00Z")
    world.sync()
    record.refresh_from_db()
    return record


def dismissed(world: World, effect: dict[str, object] = NO_OPTION) -> SyncError:
    error = refused(world, effect)
    assert dismiss(SyncError.objects.all(), User.objects.create_user("anna")) == 1
    error.refresh_from_db()
    return error


def test_an_error_seen_again_is_counted_and_keeps_its_beginning(
    synced: World,
) -> None:
    first = refused(synced)
    synced.hubspot.fail(UPSERT, NO_OPTION, times=1)
    again(synced, first.record)
    second = SyncError.objects.get()
    assert (second.pk, second.tries) == (first.pk, 2)
    assert second.first_seen == first.first_seen < second.last_seen


def test_the_same_refusal_of_two_records_is_one_cause(synced: World) -> None:
    synced.hubspot.fail(UPSERT, {"error": "INVALID_OPTION", "records": 2}, times=1)
    for name in ("Acme", "Globex", "Initech"):
        synced.create_account(Name=name)
    synced.sync()
    causes = SyncError.objects.values_list("cause", flat=True)
    assert len(causes) == 2
    assert len(set(causes)) == 1
    assert causes[0]


def test_two_kinds_of_refusal_are_two_causes(synced: World) -> None:
    first = refused(synced)
    synced.hubspot.fail(UPSERT, TAKEN, times=1)
    synced.create_account(Name="Globex")
    synced.sync()
    second = SyncError.objects.exclude(pk=first.pk).get()
    assert first.cause != second.cause


def test_an_error_shows_the_value_that_was_sent_last(synced: World) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.change_company(company_id, city="x" * 41)
    synced.sync()
    synced.change_company(company_id, city="y" * 42)
    synced.sync()
    error = SyncError.objects.get()
    assert (error.value, error.tries) == ("y" * 42, 2)
    assert "42" in error.message


def test_a_dismissed_record_rests_and_is_not_tried_again(synced: World) -> None:
    error = dismissed(synced)
    record = error.record
    assert error.dismissed_by is not None
    assert (record.status, record.retry_at) == (Record.Status.NOT_LINKED, None)
    assert "dismissed" in record.message
    assert not SyncError.objects.open().exists()


def test_a_linked_record_whose_error_is_dismissed_is_in_sync(synced: World) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.change_company(company_id, city="x" * 41)
    synced.sync()
    dismiss(SyncError.objects.all(), None)
    assert synced.record(account_id).status == Record.Status.IN_SYNC


def test_a_dismissed_error_stays_hidden_when_it_happens_just_so(
    synced: World,
) -> None:
    error = dismissed(synced)
    synced.hubspot.fail(UPSERT, NO_OPTION, times=1)
    record = again(synced, error.record)
    error.refresh_from_db()
    assert error.tries == 2
    assert not SyncError.objects.open().exists()
    assert (record.status, record.retry_at) == (Record.Status.NOT_LINKED, None)


def test_another_cause_is_shown_again(synced: World) -> None:
    error = dismissed(synced)
    synced.hubspot.fail(UPSERT, TAKEN, times=1)
    record = again(synced, error.record)
    assert record.status == Record.Status.FAILING
    assert record.retry_at is not None
    assert SyncError.objects.open().get().code == "UNIQUE_VALUE_TAKEN"


def test_another_value_is_shown_again(synced: World) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.change_company(company_id, city="x" * 41)
    synced.sync()
    dismiss(SyncError.objects.all(), None)
    synced.change_company(company_id, city="y" * 41)
    synced.sync()
    error = SyncError.objects.open().get()
    assert (error.value, error.tries) == ("y" * 41, 1)
    assert SyncError.objects.filter(dismissed_at__isnull=False).get().solved_at
    assert error.record.status == Record.Status.FAILING


def test_a_change_of_a_dismissed_record_is_synced(synced: World) -> None:
    error = dismissed(synced)
    synced.change_account(error.record.account_id or "", Name="Acme Corp")
    synced.sync()
    error.refresh_from_db()
    assert error.solved_at is not None
    assert error.record.status == Record.Status.IN_SYNC
    assert error.record.message == ""


def test_a_record_with_another_open_error_goes_on_failing(synced: World) -> None:
    synced.integration.mappings.update(rule="two_way")
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.change_company(company_id, city="x" * 41, zip="z" * 21)
    synced.sync()
    dismiss(SyncError.objects.filter(property="city"), None)
    record = synced.record(account_id)
    assert record.status == Record.Status.FAILING
    assert record.retry_at is not None
    assert SyncError.objects.open().get().property == "zip"


def test_what_is_brought_back_is_shown_and_tried_by_the_next_pass(
    synced: World,
) -> None:
    error = dismissed(synced)
    assert bring_back(SyncError.objects.all(), None) == 1
    record = synced.record(error.record.account_id or "")
    assert record.status == Record.Status.FAILING
    assert record.message == error.message
    synced.sync()
    assert synced.record(record.account_id or "").status == Record.Status.IN_SYNC


def test_dismissing_again_changes_nothing(synced: World) -> None:
    error = dismissed(synced)
    assert dismiss(SyncError.objects.all(), None) == 0
    assert SyncError.objects.get().dismissed_by == error.dismissed_by
