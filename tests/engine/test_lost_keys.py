"""The company's id on the account is written back where somebody took it away (K1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine import unlink
from integrations.engine.plan_apply import start_plan
from integrations.models import Outcome, Record
from tests.engine.pairs import KEY_FIELD, linked, set_up
from tests.engine.watching import calls
from tests.engine.why import of_account, said
from tests.engine.world import COMMAND

if TYPE_CHECKING:
    from tests.engine.world import World

TAKEN = {"error": "DUPLICATE_VALUE", "records": 1}
WOULD = "It would write the company’s id back"


@pytest.fixture
def pair(synced: World) -> tuple[str, str]:
    found = linked(synced)
    synced.sync()
    return found


@pytest.mark.parametrize("value", [None, "123"])
def test_the_pass_that_reads_the_edit_writes_it_back(
    synced: World, pair: tuple[str, str], value: str | None
) -> None:
    account_id, company_id = pair
    synced.change_account(account_id, **{KEY_FIELD: value})
    assert WOULD in said(of_account(synced, account_id), "plan")
    run = synced.sync()
    assert synced.account(account_id)[KEY_FIELD] == company_id
    assert (run.updated, run.unchanged) == (1, 0)
    (change,) = run.outcomes.get().changes
    told = change["side"], change["field"], change["old"], change["new"]
    assert told == ("salesforce", KEY_FIELD, value, company_id)
    assert WOULD not in said(of_account(synced, account_id), "plan")


def test_the_passes_after_it_write_nothing(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, _company_id = pair
    synced.forget_requests()
    synced.sync()
    before = calls(synced)
    synced.change_account(account_id, **{KEY_FIELD: None})
    synced.sync()
    synced.forget_requests()
    run = synced.sync()
    assert (run.read, calls(synced)) == (0, before)


def test_it_is_told_beside_the_values_that_are_written(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, company_id = pair
    synced.change_account(account_id, Phone="1", **{KEY_FIELD: None})
    assert WOULD in said(of_account(synced, account_id), "plan")
    changes = synced.sync().outcomes.get().changes
    assert [it["field"] for it in changes] == ["Phone", KEY_FIELD]
    assert synced.account(account_id)[KEY_FIELD] == company_id


def test_a_dry_run_says_so_and_its_plan_does_it(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, company_id = pair
    synced.change_account(account_id, **{KEY_FIELD: None})
    plan = synced.sync(dry_run=True)
    assert plan.updated == 1
    assert synced.account(account_id)[KEY_FIELD] is None
    assert synced.work(start_plan(plan, cause=COMMAND)).updated == 1
    assert synced.account(account_id)[KEY_FIELD] == company_id


def test_what_takes_it_away_each_time_is_not_fought_for_ever(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, _company_id = pair
    for _time in range(5):
        synced.change_account(account_id, **{KEY_FIELD: None})
        assert synced.sync().updated == 1
    synced.change_account(account_id, **{KEY_FIELD: None})
    assert WOULD not in said(of_account(synced, account_id), "plan")
    assert synced.sync().read == 0
    assert synced.account(account_id)[KEY_FIELD] is None


def test_one_that_salesforce_refuses_waits_for_its_next_try(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, _company_id = pair
    synced.change_account(account_id, **{KEY_FIELD: None})
    synced.salesforce.fail("composite/sobjects$", TAKEN, method="PATCH", times=1)
    synced.sync()
    record = synced.record(account_id)
    assert record.status == Record.Status.FAILING
    run = synced.sync()
    assert not run.outcomes.filter(record=record).exists()


def test_an_unlinked_account_is_given_none(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, _company_id = pair
    unlink.unlink(synced.record(account_id), None)
    synced.sync()
    assert synced.account(account_id)[KEY_FIELD] is None


def test_an_account_whose_company_is_gone_is_given_none(
    synced: World, pair: tuple[str, str]
) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = pair
    synced.delete_company(company_id)
    synced.change_account(account_id, **{KEY_FIELD: None})
    synced.sync()
    assert synced.account(account_id)[KEY_FIELD] is None
    assert not synced.record(account_id).is_linked


def test_an_account_that_lost_its_company_in_a_merge_is_given_none(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, company_id = pair
    other, others = linked(synced, "Other")
    survivor = synced.merge_companies(company_id, others)
    synced.change_account(account_id, **{KEY_FIELD: None})
    synced.change_account(other, **{KEY_FIELD: None})
    for _pass in range(2):
        synced.sync()
    held = Record.objects.get(company_id=survivor, account_id__isnull=False)
    (lost,) = {account_id, other} - {held.account_id}
    assert synced.account(lost)[KEY_FIELD] is None
    assert synced.account(held.account_id or "")[KEY_FIELD] == survivor


def test_an_undo_leaves_the_key_of_a_link_that_stands(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, company_id = pair
    synced.change_account(account_id, Phone="1", **{KEY_FIELD: None})
    run = synced.sync()
    undo = synced.undo(run)
    assert undo.outcomes.get().kind == Outcome.Kind.UPDATED
    assert synced.account(account_id)[KEY_FIELD] == company_id


def test_the_last_sync_of_a_record_that_is_undone_is_the_one_of_its_values(
    synced: World, pair: tuple[str, str]
) -> None:
    account_id, company_id = pair
    synced.change_account(account_id, Phone="1")
    synced.sync()
    synced.change_account(account_id, **{KEY_FIELD: None})
    synced.sync()
    synced.undo(synced.record(account_id))
    assert not synced.company(company_id, "phone")["phone"]
