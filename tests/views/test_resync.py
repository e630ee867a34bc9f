"""Resync from the list, by a mapping and of one record: cost first, result after."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.engine.pump import pump
from integrations.engine.unlink import unlink
from integrations.models import Integration, Mapping, Record, SyncRun
from tests.engine.world import World
from tests.views.builders import connect_both, mapping, outcome, record, run, turn_on

if TYPE_CHECKING:
    from django.test import Client

    from tests.sandboxes import Sandbox

LIST, PAGE = "/crm/companies/", "/crm/companies/resync/"
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture
def world(
    transactional_db: None, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> World:
    made = World(Integration.current(), salesforce_sandbox, hubspot_sandbox)
    made.connect()
    made.switch_on()
    for name in ("Acme", "Globex"):
        made.create_account(Name=name, Phone="1")
    made.sync()
    return made


class TestTheList:
    def test_records_are_selected_by_those_who_may_resync(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        turn_on()
        made = record("Acme")
        page = operator.get(LIST, headers=headers).text
        assert f'name="record" value="{made.pk}"' in page
        assert "Resync all found" in page

    def test_a_viewer_selects_nothing(self, viewer: Client) -> None:
        record("Acme")
        assert "Resync" not in viewer.get(LIST).text
        assert viewer.get(PAGE).status_code == HTTPStatus.FORBIDDEN
        assert viewer.post(PAGE).status_code == HTTPStatus.FORBIDDEN


class TestConfirm:
    def test_it_tells_the_cost_and_what_happens(
        self, operator: Client, world: World, headers: dict[str, str]
    ) -> None:
        query = {"which": "listed", "q": "acme", "status": ""}
        page = operator.get(PAGE, query, headers=headers).text
        assert "Resync 1 record?" in page
        assert "1 record: at most 2 HubSpot calls" in page
        assert "within today’s allocation" in page
        assert '<input type="hidden" name="q" value="acme">' in page

    def test_selected_companies_get_their_account_whatever_the_rules_say(
        self, operator: Client, world: World, headers: dict[str, str]
    ) -> None:
        world.create_company(name="Lonely")
        world.sync()
        lonely = Record.objects.get(name="Lonely")
        page = operator.get(PAGE, {"record": lonely.pk}, headers=headers).text
        assert "gets one even when the rules say no" in page
        page = operator.get(PAGE, {"which": "listed"}, headers=headers).text
        assert "only if the rules say so" in page

    def test_what_is_said_of_accounts_left_out_holds_for_one_that_was_unlinked(
        self, operator: Client, world: World, headers: dict[str, str]
    ) -> None:
        unlink(Record.objects.get(name="Acme"), None)
        page = operator.get(PAGE, {"which": "listed"}, headers=headers).text
        assert "1 account without a company is left out" in page
        assert "or its link ended" in page
        assert "account that never synced" not in page

    @pytest.mark.parametrize("given", [{"status": "no_such"}, {"q": "\0"}])
    def test_a_filter_that_is_none_resyncs_nothing(
        self, operator: Client, headers: dict[str, str], given: dict[str, str]
    ) -> None:
        turn_on()
        chosen = {"which": "listed", **given}
        answer = operator.post(PAGE, chosen, headers=headers)
        assert answer.status_code == UNPROCESSABLE
        assert "Nothing was chosen" in answer.text
        assert not SyncRun.objects.exists()

    def test_nothing_chosen_is_said(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        turn_on()
        for answer in (
            operator.get(PAGE, headers=headers),
            operator.post(PAGE, {"record": "x"}, headers=headers),
        ):
            assert answer.status_code == UNPROCESSABLE
            assert "select at least one record" in answer.text
            assert "Start resync" not in answer.text

    def test_with_the_toggle_off_it_is_refused(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        connect_both("Name")
        made = record("Acme")
        answer = operator.post(PAGE, {"record": made.pk}, headers=headers)
        assert answer.status_code == UNPROCESSABLE
        assert "Turn on Sync companies first" in answer.text

    def test_it_starts_for_all_that_is_listed(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        turn_on()
        query = {"which": "listed", "q": "acme", "status": "failing"}
        answer = operator.post(PAGE, query, headers=headers)
        made = SyncRun.objects.get()
        assert answer["Location"] == reverse("run", args=[made.pk])
        assert made.scope == {"filter": {"q": "acme", "status": "failing"}}
        assert (made.kind, made.cause, made.dry_run) == ("resync", "person", False)

    def test_a_dry_run_may_come_first(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        turn_on()
        first = record("Acme")
        chosen = {"record": [first.pk], "dry_run": "1"}
        operator.post(PAGE, chosen, headers=headers)
        made = SyncRun.objects.get()
        assert made.dry_run
        assert made.scope == {"records": [first.pk], "manual": True}


class TestAMapping:
    def test_the_forecast_is_shown_and_the_run_starts(
        self, operator: Client, world: World, headers: dict[str, str]
    ) -> None:
        phone = Mapping.objects.get(property="phone")
        address = reverse("resync-mapping", args=[phone.pk])
        page = operator.get(address, headers=headers).text
        assert "2 records: at most" in page
        assert "by this mapping alone" in page
        operator.post(address, headers=headers)
        made = SyncRun.objects.get(kind="resync")
        assert made.scope == {"mapping": "phone"}

    def test_one_that_does_not_sync_is_refused(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        turn_on()
        connect_both("Name")
        made = mapping("Name", rule=Mapping.Rule.NONE)
        address = reverse("resync-mapping", args=[made.pk])
        answer = operator.get(address, headers=headers)
        assert answer.status_code == UNPROCESSABLE
        assert "Don’t sync" in answer.text
        assert "Start resync" not in answer.text

    def test_a_viewer_may_not(self, viewer: Client) -> None:
        connect_both("Name")
        address = reverse("resync-mapping", args=[mapping("Name").pk])
        assert viewer.post(address).status_code == HTTPStatus.FORBIDDEN


class TestARecord:
    def test_it_is_watched_until_it_is_over(
        self, operator: Client, world: World, headers: dict[str, str]
    ) -> None:
        acme = Record.objects.get(name="Acme")
        world.change_company(acme.company_id or "", phone="2")
        address = reverse("resync-record", args=[acme.pk])
        page = operator.post(address, headers=headers, follow=True)
        made = SyncRun.objects.get(kind="resync")
        result = reverse("resync-result", args=[acme.pk, made.pk])
        assert page.redirect_chain == [(result, HTTPStatus.FOUND)]
        assert f'hx-get="{result}"' in page.text
        pump(made, threads=1)
        page = operator.get(result, headers=headers)
        assert "every 1s" not in page.text
        assert "<del>2</del>" in page.text
        assert "<ins>1</ins>" in page.text
        redrawn = 'id="card" hx-swap-oob="innerHTML"' in page.text
        assert redrawn is bool(headers)

    def test_equal_sides_are_said_to_be_equal(
        self, operator: Client, world: World, headers: dict[str, str]
    ) -> None:
        acme = Record.objects.get(name="Acme")
        made = world.resync(records=[acme.pk])
        result = reverse("resync-result", args=[acme.pk, made.pk])
        assert "both sides agree" in operator.get(result, headers=headers).text

    def test_what_stands_in_the_way_comes_with_its_remedy(
        self, operator: Client, world: World, headers: dict[str, str]
    ) -> None:
        Mapping.objects.filter(property="phone").update(rule="always_hubspot")
        acme = Record.objects.get(name="Acme")
        world.change_company(acme.company_id or "", phone="9" * 41)
        made = world.resync(records=[acme.pk])
        result = reverse("resync-result", args=[acme.pk, made.pk])
        page = operator.get(result, headers=headers).text
        assert "<strong>phone:</strong>" in page
        assert "What to do" in page

    def test_a_refusal_is_told_where_the_result_would_be(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        acme = record("Acme")
        answer = operator.post(
            reverse("resync-record", args=[acme.pk]), headers=headers
        )
        assert answer.status_code == UNPROCESSABLE
        assert 'id="resync"' in answer.text
        assert "Turn on Sync companies first" in answer.text

    def test_its_address_read_again_leads_to_the_record(self, operator: Client) -> None:
        acme = record("Acme")
        answer = operator.get(reverse("resync-record", args=[acme.pk]))
        assert answer.headers["Location"] == reverse("company", args=[acme.company_id])
        assert not SyncRun.objects.exists()

    def test_a_record_that_joined_its_partner_is_followed(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        partner = record("Acme")
        made = run(kind="resync")
        outcome(partner, made, "updated", message="Linked.")
        result = reverse("resync-result", args=[partner.pk + 1, made.pk])
        assert "Linked." in operator.get(result, headers=headers).text

    def test_a_run_that_never_reached_it_says_why(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        acme = record("Acme")
        made = run(kind="resync", status="failed", message="HubSpot is away.")
        result = reverse("resync-result", args=[acme.pk, made.pk])
        assert "HubSpot is away." in operator.get(result, headers=headers).text

    def test_a_viewer_may_not(self, viewer: Client) -> None:
        address = reverse("resync-record", args=[record("Acme").pk])
        assert viewer.post(address).status_code == HTTPStatus.FORBIDDEN


class TestTheRest:
    def test_the_run_page_goes_on_with_it(
        self, operator: Client, headers: dict[str, str]
    ) -> None:
        turn_on()
        first = run(kind="resync", status="partly_done", rest={"all": True, "after": 3})
        assert (
            "Go on with the rest" in operator.get(reverse("run", args=[first.pk])).text
        )
        address = reverse("run-go-on", args=[first.pk])
        operator.post(address, headers=headers)
        made = SyncRun.objects.latest("pk")
        assert made.scope == {"all": True, "after": 3}
        SyncRun.objects.filter(pk=made.pk).update(status="succeeded")
        answer = operator.post(address, headers=headers, follow=True)
        assert "another one took it" in answer.text
        assert "Go on with the rest" not in answer.text

    def test_a_viewer_may_not(self, viewer: Client) -> None:
        first = run(kind="resync", status="partly_done", rest={"all": True, "after": 3})
        assert "Go on" not in viewer.get(reverse("run", args=[first.pk])).text
        address = reverse("run-go-on", args=[first.pk])
        assert viewer.post(address).status_code == HTTPStatus.FORBIDDEN
