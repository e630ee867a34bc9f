"""What the table of mappings offers beside itself: a file, a preview, fresh fields."""

from __future__ import annotations

import csv
import io
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.http import StreamingHttpResponse
from django.urls import reverse

from integrations.models import Integration, Mapping
from tests.engine.schemas import (
    change_property,
    create_property,
    delete_property,
    dropdown,
)
from tests.engine.world import World
from tests.views.builders import connect_both, mapping, person, record, turn_on

if TYPE_CHECKING:
    from django.test import Client

    from tests.sandboxes import Sandbox

TAB = "/settings/integrations/salesforce/companies/"


def downloaded(answer: object) -> list[list[str]]:
    assert isinstance(answer, StreamingHttpResponse)
    text = b"".join(iter(answer)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_table_is_exported_as_it_is_filtered(viewer: Client) -> None:
    connect_both("Phone", "Name")
    mapping("Phone", "two_way", values={"A": "B", "C": "D"})
    mapping("Name", "none", standard=True)
    page = viewer.get(TAB, {"rule": "two_way"}).text
    assert f"{reverse('mappings-csv')}?rule=two_way" in page
    header, *rows = downloaded(viewer.get(reverse("mappings-csv"), {"rule": "two_way"}))
    assert len(header) == 11
    assert rows == [
        [
            *("Phone", "phone", "single-line text", "Phone", "Phone", "Text"),
            *("Two-way", "OK", "", "Custom", "A = B; C = D"),
        ]
    ]
    assert len(downloaded(viewer.get(reverse("mappings-csv")))) == 3


def test_a_record_to_preview_is_searched(
    viewer: Client, headers: dict[str, str]
) -> None:
    connect_both("Phone")
    phone = mapping("Phone")
    acme, _beta = record("Acme"), record("Beta")
    record("Acme alone", company_id=None)
    address = reverse("mapping-preview", args=[phone.pk])
    assert ">Beta</a>" in viewer.get(address, headers=headers).text
    page = viewer.get(address, {"q": "acme"}, headers=headers).text
    assert f'href="{reverse("record-values", args=[acme.pk])}#value-phone"' in page
    assert ">Beta</a>" not in page
    assert "Acme alone" not in page
    nothing = viewer.get(address, {"q": "nobody"}, headers=headers).text
    assert "No linked record" in nothing


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"rule": "none"}, "Don’t sync"),
        ({"status": "error", "problem": "Phone is gone."}, "Phone is gone."),
    ],
    ids=str,
)
def test_a_mapping_that_does_not_sync_has_nothing_to_preview(
    viewer: Client, facts: dict[str, str], why: str, headers: dict[str, str]
) -> None:
    row = mapping("Phone", **facts)
    record("Acme")
    page = viewer.get(reverse("mapping-preview", args=[row.pk]), headers=headers).text
    assert "nothing to preview" in page
    assert why in page
    assert "Acme" not in page


@pytest.fixture
def world(
    transactional_db: None, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> World:
    made = World(Integration.current(), salesforce_sandbox, hubspot_sandbox)
    made.connect()
    return made


def test_refreshing_the_fields_says_what_came_and_went(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    address = reverse("fields-refresh")
    create_property(world, "shade")
    page = admin.post(address, headers=headers, follow=True).text
    assert "New: HubSpot Shade (shade)." in page
    assert "None came, went or changed." in admin.post(address, follow=True).text
    Mapping.objects.create(
        integration=world.integration, property="shade", field="Site", rule="two_way"
    )
    delete_property(world, "shade")
    page = admin.post(address, headers=headers, follow=True).text
    assert "Gone: HubSpot Shade (shade)." in page
    assert Mapping.objects.get(property="shade").status == Mapping.Status.ERROR


def test_refreshing_the_fields_names_the_options_that_came_and_went(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    address = reverse("fields-refresh")
    create_property(world, "shade", **dropdown("red", "blue"))
    admin.post(address)
    change_property(world, "shade", options=dropdown("red", "green")["options"])
    page = admin.post(address, headers=headers, follow=True).text
    assert "New: Green (HubSpot Shade)." in page
    assert "Gone: Blue (HubSpot Shade)." in page


def test_a_crm_that_does_not_answer_a_refresh_is_named(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    world.hubspot.fail(".*", {"status": 401, "body": None})
    page = admin.post(reverse("fields-refresh"), headers=headers, follow=True).text
    assert "The fields could not be read: HubSpot" in page


def test_many_new_fields_are_counted_not_listed(admin: Client, world: World) -> None:
    for number in range(7):
        create_property(world, f"shade{number}")
    page = admin.post(reverse("fields-refresh"), follow=True).text
    assert "HubSpot Shade4 (shade4) and 2 more." in page


def test_a_saved_mapping_is_offered_to_be_resynced_with_what_it_costs(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    world.switch_on()
    world.create_account(Name="Acme")
    world.sync()
    phone = Mapping.objects.get(property="phone")
    edit = reverse("mapping-edit", args=[phone.pk])
    answer = admin.post(edit, {"rule": "always_salesforce"}, follow=True)
    assert "Phone Number ↔ Account Phone (phone ↔ Phone) is saved." in answer.text
    again = "Records that failed for this mapping are tried again by themselves."
    assert f"<span>{again}</span>" in answer.text
    assert again in " ".join(str(it) for it in answer.context["messages"])
    assert again in admin.get(edit).text
    assert again in admin.get(reverse("mapping-add")).text
    assert f'href="{reverse("resync-mapping", args=[phone.pk])}"' in answer.text
    offer = reverse("mapping-offer", args=[phone.pk])
    assert f'hx-get="{offer}"' in answer.text
    told = admin.get(offer, headers=headers).text
    assert "1 record: at most 2 HubSpot calls and 1 Salesforce call," in told
    assert "about 1 minute" in told
    assert "within today’s allocation" in told


@pytest.mark.parametrize("why", ["off", "nothing linked", "not syncing"])
def test_what_a_resync_could_not_do_is_not_offered(admin: Client, why: str) -> None:
    connect_both("Phone")
    phone = mapping("Phone", "none" if why == "not syncing" else "two_way")
    if why != "off":
        turn_on()
    record(company_id=None) if why == "nothing linked" else record()
    assert "is saved." not in admin.get(TAB, {"saved": phone.pk}).text


def test_a_mapping_that_does_not_sync_says_so_instead_of_its_cost(
    viewer: Client,
) -> None:
    off = mapping("Phone", "none")
    told = viewer.get(reverse("mapping-offer", args=[off.pk])).text
    assert "set to Don’t sync" in told


def test_a_record_shows_the_row_that_a_preview_points_at(
    viewer: Client, world: World
) -> None:
    world.switch_on()
    account = world.create_account(Name="Acme", Phone="1")
    world.sync()
    row = world.record(account)
    page = viewer.get(reverse("record-values", args=[row.pk])).text
    assert '<tr id="value-phone">' in page


ADMINS_ONLY = [
    ("mapping-add", "get"),
    ("mapping-add", "post"),
    ("mapping-delete", "get"),
    ("mapping-delete", "post"),
    ("mapping-check", "post"),
    ("fields-refresh", "post"),
]


@pytest.mark.parametrize(("name", "method"), ADMINS_ONLY)
@pytest.mark.parametrize("role", ["", "Viewer", "Operator"])
def test_only_an_admin_changes_mappings(
    client: Client, db: None, role: str, name: str, method: str, headers: dict[str, str]
) -> None:
    row = mapping("Phone")
    client.force_login(person(role))
    address = reverse(name, args=[row.pk] if name == "mapping-delete" else [])
    answer = getattr(client, method)(address, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Mapping.objects.exists()


@pytest.mark.parametrize("name", ["mapping-preview", "mappings-csv"])
@pytest.mark.parametrize(
    ("role", "status"), [("", HTTPStatus.FORBIDDEN), ("Viewer", HTTPStatus.OK)]
)
def test_whoever_has_a_role_may_preview_and_export(
    client: Client, db: None, role: str, status: HTTPStatus, name: str
) -> None:
    row = mapping("Phone")
    client.force_login(person(role))
    address = reverse(name, args=[row.pk] if name == "mapping-preview" else [])
    assert client.get(address).status_code == status


def test_a_viewer_is_offered_nothing_he_may_not_do(viewer: Client) -> None:
    connect_both("Phone")
    mapping("Phone")
    page = viewer.get(TAB).text
    assert "Preview" in page
    for part in ("Add new field mapping", "Refresh fields", ">Edit<"):
        assert part not in page
