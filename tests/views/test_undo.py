"""Undo, with what goes back and what stays shown first."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Integration, Outcome, Record, SyncRun
from tests.engine.world import World
from tests.views.builders import change, connect_both, outcome, record, run, turn_on
from tests.views.queries import MOST, queries_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.sandboxes import Sandbox

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture
def world(
    transactional_db: None, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> World:
    made = World(Integration.current(), salesforce_sandbox, hubspot_sandbox)
    made.connect()
    made.switch_on()
    account_id = made.create_account(Name="Acme", Phone="1", BillingCity="Turin")
    made.sync()
    made.change_account(account_id, Phone="2", BillingCity="Rome")
    made.sync()
    return made


def last_run() -> SyncRun:
    return SyncRun.objects.filter(kind="sync").latest("pk")


def test_it_shows_what_goes_back_and_what_stays(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    acme = Record.objects.get()
    world.change_company(acme.company_id or "", city="Milan")
    for address in (
        reverse("undo-record", args=[acme.pk]),
        reverse("undo-run", args=[last_run().pk]),
    ):
        page = operator.get(address, headers=headers).text
        assert page.count("Goes back") == 1
        assert page.count("Stays") == 1
        assert "it was changed since" in page
        assert "<span>Milan</span>" in page


@pytest.mark.parametrize("language", ["it", "fr"])
def test_its_two_ways_out_do_not_sound_alike(
    operator: Client, world: World, language: str
) -> None:
    for address in (
        reverse("undo-record", args=[Record.objects.get().pk]),
        reverse("undo-run", args=[last_run().pk]),
    ):
        page = operator.get(address, headers={"Accept-Language": language}).text
        puts_back = page.split('class="button danger" type="submit">')[1]
        cancels = page.split('class="button" href=')[1].split(">", 1)[1]
        assert puts_back[:5] != cancels[:5]


def test_what_stays_is_explained_in_the_reader_s_language(
    operator: Client, world: World
) -> None:
    made = SyncRun.objects.filter(kind="sync").order_by("pk")[0]
    address = reverse("undo-run", args=[made.pk])
    page = operator.get(address, headers={"Accept-Language": "fr"}).text
    assert "L’entreprise a été créée par cette synchronisation" in page
    assert "was made by this sync" not in page


def test_it_takes_few_queries(operator: Client, world: World) -> None:
    for address in (
        reverse("undo-record", args=[Record.objects.get().pk]),
        reverse("undo-run", args=[last_run().pk]),
    ):
        assert len(queries_of(operator, address)) <= MOST


def test_it_is_undone_after_a_yes(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    acme = Record.objects.get()
    answer = operator.post(reverse("undo-record", args=[acme.pk]), headers=headers)
    made = SyncRun.objects.get(kind="undo")
    assert answer["Location"] == reverse("run", args=[made.pk])
    assert world.work(made).updated == 1
    assert world.company(acme.company_id or "", "phone")["phone"] == "1"
    page = operator.get(answer["Location"]).text
    assert "What run" in page
    assert "Undo this run" not in page


def test_the_record_page_tells_what_an_undo_holds_apart(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    acme = Record.objects.get()
    world.undo(acme)
    page = operator.get(reverse("record-values", args=[acme.pk]), headers=headers).text
    assert page.count("Held apart") == 2
    assert "left apart until either side is edited" in page
    assert "agreed&#x27;" not in page


def test_the_card_counts_what_an_undo_holds_apart(
    operator: Client, world: World
) -> None:
    acme = Record.objects.get()
    address = reverse("company", args=[acme.company_id])
    assert "but for" not in operator.get(address).text
    world.undo(acme)
    page = operator.get(address).text
    assert "In sync but for 2 fields that an undo holds apart" in page
    assert "until either side is edited, or the record is resynced" in page
    Integration.current().mappings.filter(property="phone").update(rule="none")
    assert "In sync but for 1 field that" in operator.get(address).text
    world.resync(records=[acme.pk])
    assert "but for" not in operator.get(address).text


def test_a_run_is_checked_first_without_writing(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    address = reverse("undo-run", args=[last_run().pk])
    assert "Undo on 1 record" in operator.get(address, headers=headers).text
    operator.post(address, {"dry_run": "1"}, headers=headers)
    assert SyncRun.objects.get(kind="undo").dry_run


def test_a_record_that_was_made_says_so(operator: Client, world: World) -> None:
    first = SyncRun.objects.filter(kind="sync").order_by("pk")[0]
    page = operator.get(reverse("undo-run", args=[first.pk])).text
    assert "unlink it, or delete it in HubSpot" in page


def test_it_counts_what_goes_back_apart_from_what_stays(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    """Also where no CRM answers: by what the run did alone."""
    made = SyncRun.objects.filter(kind="sync").order_by("pk")[0]
    turned = outcome(record("Globex"), made, "updated", changes=[change("a", "b", "c")])
    world.hubspot.fail(".*", {"status": 401, "body": None})
    address = reverse("undo-run", args=[made.pk])
    page = operator.get(address, headers=headers).text
    assert "at most 1 of 2 records go back" in page
    assert ">Put the values back</button>" in page
    turned.delete()
    page = operator.get(address, headers=headers).text
    assert "Nothing goes back" in page


def test_where_nothing_goes_back_there_is_no_button(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    acme = Record.objects.get()
    first = SyncRun.objects.filter(kind="sync").order_by("pk")[0]
    world.change_company(acme.company_id or "", phone="8", city="Milan")
    for address in (
        reverse("undo-record", args=[acme.pk]),
        reverse("undo-run", args=[last_run().pk]),
        reverse("undo-run", args=[first.pk]),
    ):
        page = operator.get(address, headers=headers).text
        assert "Nothing goes back" in page
        assert 'class="button danger"' not in page
        assert 'name="dry_run"' not in page


def test_a_crm_that_does_not_answer_is_named(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    world.hubspot.fail(".*", {"status": 401, "body": None})
    acme = Record.objects.get()
    page = operator.get(reverse("undo-record", args=[acme.pk]), headers=headers).text
    assert 'class="alert bad"' in page


def test_nothing_written_is_nothing_to_undo(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    acme = record("Acme")
    for answer in (
        operator.get(reverse("undo-record", args=[acme.pk]), headers=headers),
        operator.post(reverse("undo-record", args=[acme.pk]), headers=headers),
    ):
        assert answer.status_code == UNPROCESSABLE
        assert "No sync has written a value" in answer.text
        assert 'class="button danger"' not in answer.text


def test_with_the_toggle_off_it_is_refused(
    operator: Client, headers: dict[str, str]
) -> None:
    connect_both("Phone")
    made = run(updated=1)
    changes = [change("phone", "1", "2")]
    outcome(record("Acme"), made, "updated", changes=changes)
    answer = operator.post(reverse("undo-run", args=[made.pk]), headers=headers)
    assert answer.status_code == UNPROCESSABLE
    assert "Turn on Sync companies first" in answer.text


def test_the_run_page_leads_to_it(operator: Client) -> None:
    made = run(updated=1)
    assert "Undo this run" in operator.get(reverse("run", args=[made.pk])).text
    quiet = run(unchanged=1)
    assert "Undo this run" not in operator.get(reverse("run", args=[quiet.pk])).text


def test_a_viewer_may_not(viewer: Client) -> None:
    made, acme = run(updated=1), record("Acme")
    assert "Undo this run" not in viewer.get(reverse("run", args=[made.pk])).text
    for address in (
        reverse("undo-run", args=[made.pk]),
        reverse("undo-record", args=[acme.pk]),
    ):
        assert viewer.get(address).status_code == HTTPStatus.FORBIDDEN
        assert viewer.post(address).status_code == HTTPStatus.FORBIDDEN


def test_a_large_run_is_counted_no_further_than_a_page_may_take(
    operator: Client, db: None
) -> None:
    turn_on()
    large = run(updated=1_001)
    rows = [
        Outcome(run=large, kind="updated", record=it, changes=[change("a", "b", "c")])
        for it in many(1_001)
    ]
    Outcome.objects.bulk_create(rows)
    address = reverse("undo-run", args=[large.pk])
    told = "at most 1,000 of 1,000 records go back"
    page = operator.get(address).text
    assert told not in page
    assert "records go back" not in page
    Outcome.objects.latest("pk").delete()
    assert told in operator.get(address).text


def many(count: int) -> list[Record]:
    integration = Integration.current()
    rows = [Record(integration=integration, company_id=str(n)) for n in range(count)]
    return Record.objects.bulk_create(rows)


def test_the_page_of_an_undone_run_says_so_and_offers_it_no_more(
    operator: Client, world: World
) -> None:
    run = last_run()
    address = reverse("run", args=[run.pk])
    assert "Undo this run" in operator.get(address).text
    undo = world.undo(run)
    page = operator.get(address).text
    link = f'<a href="{reverse("run", args=[undo.pk])}">{undo}</a>'
    assert f"Undone by {link}." in page
    assert "Undo this run" not in page


def test_a_run_of_which_a_value_stays_is_undone_in_part(
    operator: Client, world: World
) -> None:
    world.change_company(Record.objects.get().company_id or "", city="Milan")
    run = last_run()
    world.undo(run, dry_run=True)
    address = reverse("run", args=[run.pk])
    assert "Undone" not in operator.get(address).text
    world.undo(run)
    page = operator.get(address).text
    assert "Undone in part by" in page
    assert "Undo this run" not in page


def test_what_an_undo_had_to_leave_may_be_tried_again(
    operator: Client, world: World
) -> None:
    acme, run = Record.objects.get(), last_run()
    company_id = acme.company_id or ""
    world.change_company(company_id, phone="8", city="Milan")
    address = reverse("run", args=[run.pk])
    world.undo(run)
    page = operator.get(address).text
    assert "could put nothing back" in page
    assert "Undo this run" in page
    world.change_company(company_id, phone="2", city="Rome")
    world.undo(run)
    page = operator.get(address).text
    assert "Undone by" in page
    assert "Undo this run" not in page
