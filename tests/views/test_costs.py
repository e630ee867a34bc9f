"""A page costs the same whether there is little to show or a lot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from integrations.models import Integration, Record
from tests.views.builders import (
    change,
    connect_both,
    mapping,
    outcome,
    record,
    run,
    sync_error,
    turn_on,
)
from tests.views.queries import MOST, queries_of

if TYPE_CHECKING:
    from django.test import Client

FEW, MANY = 1, 60
LISTS = [
    "companies",
    "companies-tab",
    "connected-apps",
    "connection",
    "duplicates",
    "errors",
    "health",
    "history",
    "import",
    "inclusion",
    "runs",
    "sync-rules",
]


def fill(rows: int) -> None:
    integration, now = Integration.current(), timezone.now()
    going = run(status="succeeded", updated=rows)
    for number in range(rows):
        one = record(f"Firm {number}", synced_at=now - timedelta(minutes=number))
        record(f"Twin {number}", status=Record.Status.DUPLICATE, company_id=None)
        outcome(one, going, "updated", changes=[change("name", "a", f"b{number}")])
        sync_error(one, f"Rule {number} says no.", cause=str(number))
        run()
        integration.setting_changes.create(setting="poll_seconds", old=1, new=2)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_few_queries_however_long_it_is(admin: Client, name: str) -> None:
    turn_on()
    connect_both("Name")
    mapping("Name")
    fill(FEW)
    before = queries_of(admin, reverse(name))
    fill(MANY)
    after = queries_of(admin, reverse(name))
    assert len(before) == len(after) <= MOST


def test_a_run_takes_few_queries_however_long_it_is(admin: Client) -> None:
    turn_on()
    going = run(updated=MANY)
    address = reverse("run", args=[going.pk])
    outcome(record(), going, "updated", changes=[change("name", "a", "b")])
    before = queries_of(admin, address)
    for number in range(MANY):
        outcome(record(), going, "updated", changes=[change("name", "a", str(number))])
    after = queries_of(admin, address)
    assert len(before) == len(after) <= MOST


def test_a_list_is_no_longer_for_more_records(admin: Client) -> None:
    turn_on()
    fill(MANY)
    before = len(admin.get(reverse("companies")).content)
    fill(MANY)
    after = len(admin.get(reverse("companies")).content)
    assert after < before * 1.05


def test_pages_are_sent_packed(admin: Client) -> None:
    turn_on()
    fill(MANY)
    packed = admin.get(reverse("companies"), headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) * 4 < len(admin.get(reverse("companies")).content)
