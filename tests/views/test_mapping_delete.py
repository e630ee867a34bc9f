"""A custom mapping is deleted after asking, if it is still as it was."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Mapping, SettingChange
from tests.views.builders import connect_both, mapping, record

if TYPE_CHECKING:
    from django.test import Client


def address(row: Mapping) -> str:
    return reverse("mapping-delete", args=[row.pk])


def test_a_custom_mapping_is_deleted_after_asking(
    admin: Client, headers: dict[str, str]
) -> None:
    connect_both("Nick")
    nick = mapping("Nick")
    record()
    page = admin.get(address(nick), headers=headers).text
    assert "Delete Nick ↔ Nick (nick ↔ Nick)?" in page
    assert "1 linked company keeps its values" in page
    answer = admin.post(address(nick), headers=headers, follow=True)
    assert "Deleted Nick ↔ Nick (nick ↔ Nick). Both CRMs keep" in answer.text
    assert not Mapping.objects.exists()
    kept = SettingChange.objects.get()
    assert (kept.old, kept.new) == ({"rule": "two_way"}, None)


def test_a_mapping_changed_meanwhile_is_not_deleted(
    admin: Client, headers: dict[str, str]
) -> None:
    connect_both("Nick")
    nick = mapping("Nick")
    found = re.search(r'name="seen" value="(\w+)"', admin.get(address(nick)).text)
    assert found
    admin.post(reverse("mapping-edit", args=[nick.pk]), {"rule": "none"})
    answer = admin.post(
        address(nick),
        {"seen": found[1]},
        headers=headers,
        follow=True,
    )
    assert "was changed meanwhile" in answer.text
    assert Mapping.objects.exists()


@pytest.mark.parametrize(("standard", "system"), [(True, False), (False, True)])
def test_a_mapping_that_stays_has_no_page_to_delete_it(
    admin: Client, *, standard: bool, system: bool
) -> None:
    row = mapping("Name", standard=standard, system=system)
    answer = admin.post(address(row))
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert Mapping.objects.exists()
