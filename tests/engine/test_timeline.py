"""What ends a link or hides an error is told in the history of each record (R2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.dismissal import bring_back, dismiss
from integrations.engine.undo import last_sync
from integrations.engine.unlink import unlink
from integrations.models import Outcome, Record, SyncError, SyncRun
from tests.engine.pairs import company_row, linked, set_up
from tests.views.builders import person

if TYPE_CHECKING:
    from tests.engine.world import World


def latest(record: Record) -> Outcome:
    found = record.outcomes.select_related("run__user").order_by("-pk").first()
    assert found
    return found


def test_an_unlink_by_hand_is_told_on_both_records(synced: World) -> None:
    account_id, company_id = linked(synced)
    ann = person("Operator")
    before = last_sync(synced.record(account_id))
    unlink(synced.record(account_id), ann)
    for record in (synced.record(account_id), company_row(company_id)):
        told = latest(record)
        assert (told.kind, told.reason) == (Outcome.Kind.UPDATED, "unlinked")
        assert (told.run.kind, told.run.user) == (SyncRun.Kind.BY_HAND, ann)
        assert ann.username in told.message
        assert (told.account_id, told.company_id) == (account_id, company_id)
    assert SyncRun.objects.get(kind="by_hand").status == SyncRun.Status.SUCCEEDED
    assert last_sync(synced.record(account_id)) == before


def test_a_dismissal_and_its_end_are_told_with_who_did_it(synced: World) -> None:
    option = {"error": "INVALID_OPTION", "records": 1}
    synced.hubspot.fail("companies/batch/upsert", option, times=1)
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    ann = person("Operator")
    dismiss(SyncError.objects.all(), ann)
    told = latest(synced.record(account_id))
    assert (told.reason, told.run.user) == ("dismissed", ann)
    assert "dismissed" in told.message
    bring_back(SyncError.objects.all(), ann)
    assert latest(synced.record(account_id)).reason == "brought_back"


@pytest.mark.parametrize("choice", ["unlink", "delete"])
def test_what_a_deleted_account_did_to_its_company_is_told_on_that(
    synced: World, choice: str
) -> None:
    set_up(on_account_deleted=choice)
    account_id, company_id = linked(synced)
    synced.delete_account(account_id)
    run = synced.sync()
    for record in (synced.record(account_id), company_row(company_id)):
        told = latest(record)
        assert (told.run, told.reason) == (run, "account_deleted")
        assert account_id in told.message
    assert run.updated == 1
