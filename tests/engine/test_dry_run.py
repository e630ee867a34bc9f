"""A dry run of every kind, and what applying its plan does later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine import duplicates
from integrations.engine.plan_apply import start_plan
from integrations.engine.starting import Refused
from integrations.models import Mapping, Outcome, Record, SyncError, SyncRun
from tests.engine.world import COMMAND

if TYPE_CHECKING:
    from tests.engine.world import World

CHANGED = "changed_meanwhile"


def apply_plan(world: World, plan: SyncRun) -> SyncRun:
    return world.work(start_plan(plan, cause=COMMAND))


@pytest.fixture
def older(world: World) -> World:
    """Two accounts older than the toggle; Beta's company exists, Delta is in doubt."""
    world.create_account(Name="Alpha")
    world.create_account(Name="Beta", Website="beta.com", Phone="1")
    world.create_account(Name="Delta", Website="delta.com")
    world.create_company(name="Beta", domain="beta.com")
    for name in ("Delta One", "Delta Two"):
        world.create_company(name=name, domain="delta.com")
    world.switch_on()
    world.forget_requests()
    return world


def by_name(run: SyncRun) -> dict[str, Outcome]:
    return {outcome.name: outcome for outcome in run.outcomes.all()}


def test_an_import_says_what_it_would_do_with_each_account(older: World) -> None:
    run = older.import_accounts(dry_run=True)
    told = by_name(run)
    assert (told["Alpha"].kind, told["Alpha"].reason) == ("created", "")
    assert (told["Beta"].kind, told["Beta"].reason) == ("updated", "linked")
    assert (told["Delta"].kind, told["Delta"].reason) == ("skipped", "duplicate")
    assert older.companies() == 3
    assert not Record.objects.filter(company_id=None, account_id=None).exists()
    assert not any(record.is_linked for record in Record.objects.all())


def test_before_and_after_are_told_by_field(older: World) -> None:
    beta = by_name(older.import_accounts(dry_run=True))["Beta"]
    phone = next(it for it in beta.changes if it["property"] == "phone")
    assert (phone["side"], phone["old"], phone["new"]) == ("hubspot", None, "1")


def test_applying_the_plan_of_an_import_does_just_that(older: World) -> None:
    run = apply_plan(older, older.import_accounts(dry_run=True))
    assert (run.kind, run.status) == (SyncRun.Kind.PLAN, SyncRun.Status.SUCCEEDED)
    assert (run.total, run.read, run.created, run.updated) == (3, 3, 1, 1)
    assert older.companies() == 4
    assert by_name(run)["Beta"].reason == "linked"


def test_what_a_plan_found_in_doubt_waits_for_a_decision_once_applied(
    older: World,
) -> None:
    run = apply_plan(older, older.import_accounts(dry_run=True))
    assert (run.skipped, by_name(run)["Delta"].reason) == (1, "duplicate")
    (delta,) = duplicates.waiting(older.integration)
    assert (delta.name, delta.reason) == ("Delta", "duplicate")
    names = {candidate["name"] for candidate in delta.candidates}
    assert names == {"Delta One", "Delta Two"}


def test_what_a_plan_found_to_be_excluded_says_why_once_applied(world: World) -> None:
    company_id = world.create_company(name="Lonely")
    world.switch_on()
    run = apply_plan(world, world.resync(all=True, dry_run=True))
    company = world.record_of_company(company_id)
    assert (company.status, company.reason) == ("excluded", "no_contact")
    assert by_name(run)["Lonely"].reason == "no_contact"


def test_what_a_plan_found_to_fail_is_a_sync_error_once_applied(synced: World) -> None:
    company_id = synced.create_company(domain="nameless-works.com")
    plan = synced.resync(companies=[company_id], dry_run=True)
    assert plan.failed == 1
    assert not SyncError.objects.exists()
    assert apply_plan(synced, plan).failed == 1
    assert SyncError.objects.get().record.company_id == company_id


def test_what_a_plan_found_as_it_should_be_is_not_read_again(synced: World) -> None:
    account_id = synced.create_account(Name="A")
    synced.sync()
    plan = synced.resync(accounts=[account_id], dry_run=True)
    assert plan.outcomes.get().kind == "unchanged"
    assert apply_plan(synced, plan).read == 0


def test_a_plan_of_changes_is_applied_on_both_sides(synced: World) -> None:
    Mapping.objects.filter(property="phone").update(rule=Mapping.Rule.TWO_WAY)
    first = synced.create_account(Name="A", Phone="1")
    second = synced.create_account(Name="B", Phone="1")
    synced.sync()
    synced.change_account(first, Phone="2")
    company_id = synced.record(second).company_id or ""
    synced.change_company(company_id, phone="3")
    plan = synced.sync(dry_run=True)
    assert plan.updated == 2
    assert synced.account(second)["Phone"] == "1"
    run = apply_plan(synced, plan)
    assert run.updated == 2
    assert synced.account(second)["Phone"] == "3"
    assert synced.sync().updated == 0


def test_a_company_creates_by_plan_the_account_it_would_by_hand(synced: World) -> None:
    company_id = synced.create_company(name="Lonely")
    plan = synced.resync(companies=[company_id], dry_run=True)
    assert plan.outcomes.get().reason == "manual"
    assert synced.salesforce.state()["Account"] == 0
    assert apply_plan(synced, plan).created == 1
    assert synced.salesforce.state()["Account"] == 1


def test_a_plan_for_one_mapping_touches_no_other(synced: World) -> None:
    synced.create_account(Name="A", Phone="1", BillingCity="Turin")
    synced.sync()
    company_id = Record.objects.get().company_id or ""
    synced.change_company(company_id, phone="2", city="Rome")
    apply_plan(synced, synced.resync(mapping="phone", dry_run=True))
    found = synced.company(company_id, "phone", "city")
    assert (found["phone"], found["city"]) == ("1", "Rome")


class TestChangedMeanwhile:
    @pytest.fixture
    def plan(self, synced: World) -> SyncRun:
        for name in ("A", "B"):
            synced.create_account(Name=name, Phone="1")
        synced.sync()
        for record in Record.objects.all():
            synced.change_company(record.company_id or "", phone="2")
        return synced.resync(all=True, dry_run=True)

    def refused(self, world: World, plan: SyncRun) -> list[str]:
        before = list(Record.objects.order_by("pk").values_list("status", flat=True))
        run = apply_plan(world, plan)
        skipped = run.outcomes.filter(kind="skipped")
        assert set(skipped.values_list("reason", flat=True)) <= {CHANGED}
        assert all("make a new dry run" in it.message for it in skipped)
        assert run.skipped == len(skipped)
        after = list(Record.objects.order_by("pk").values_list("status", flat=True))
        assert before == after
        return [it.name for it in skipped]

    def test_an_account_that_changed_is_refused(
        self, synced: World, plan: SyncRun
    ) -> None:
        account_id = Record.objects.get(name="A").account_id or ""
        synced.change_account(account_id, BillingCity="Rome")
        assert self.refused(synced, plan) == ["A"]

    def test_a_company_that_changed_is_refused(
        self, synced: World, plan: SyncRun
    ) -> None:
        company_id = Record.objects.get(name="B").company_id or ""
        synced.change_company(company_id, phone="7")
        assert self.refused(synced, plan) == ["B"]
        assert synced.company(company_id, "phone")["phone"] == "7"

    def test_another_rule_refuses_all_it_would_change(
        self, synced: World, plan: SyncRun
    ) -> None:
        rule = Mapping.Rule.ALWAYS_HUBSPOT
        Mapping.objects.filter(property="phone").update(rule=rule)
        assert sorted(self.refused(synced, plan)) == ["A", "B"]

    def test_a_record_that_is_gone_is_refused(
        self, synced: World, plan: SyncRun
    ) -> None:
        synced.delete_account(Record.objects.get(name="A").account_id or "")
        assert self.refused(synced, plan) == ["A"]


class TestOnlyOnce:
    @pytest.fixture
    def plan(self, synced: World) -> SyncRun:
        synced.create_account(Name="A")
        return synced.sync(dry_run=True)

    def test_a_plan_is_applied_once(self, synced: World, plan: SyncRun) -> None:
        run = apply_plan(synced, plan)
        with pytest.raises(Refused, match=f"was applied by Plan {run.pk}"):
            apply_plan(synced, plan)

    def test_one_that_failed_may_be_tried_again(
        self, synced: World, plan: SyncRun
    ) -> None:
        start_plan(plan, cause=COMMAND)
        SyncRun.objects.filter(kind=SyncRun.Kind.PLAN).update(status="failed")
        assert apply_plan(synced, plan).created == 1

    def test_a_real_run_is_no_plan(self, synced: World) -> None:
        with pytest.raises(Refused, match="is no plan"):
            apply_plan(synced, synced.sync())

    def test_half_a_dry_run_is_no_plan(self, synced: World, plan: SyncRun) -> None:
        SyncRun.objects.filter(pk=plan.pk).update(status="cancelled")
        plan.refresh_from_db()
        with pytest.raises(Refused, match="did not come to its end"):
            apply_plan(synced, plan)

    def test_with_the_toggle_off_nothing_is_applied(
        self, synced: World, plan: SyncRun
    ) -> None:
        synced.integration.sync_companies = False
        synced.integration.save()
        with pytest.raises(Refused, match="Turn on Sync companies first"):
            apply_plan(synced, plan)


def test_what_a_dry_run_saw_first_is_still_new_to_the_next_pass(synced: World) -> None:
    synced.create_company(name="Acme", domain="acme-works.com")
    assert synced.sync(dry_run=True).skipped == 1
    assert synced.sync().outcomes.get().reason == "no_contact"
