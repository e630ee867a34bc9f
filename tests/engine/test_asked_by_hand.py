"""What somebody chose Resync for, and a CRM refused: it stays asked for until it is
made, whoever tries it again (A3, E4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.dismissal import dismiss
from integrations.engine.duplicates import leave, take_back
from integrations.engine.try_again import try_again
from integrations.engine.unlink import unlink
from integrations.models import Record, SyncError
from tests.engine import why
from tests.engine.pairs import KEY, linked

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from tests.engine.world import World

REFUSED = {"error": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "records": 1}


def refuse(world: World) -> None:
    world.salesforce.fail("composite/sobjects", REFUSED, times=1)


def be_due() -> None:
    Record.objects.filter(retry_at__isnull=False).update(
        retry_at="2020-01-01T00:00:00Z"
    )


def excluded_and_refused(world: World) -> Record:
    """The rules say no, a person says yes, Salesforce says no."""
    company_id = world.create_company(name="Acme")
    world.sync()
    refuse(world)
    world.resync(companies=[company_id])
    return world.record_of_company(company_id)


def assert_made(world: World, record: Record) -> None:
    record.refresh_from_db()
    assert (record.status, record.decision) == (Record.Status.IN_SYNC, "")
    assert world.account(record.account_id or "")["Name"]
    assert not SyncError.objects.open().exists()


def test_the_next_try_by_itself_makes_the_account(synced: World) -> None:
    record = excluded_and_refused(synced)
    be_due()
    synced.sync()
    assert_made(synced, record)


def test_a_try_that_is_refused_again_forgets_nothing(synced: World) -> None:
    record = excluded_and_refused(synced)
    refuse(synced)
    be_due()
    synced.sync()
    assert SyncError.objects.open().get().record == record
    be_due()
    synced.sync()
    assert_made(synced, record)


def test_retry_of_its_error_makes_the_account(synced: World) -> None:
    record = excluded_and_refused(synced)
    asked = try_again(synced.integration, SyncError.objects.open(), user=None)
    assert asked.run
    synced.work(asked.run)
    assert_made(synced, record)


def test_mended_in_hubspot_it_is_made_by_the_pass_that_sees_it(synced: World) -> None:
    record = excluded_and_refused(synced)
    synced.change_company(record.company_id or "", city="Turin")
    synced.sync()
    assert_made(synced, record)


def test_an_account_that_was_left_alone_gets_its_company(synced: World) -> None:
    account_id, company_id = linked(synced, "Acme")
    unlink(synced.record(account_id), None)
    synced.delete_company(company_id)
    refusal = {"error": "INVALID_OPTION", "records": 1}
    synced.hubspot.fail("companies/batch/upsert", refusal, times=1)
    synced.resync(accounts=[account_id])
    assert synced.record(account_id).status == Record.Status.FAILING
    be_due()
    synced.sync()
    assert_made(synced, synced.record(account_id))


def test_why_says_that_somebody_asked(synced: World) -> None:
    record = excluded_and_refused(synced)
    found = why.of_company(synced, record.company_id or "")
    assert "against the rules" in why.said(found, "creation")


def test_dismissed_it_is_not_tried_again(synced: World) -> None:
    record = excluded_and_refused(synced)
    dismiss(SyncError.objects.open(), None)
    synced.sync()
    record.refresh_from_db()
    assert (record.retry_at, record.account_id) == (None, None)
    assert not synced.company(record.company_id or "", KEY)[KEY]


@pytest.fixture
def one_of_several(synced: World) -> str:
    """A company that the rules exclude, and two accounts that it may be."""
    for name in ("Acme East", "Acme West"):
        synced.create_account(Name=name, Website="acme-works.com")
    synced.sync()
    for record in list(Record.objects.all()):
        unlink(record, None)
    company_id = synced.create_company(name="Acme", domain="acme-works.com")
    synced.sync()
    assert synced.record_of_company(company_id).status == Record.Status.EXCLUDED
    return company_id


def assert_waits(world: World, company_id: str) -> Record:
    waiting = world.record_of_company(company_id)
    assert (waiting.status, len(waiting.candidates)) == (Record.Status.DUPLICATE, 2)
    return waiting


def test_a_company_that_may_be_one_of_several_waits_for_the_answer(
    synced: World, one_of_several: str
) -> None:
    synced.resync(companies=[one_of_several])
    be_due()
    synced.sync()
    assert_waits(synced, one_of_several)


def test_left_it_is_not_made_and_taken_back_or_asked_for_again_it_waits(
    synced: World, one_of_several: str, django_user_model: type[User]
) -> None:
    synced.resync(companies=[one_of_several])
    somebody = django_user_model.objects.create_user("somebody")
    leave(assert_waits(synced, one_of_several), somebody)
    synced.change_company(one_of_several, city="Turin")
    synced.sync()
    left = synced.record_of_company(one_of_several)
    assert (left.account_id, left.decision) == (None, "leave")
    taken_back = take_back(left, somebody)
    assert taken_back.run
    synced.work(taken_back.run)
    leave(assert_waits(synced, one_of_several), somebody)
    synced.resync(companies=[one_of_several])
    assert_waits(synced, one_of_several)
