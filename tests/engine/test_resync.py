"""Resync: whole records compared on both sides, and one mapping for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.forecast import forecast
from integrations.engine.resync import go_on
from integrations.engine.starting import Refused
from integrations.models import Mapping, Outcome, Record, SyncRun
from tests.engine.world import COMMAND

if TYPE_CHECKING:
    from tests.engine.world import World

WRITES = ("update", "upsert", "PATCH")


def linked(world: World, count: int = 1, **fields: object) -> list[Record]:
    """So many accounts with their companies, in sync."""
    for number in range(count):
        world.create_account(Name=f"Acme {number}", **fields)
    assert world.sync().created == count
    world.forget_requests()
    return list(Record.objects.order_by("pk"))


def writes(world: World) -> list[str]:
    calls = [
        *world.hubspot.requests()["by_endpoint"],
        *world.salesforce.requests()["by_endpoint"],
    ]
    return [name for name in calls if any(word in name for word in WRITES)]


def test_a_resync_of_one_record_writes_what_differs(synced: World) -> None:
    (record,) = linked(synced, Phone="0039 011 1")
    synced.change_company(record.company_id or "", phone="")
    run = synced.resync(companies=[record.company_id])
    assert (run.kind, run.status) == (SyncRun.Kind.RESYNC, SyncRun.Status.SUCCEEDED)
    assert (run.read, run.updated) == (1, 1)
    phone = synced.company(record.company_id or "", "phone")["phone"]
    assert phone == "0039 011 1"


def test_a_resync_of_an_unchanged_record_says_so_and_writes_nothing(
    synced: World,
) -> None:
    (record,) = linked(synced)
    run = synced.resync(records=[record.pk])
    assert run.outcomes.get().kind == Outcome.Kind.UNCHANGED
    assert not writes(synced)


def test_a_resync_of_an_old_account_makes_its_company(world: World) -> None:
    account_id = world.create_account(Name="Old")
    world.switch_on()
    run = world.resync(accounts=[account_id[:15]])
    assert run.created == 1
    assert world.record(account_id).is_linked


def test_a_resync_of_a_company_makes_its_account_against_the_rules(
    synced: World,
) -> None:
    company_id = synced.create_company(name="Lonely", domain="lonely.com")
    synced.sync()
    assert Record.objects.get().status == Record.Status.EXCLUDED
    run = synced.resync(companies=[company_id])
    told = run.outcomes.get()
    assert (run.created, told.reason) == (1, "manual")
    assert "no_contact" in told.message
    assert Record.objects.get().account_id


def test_a_company_made_since_the_last_pass_is_found(synced: World) -> None:
    company_id = synced.create_company(name="New")
    assert synced.resync(companies=[company_id]).created == 1


def test_unknown_ids_are_named(synced: World) -> None:
    (record,) = linked(synced)
    with pytest.raises(Refused, match="HubSpot has no company 9, x"):
        synced.resync(companies=[record.company_id, "9", "x"])
    with pytest.raises(Refused, match="no account 001000000000ZZZAA"):
        synced.resync(accounts=["001000000000ZZZ"])
    with pytest.raises(Refused, match="is not a Salesforce id"):
        synced.resync(accounts=["Acme"])
    with pytest.raises(Refused, match="is gone"):
        synced.resync(records=[record.pk + 1])


def test_with_the_toggle_off_it_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="Turn on Sync companies first"):
        world.resync(all=True)


def test_what_is_under_way_is_named(synced: World) -> None:
    (record,) = linked(synced)
    SyncRun.objects.create(
        integration=synced.integration, kind=SyncRun.Kind.RESYNC, cause=COMMAND
    )
    with pytest.raises(Refused, match=r"Resync \d+ is still going"):
        synced.resync(all=True)
    assert synced.resync(records=[record.pk]).status == SyncRun.Status.SUCCEEDED


def test_resyncing_all_leaves_old_accounts_to_an_import(world: World) -> None:
    world.create_account(Name="Old")
    world.switch_on()
    world.create_account(Name="New")
    world.sync()
    run = world.resync(all=True)
    assert (run.read, run.unchanged, run.created) == (1, 1, 0)


def test_the_failed_ones_alone_can_be_resynced(synced: World) -> None:
    first, _second = linked(synced, 2)
    Record.objects.filter(pk=first.pk).update(status=Record.Status.FAILING)
    run = synced.resync(failed=True)
    first.refresh_from_db()
    assert (run.read, first.status) == (1, Record.Status.IN_SYNC)


def test_the_list_as_it_is_filtered_can_be_resynced(synced: World) -> None:
    linked(synced, 3)
    run = synced.resync(filter={"q": "acme 1", "status": "in_sync"})
    assert (run.read, run.total) == (1, 1)


def test_it_costs_full_batches_only(synced: World) -> None:
    linked(synced, 130)
    run = synced.resync(all=True)
    assert run.unchanged == 130
    assert (run.hubspot_calls, run.salesforce_calls) == (2, 1)
    assert not writes(synced)


def test_a_dry_run_of_it_writes_nothing_and_tells_before_and_after(
    synced: World,
) -> None:
    (record,) = linked(synced, Phone="1")
    synced.change_company(record.company_id or "", phone="2")
    run = synced.resync(all=True, dry_run=True)
    (change,) = run.outcomes.get().changes
    assert (change["old"], change["new"], change["side"]) == ("2", "1", "hubspot")
    assert synced.company(record.company_id or "", "phone")["phone"] == "2"


class TestOneMapping:
    def test_only_that_mapping_is_written(self, synced: World) -> None:
        (record,) = linked(synced, Phone="1", BillingCity="Turin")
        company_id = record.company_id or ""
        synced.change_company(company_id, phone="2", city="Rome")
        run = synced.resync(mapping="phone")
        assert [it["property"] for it in run.outcomes.get().changes] == ["phone"]
        found = synced.company(company_id, "phone", "city")
        assert (found["phone"], found["city"]) == ("1", "Rome")

    def test_what_else_changed_is_still_synced_afterwards(self, synced: World) -> None:
        (record,) = linked(synced, Phone="1", BillingCity="Turin")
        company_id = record.company_id or ""
        synced.change_company(company_id, phone="2", city="Rome")
        synced.resync(mapping="phone")
        synced.sync()
        assert synced.company(company_id, "city")["city"] == "Turin"
        record.refresh_from_db()
        assert record.agreement is not None
        assert record.agreement["city"] == "Turin"

    def test_a_new_mapping_reaches_every_linked_company(self, synced: World) -> None:
        linked(synced, 3, Fax="12")
        synced.create_property("fax")
        synced.connect()
        Mapping.objects.create(
            integration=synced.integration,
            property="fax",
            field="Fax",
            rule=Mapping.Rule.PREFER_SALESFORCE,
        )
        synced.forget_requests()
        run = synced.resync(mapping="fax")
        assert (run.read, run.updated, run.failed) == (3, 3, 0)
        for record in Record.objects.all():
            assert synced.company(record.company_id or "", "fax")["fax"] == "12"
        assert synced.sync().updated == 0

    def test_unchanged_records_cost_no_write(self, synced: World) -> None:
        linked(synced, 5)
        run = synced.resync(mapping="phone")
        assert (run.unchanged, run.outcomes.count()) == (5, 0)
        assert not writes(synced)

    def test_a_value_that_cannot_cross_is_shown_by_the_next_pass(
        self, synced: World
    ) -> None:
        (record,) = linked(synced)
        Mapping.objects.filter(property="phone").update(rule=Mapping.Rule.TWO_WAY)
        synced.change_company(record.company_id or "", phone="9" * 41)
        run = synced.resync(mapping="phone")
        assert run.status == SyncRun.Status.PARTLY_DONE
        assert "phone" in str(run.outcomes.get().problems)
        synced.sync()
        record.refresh_from_db()
        assert record.status == Record.Status.FAILING
        assert record.errors.get().property == "phone"

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"property": "other"}, "No field mapping has the property phone"),
            ({"rule": Mapping.Rule.NONE}, "is set to Don’t sync"),
            ({"status": Mapping.Status.ERROR, "problem": "It is gone."}, "It is gone"),
        ],
        ids=["unknown", "not-synced", "broken"],
    )
    def test_one_that_does_not_sync_is_refused(
        self, synced: World, values: dict[str, str], reason: str
    ) -> None:
        Mapping.objects.filter(property="phone").update(**values)
        with pytest.raises(Refused, match=reason):
            synced.resync(mapping="phone")


class TestTheLimit:
    @pytest.fixture
    def limited(self, synced: World) -> World:
        linked(synced, 20)
        synced.integration.bulk_resync_limit = 7
        synced.integration.save()
        Record.objects.update(agreement={})
        return synced

    def test_the_rest_follows_run_by_run_none_skipped_none_twice(
        self, limited: World
    ) -> None:
        run = limited.resync(mapping="phone")
        runs = [run]
        while run.rest:
            run = limited.work(go_on(run, cause=COMMAND))
            runs.append(run)
        assert [it.read for it in runs] == [7, 7, 6]
        assert {it.total for it in runs} == {7, 6}
        assert all(row.agreement for row in Record.objects.all())
        statuses = [it.status for it in runs]
        assert statuses == ["partly_done", "partly_done", "succeeded"]

    def test_a_limit_of_none_that_was_set_once_lets_one_at_a_time_through(
        self, limited: World
    ) -> None:
        limited.integration.bulk_resync_limit = 0
        limited.integration.save()
        assert forecast(limited.integration, {"all": True}).companies == 1
        assert limited.resync(all=True).read == 1

    def test_it_says_what_is_left(self, limited: World) -> None:
        message = limited.resync(mapping="phone").message
        assert "We couldn't sync all your updates for this mapping." in message
        assert "7 done, 13 left." in message

    def test_the_rest_is_taken_once(self, limited: World) -> None:
        run = limited.resync(all=True)
        limited.work(go_on(run, cause=COMMAND))
        run.refresh_from_db()
        with pytest.raises(Refused, match="another one took it"):
            go_on(run, cause=COMMAND)

    def test_the_rest_of_a_dry_run_is_tried_dry(self, limited: World) -> None:
        run = limited.resync(all=True, dry_run=True)
        assert limited.work(go_on(run, cause=COMMAND)).dry_run
        assert not any(row.agreement for row in Record.objects.all())

    def test_a_rest_that_cannot_start_now_stays(self, limited: World) -> None:
        run = limited.resync(all=True)
        going = go_on(run, cause=COMMAND)
        SyncRun.objects.filter(pk=run.pk).update(rest={"all": True, "after": 1})
        with pytest.raises(Refused, match="still going"):
            go_on(run, cause=COMMAND)
        run.refresh_from_db()
        assert run.rest
        limited.work(going)

    def test_the_setting_makes_it_go_on_by_itself(self, limited: World) -> None:
        limited.integration.continue_past_limit = True
        limited.integration.save()
        run = limited.resync(mapping="phone")
        assert (run.read, run.total, run.rest) == (20, 20, None)

    def test_named_records_are_never_cut(self, limited: World) -> None:
        pks = list(Record.objects.values_list("pk", flat=True))
        assert limited.resync(records=pks).read == 20
