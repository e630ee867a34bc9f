from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tests.views.failures import (
    EXPORT,
    failing,
)

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries


def rows_of(answer: Answer) -> list[dict[str, str]]:
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_export_holds_what_the_filter_finds(viewer: Client) -> None:
    error = failing(value="=Apparel", raw="No.")
    failing("Globex", "Too long.", category="value", cause="long")
    (row,) = rows_of(viewer.get(EXPORT, {"category": "picklist"}))
    assert row["Record"] == "Acme"
    assert row["Salesforce account"] == error.record.account_id
    assert row["Value sent"] == "'=Apparel"
    assert row["The CRM's own answer"] == "No."
    assert "value map" in row["What to do"]
    assert row["Dismissed"] == ""


def test_the_export_costs_a_fixed_number_of_queries(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        failing(f"Firm {number}")
    with django_assert_max_num_queries(6):
        assert len(rows_of(viewer.get(EXPORT))) == 30
