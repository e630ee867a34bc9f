"""What ends a link or hides an error is told in the history of each record (R2)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from integrations.engine.dismissal import bring_back, dismiss
from integrations.engine.undo import last_sync
from integrations.engine.unlink import unlink
from integrations.models import Outcome, Record, SyncError, SyncRun
from tests.engine.pairs import company_row, linked, set_up
from tests.views.builders import person, record, sync_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.contrib.auth.models import User

    from integrations.models.error import SyncErrors
    from tests.engine.world import World

    Act = Callable[[SyncErrors, User | None], int]


def latest(of: Record) -> Outcome:
    found = of.outcomes.select_related("run__user").order_by("-pk").first()
    assert found
    return found


def test_an_unlink_by_hand_is_told_on_both_records(synced: World) -> None:
    account_id, company_id = linked(synced)
    ann = person("Operator")
    before = last_sync(synced.record(account_id))
    unlink(synced.record(account_id), ann)
    for row in (synced.record(account_id), company_row(company_id)):
        told = latest(row)
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


@pytest.mark.django_db
@pytest.mark.parametrize("act", [dismiss, bring_back])
def test_of_two_tabs_only_the_one_that_did_it_is_told(act: Act) -> None:
    error = sync_error(record(status="failing"), "No.")
    if act is bring_back:
        dismiss(SyncError.objects.all(), None)
    before = SyncRun.objects.count()
    first, second = person("Operator"), person("Operator")
    with meanwhile(lambda: act(SyncError.objects.all(), first)):
        assert act(SyncError.objects.all(), second) == 0
    assert latest(error.record).run.user == first
    assert SyncRun.objects.count() == before + 1


@contextmanager
def meanwhile(other: Callable[[], object]) -> Iterator[None]:
    """Once the errors were listed, and before they are locked."""
    begun: list[bool] = []

    def interrupted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "SAVEPOINT" in sql and not begun:
            begun.append(True)
            other()
        return execute(sql, *rest)

    with connection.execute_wrapper(interrupted):
        yield
    assert begun


@pytest.mark.parametrize("choice", ["unlink", "delete"])
def test_what_a_deleted_account_did_to_its_company_is_told_on_that(
    synced: World, choice: str
) -> None:
    set_up(on_account_deleted=choice)
    account_id, company_id = linked(synced)
    synced.delete_account(account_id)
    run = synced.sync()
    for row in (synced.record(account_id), company_row(company_id)):
        told = latest(row)
        assert (told.run, told.reason) == (run, "account_deleted")
        assert account_id in told.message
    assert run.updated == 1
