"""The pages that ask the CRMs themselves, against both sandboxes."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from integrations.engine.pauses import pause_property, paused_properties
from integrations.models import Connection, Integration, Mapping, Record, SyncRun
from tests.engine.world import World
from tests.hubspot import people
from tests.views.conftest import led_to

if TYPE_CHECKING:
    from django.test import Client

    from tests.sandboxes import Sandbox

TAB = "/settings/integrations/salesforce/companies/"
ON, OFF = f"{TAB}on/", f"{TAB}off/"
APPS = "/settings/integrations/"


@pytest.fixture
def world(
    transactional_db: None, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> World:
    salesforce_sandbox.reset(accounts=3)
    hubspot_sandbox.reset(companies=2)
    made = World(Integration.current(), salesforce_sandbox, hubspot_sandbox)
    made.connect()
    return made


def is_on() -> bool:
    return Integration.current().sync_companies


@pytest.mark.usefixtures("world")
def test_the_facts_are_shown_before_the_toggle_goes_on(
    admin: Client, headers: dict[str, str]
) -> None:
    page = admin.get(ON, headers=headers).text
    for part in (
        "<strong>3</strong>",
        "<strong>2</strong>",
        "Exists",
        "do not flood in",
    ):
        assert part in page
    assert "Missing" not in page
    assert "Catch up" not in page
    assert not is_on()


def test_what_the_crms_do_not_answer_is_said_and_nothing_breaks(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    world.salesforce.fail(".*", {"status": 503, "body": "<html>sorry</html>"})
    page = admin.get(ON, headers=headers).text
    assert "could not be counted" in page
    assert 'class="alert warn"' in page


@pytest.mark.usefixtures("world")
def test_the_toggle_goes_on_and_the_census_begins(
    admin: Client, headers: dict[str, str]
) -> None:
    answer = admin.post(ON, headers=headers, follow=True)
    assert "Sync companies is on." in answer.text
    assert is_on()
    assert SyncRun.objects.get().kind == SyncRun.Kind.CENSUS


@pytest.mark.parametrize(
    ("start", "moves"), [("catch_up", False), ("from_now", True), ("", False)]
)
def test_after_a_pause_the_admin_chooses_where_to_go_on(
    admin: Client, world: World, start: str, moves: object
) -> None:
    world.switch_on()
    admin.post(OFF)
    before = timezone.now() - timedelta(hours=1)
    Integration.objects.update(account_watermark=before)
    assert "Catch up" in admin.get(ON).text
    admin.post(ON, {"start": start})
    assert is_on()
    assert (Integration.current().account_watermark != before) is moves


def test_the_toggle_stays_off_while_a_key_field_is_missing(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    world.integration.connections.update(has_key_field=False)
    answer = admin.post(ON, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The key field is missing" in answer.text
    assert not is_on()


def test_the_toggle_stays_off_while_a_crm_does_not_answer(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    world.hubspot.fail(".*", {"status": 401, "body": None})
    answer = admin.post(ON, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'class="alert bad"' in answer.text
    assert not is_on()


def test_the_toggle_goes_off_after_saying_what_stops(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    admin.post(ON)
    census = SyncRun.objects.get()
    assert f"Census {census.pk} stops" in admin.get(OFF, headers=headers).text
    admin.post(OFF, headers=headers)
    census.refresh_from_db()
    assert census.status == SyncRun.Status.CANCELLED
    assert not is_on()


@pytest.mark.usefixtures("world")
def test_checking_says_that_both_connections_work(
    operator: Client, headers: dict[str, str]
) -> None:
    answer = operator.post(APPS, headers=headers, follow=True)
    assert "Both connections work." in answer.text
    assert answer.text.count(">Connected<") == 2


def test_checking_names_the_connection_that_does_not_work(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    world.hubspot.fail(".*", {"status": 401, "body": None})
    answer = operator.post(APPS, headers=headers, follow=True)
    assert "HubSpot: " in answer.text
    assert "Needs attention" in answer.text
    problem = Connection.objects.get(crm="hubspot").problem
    assert problem


def test_a_record_is_compared_on_both_sides(
    viewer: Client, world: World, headers: dict[str, str]
) -> None:
    world.switch_on()
    run = world.import_accounts()
    record = Record.objects.filter(outcomes__run=run, status="in_sync")[0]
    address = reverse("record-values", args=[record.pk])
    page = viewer.get(address, headers=headers).text
    assert page.count(f"<span>{record.name}</span>") == 3
    assert str(Mapping.Rule.PREFER_SALESFORCE.label) in page
    world.change_account(record.account_id or "", Name="Renamed")
    assert "A sync will set it in HubSpot to Renamed." in viewer.get(address).text


def test_a_company_that_creates_no_account_is_shown_without_promises(
    viewer: Client, world: World
) -> None:
    world.switch_on()
    lonely = Record.objects.filter(account_id=None)[0]
    page = viewer.get(reverse("record-values", args=[lonely.pk])).text
    assert "No contact is associated with the company." in page
    assert "Will change" not in page
    assert ">Same<" not in page


def test_a_company_that_creates_an_account_shows_what_that_would_hold(
    viewer: Client, world: World
) -> None:
    company_id = world.create_company(name="Quiet Harbour")
    contact = people.create(world.hubspot, "contacts", email="ada@harbour.example")
    people.associate(world.hubspot, [contact], company_id)
    world.switch_on()
    record = Record.objects.get(company_id=company_id)
    page = viewer.get(reverse("record-values", args=[record.pk])).text
    assert "A sync creates its account." in page
    assert "A sync will set it in Salesforce to Quiet Harbour." in page


def test_a_partner_that_was_found_is_told_before_it_is_linked(
    viewer: Client, world: World
) -> None:
    company_id = world.create_company(name="Harbour", domain="harbour-works.com")
    world.switch_on()
    account_id = world.create_account(Name="Harbour", Website="harbour-works.com")
    world.census()
    record = Record.objects.get(account_id=account_id)
    page = viewer.get(reverse("record-values", args=[record.pk])).text
    assert f"A sync links account {account_id} and company {company_id}." in page


def test_the_page_of_a_merged_company_leads_to_what_it_was_merged_into(
    viewer: Client, world: World, headers: dict[str, str]
) -> None:
    first, second = (world.create_company(name=name) for name in ("Acme", "Acme Ltd"))
    world.switch_on()
    survivor = world.merge_companies(first, second)
    world.sync()
    for old in (first, second):
        answer = viewer.get(reverse("company", args=[old]), headers=headers)
        assert led_to(answer) == reverse("company", args=[survivor])


@pytest.mark.parametrize("answers", [True, False], ids=["asked", "not asked"])
def test_the_page_of_a_company_that_is_nowhere_is_not_found(
    viewer: Client,
    world: World,
    answers: bool,  # noqa: FBT001
) -> None:
    if not answers:
        world.hubspot.fail(".*", {"status": 401, "body": None})
    answer = viewer.get(reverse("company", args=[9]))
    assert answer.status_code == HTTPStatus.NOT_FOUND


class TestAFieldThatRests:
    @pytest.fixture
    def record(self, world: World) -> Record:
        world.switch_on()
        account_id = world.create_account(Name="Acme", Phone="1")
        world.sync()
        made = world.record(account_id)
        pause_property(made, "phone")
        return made

    def test_an_operator_resumes_it(
        self, operator: Client, record: Record, headers: dict[str, str]
    ) -> None:
        values = reverse("record-values", args=[record.pk])
        resume = reverse("resume-property", args=[record.pk])
        assert "Resume syncing this field" in operator.get(values, headers=headers).text
        page = operator.post(resume, {"property": "phone"}, headers=headers)
        assert page.status_code < HTTPStatus.BAD_REQUEST
        record.refresh_from_db()
        assert not paused_properties(record)
        assert record.status == Record.Status.WAITING
        assert "Resume syncing" not in operator.get(values, headers=headers).text

    def test_a_viewer_does_not(self, viewer: Client, record: Record) -> None:
        values = reverse("record-values", args=[record.pk])
        assert "Resume syncing" not in viewer.get(values).text
        resume = reverse("resume-property", args=[record.pk])
        answer = viewer.post(resume, {"property": "phone"})
        assert answer.status_code == HTTPStatus.FORBIDDEN
        record.refresh_from_db()
        assert paused_properties(record)
