"""Why? on the record's page and on its own, against both sandboxes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Record
from tests.engine.conftest import empty_world, synced, world
from tests.hubspot import people
from tests.views.builders import person, record
from tests.views.queries import MOST, queries_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]


def test_every_rule_is_shown_with_its_evidence(
    viewer: Client, synced: World, headers: dict[str, str]
) -> None:
    company_id = synced.create_company(name="Acme")
    contact = people.create(synced.hubspot, "contacts", email="ada@acme.example")
    people.associate(synced.hubspot, [contact], company_id)
    synced.census()
    answer = viewer.get(reverse("why", args=[company_id]), headers=headers)
    for part in (
        "Sync companies",
        "<code>inclusion_list</code>",
        "ada@acme.example qualifies",
        "What a sync would do now",
        "Not linked",
    ):
        assert part in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_a_company_syncadmin_has_not_met_has_an_answer_too(
    viewer: Client, synced: World
) -> None:
    company_id = synced.create_company(name="Acme")
    page = viewer.get(reverse("why", args=[company_id])).text
    assert "has not met this record yet" in page
    assert "<code>no_contact</code>" in page


def test_an_account_has_one_of_its_own(
    viewer: Client, synced: World, headers: dict[str, str]
) -> None:
    account_id = synced.create_account(Name="Acme", Website="gmail.com")
    page = viewer.get(reverse("why-account", args=[account_id]), headers=headers)
    assert "mail provider" in page.text
    assert "<code>no_contact</code>" not in page.text


def test_htmx_gets_the_chain_alone(viewer: Client, synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    address = reverse("why-account", args=[account_id])
    part = viewer.get(address, headers={"HX-Request": "true"}).text
    assert "<h1" not in part
    assert 'id="why"' in part


@pytest.mark.parametrize(
    ("name", "id_"),
    [("why", 9), ("why-account", "001000000000ZZZ"), ("why-account", "x")],
)
def test_a_record_that_is_nowhere_is_not_found(
    viewer: Client, synced: World, name: str, id_: object
) -> None:
    answer = viewer.get(reverse(name, args=[id_]))
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_without_a_connection_what_is_known_is_shown(
    viewer: Client, headers: dict[str, str]
) -> None:
    acme = record("Acme")
    page = viewer.get(reverse("why", args=[acme.company_id]), headers=headers).text
    assert "is not connected" in page
    assert "It was never turned on" in page
    assert "is not connected" in viewer.get(reverse("why", args=[1])).text


def test_a_person_without_a_role_may_not_ask(client: Client, db: None) -> None:
    client.force_login(person())
    for name, id_ in (("why", 1), ("why-account", "x")):
        answer = client.get(reverse(name, args=[id_]))
        assert answer.status_code == HTTPStatus.FORBIDDEN


def test_it_takes_few_queries(viewer: Client, synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    company_id = Record.objects.get(account_id=account_id).company_id
    for address in (
        reverse("why", args=[company_id]),
        reverse("why-account", args=[account_id]),
    ):
        assert len(queries_of(viewer, address)) <= MOST
