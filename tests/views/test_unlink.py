"""Unlinking a record from its page."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Record
from tests.engine.conftest import empty_world, synced, world
from tests.views.builders import person, record

if TYPE_CHECKING:
    from django.test import Client

    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]


def address(of: Record) -> str:
    return reverse("record-unlink", args=[of.pk])


def test_it_says_what_will_happen_first(
    operator: Client, headers: dict[str, str]
) -> None:
    acme = record("Acme")
    page = operator.get(address(acme), headers=headers).text
    assert "Unlink Acme?" in page
    assert "Nothing is deleted" in page
    acme.refresh_from_db()
    assert acme.is_linked


def test_the_company_gets_a_page_of_its_own(
    operator: Client, synced: World, headers: dict[str, str]
) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    linked = synced.record(account_id)
    answer = operator.post(address(linked), headers=headers, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("company", args=[linked.company_id])
    assert "Unlinked by Operator" in Record.objects.get(account_id=account_id).message
    assert not synced.record(account_id).is_linked


def test_what_is_refused_is_said_on_the_page(
    operator: Client, headers: dict[str, str]
) -> None:
    answer = operator.post(address(record("Acme")), headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Turn on Sync companies first" in answer.text


def test_a_record_that_is_not_linked_has_nothing_to_confirm(operator: Client) -> None:
    page = operator.get(address(record("Lonely", company_id=None))).text
    assert "This record is not linked." in page
    assert 'class="button danger"' not in page


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["", "Viewer"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_takes_an_operator(
    client: Client, role: str, method: str, headers: dict[str, str]
) -> None:
    client.force_login(person(role))
    answer = getattr(client, method)(address(record()), headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
