"""A dry run leaves every row as it was: only its own run, and what it newly saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

from integrations.engine.plan_apply import start_plan
from integrations.models import Record, SyncRun
from tests.engine.pairs import linked, set_up
from tests.engine.world import COMMAND
from tests.hubspot import people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.engine.world import World

KEY = "syncadmin_account_id"
ITS_OWN = {"syncrun", "syncbatch", "outcome"}
# What every call leaves, and the words by which new rows are found.
BY_THE_WAY = {"connection", "hourlycalls", "ratebucket", "recordword"}

Rows = dict[tuple[str, Any], dict[str, Any]]


def rows() -> Rows:
    return {
        (model.__name__, row[model._meta.pk.name]): row
        for model in apps.get_app_config("integrations").get_models()
        if model._meta.model_name not in ITS_OWN | BY_THE_WAY
        for row in model.objects.values()  # type: ignore[attr-defined]
    }


@pytest.fixture
def busy(synced: World) -> World:
    """Something of everything is news in both CRMs."""
    kept, kept_company = linked(synced)
    winner = synced.create_account(Name="Winner")
    loser = synced.create_account(Name="Loser")
    synced.sync()
    one, other = (synced.create_company(name=name) for name in ("One", "Other"))
    back = synced.create_company(name="Back")
    synced.sync()
    synced.delete_company(back)
    synced.sync()
    synced.restore_company(back)
    synced.merge_companies(one, other)
    synced.merge_accounts(winner, loser)
    synced.change_account(kept, Phone="1")
    synced.change_company(kept_company, city="Rome")
    fresh = synced.create_account(Name="Fresh")
    synced.census()
    synced.change_company(back, **{KEY: fresh})
    return synced


RUNS: dict[str, Callable[[World], SyncRun]] = {
    "sync": lambda world: world.sync(dry_run=True),
    "import": lambda world: world.import_accounts(dry_run=True),
    "resync": lambda world: world.resync(all=True, dry_run=True),
}


@pytest.mark.parametrize("kind", RUNS)
def test_a_dry_run_changes_no_row(busy: World, kind: str) -> None:
    before = rows()
    run = RUNS[kind](busy)
    after = rows()
    assert {key: after.get(key) for key in before} == before
    assert all(
        not it["company_id"] or not it["account_id"] for it in new(before, after)
    )
    assert run.status in SyncRun.DONE
    assert run.outcomes.exists()


def new(before: Rows, after: Rows) -> Iterator[dict[str, Any]]:
    for key in after.keys() - before.keys():
        assert key[0] == "Record"
        yield after[key]


def test_a_dry_run_tells_which_company_its_key_would_link(synced: World) -> None:
    company_id = synced.create_company(name="Keyed")
    synced.sync()
    account_id = synced.create_account(Name="Fresh")
    synced.census()
    synced.change_company(company_id, **{KEY: account_id})
    run = synced.sync(dry_run=True)
    told = run.outcomes.get(reason="linked")
    assert (told.account_id, company_id in told.message) == (account_id, True)
    assert not synced.record(account_id).is_linked
    synced.sync()
    assert synced.record(account_id).company_id == company_id


def test_a_dry_run_tells_what_a_deleted_company_would_bring_about(
    synced: World,
) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    plan = synced.sync(dry_run=True)
    assert plan.outcomes.get().reason == "company_deleted"
    assert synced.record(account_id).is_linked
    assert synced.work(start_plan(plan, cause=COMMAND)).updated == 1
    assert not synced.record(account_id).is_linked
    assert not Record.objects.filter(company_id=company_id, account_id=account_id)


@pytest.fixture
def staged(synced: World) -> str:
    """A company whose stage and whose city both are news."""
    company_id = synced.create_company(name="Acme", domain="acme-works.com")
    contact_id = synced.create_contact(company_id, email="ann@acme-works.com")
    synced.sync()
    people.change(synced.hubspot, "contacts", contact_id, lifecyclestage="customer")
    synced.change_company(company_id, city="Rome")
    return company_id


def test_a_dry_run_tells_the_fields_of_a_company_that_takes_a_stage_over(
    synced: World, staged: str
) -> None:
    plan = synced.sync(dry_run=True)
    told = [change["property"] for it in plan.outcomes.all() for change in it.changes]
    assert sorted(told) == ["city", "lifecyclestage"]
    assert plan.read == plan.done == 2


def test_a_plan_writes_the_fields_of_such_a_company_and_leaves_its_stage_to_a_pass(
    synced: World, staged: str
) -> None:
    plan = synced.sync(dry_run=True)
    run = synced.work(start_plan(plan, cause=COMMAND))
    account_id = synced.record_of_company(staged).account_id or ""
    assert (run.total, run.updated, run.skipped) == (1, 1, 0)
    assert synced.account(account_id)["BillingCity"] == "Rome"
    synced.sync()
    assert synced.company(staged, "lifecyclestage")["lifecyclestage"] == "customer"


def test_a_dry_run_counts_a_record_that_changed_on_both_sides_once(
    synced: World,
) -> None:
    account_id, company_id = linked(synced)
    synced.sync()
    synced.change_account(account_id, Phone="1")
    synced.change_company(company_id, city="Rome")
    plan = synced.sync(dry_run=True)
    assert (plan.outcomes.count(), plan.read, plan.done) == (1, 1, 1)
