"""Days told by words: spans relative to today."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox.salesforce.soql.calendar import span
from tests.sandbox.salesforce.calling import refusal, soql

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

# A Saturday in the fourth quarter; the month before has 31 days.
TODAY = date(2026, 11, 21)
UNITS = ("DAYS", "WEEKS", "MONTHS", "QUARTERS", "YEARS", "FISCAL_YEARS")

SPANS = {
    "YESTERDAY": ("2026-11-20", "2026-11-21"),
    "TODAY": ("2026-11-21", "2026-11-22"),
    "TOMORROW": ("2026-11-22", "2026-11-23"),
    "LAST_WEEK": ("2026-11-08", "2026-11-15"),
    "THIS_WEEK": ("2026-11-15", "2026-11-22"),
    "NEXT_WEEK": ("2026-11-22", "2026-11-29"),
    "LAST_MONTH": ("2026-10-01", "2026-11-01"),
    "THIS_MONTH": ("2026-11-01", "2026-12-01"),
    "NEXT_MONTH": ("2026-12-01", "2027-01-01"),
    "LAST_90_DAYS": ("2026-08-23", "2026-11-22"),
    "NEXT_90_DAYS": ("2026-11-22", "2027-02-20"),
    "LAST_N_DAYS:1": ("2026-11-20", "2026-11-22"),
    "NEXT_N_DAYS:2": ("2026-11-22", "2026-11-24"),
    "N_DAYS_AGO:3": ("2026-11-18", "2026-11-19"),
    "LAST_N_WEEKS:2": ("2026-11-01", "2026-11-15"),
    "NEXT_N_WEEKS:1": ("2026-11-22", "2026-11-29"),
    "N_WEEKS_AGO:1": ("2026-11-08", "2026-11-15"),
    "LAST_N_MONTHS:2": ("2026-09-01", "2026-11-01"),
    "NEXT_N_MONTHS:2": ("2026-12-01", "2027-02-01"),
    "N_MONTHS_AGO:11": ("2025-12-01", "2026-01-01"),
    "THIS_QUARTER": ("2026-10-01", "2027-01-01"),
    "LAST_QUARTER": ("2026-07-01", "2026-10-01"),
    "NEXT_QUARTER": ("2027-01-01", "2027-04-01"),
    "LAST_N_QUARTERS:4": ("2025-10-01", "2026-10-01"),
    "N_QUARTERS_AGO:1": ("2026-07-01", "2026-10-01"),
    "THIS_YEAR": ("2026-01-01", "2027-01-01"),
    "LAST_YEAR": ("2025-01-01", "2026-01-01"),
    "NEXT_YEAR": ("2027-01-01", "2028-01-01"),
    "LAST_N_YEARS:5": ("2021-01-01", "2026-01-01"),
    "NEXT_N_YEARS:1": ("2027-01-01", "2028-01-01"),
    "N_YEARS_AGO:2": ("2024-01-01", "2025-01-01"),
    "THIS_FISCAL_QUARTER": ("2026-10-01", "2027-01-01"),
    "LAST_FISCAL_YEAR": ("2025-01-01", "2026-01-01"),
    "NEXT_N_FISCAL_QUARTERS:2": ("2027-01-01", "2027-07-01"),
    "LAST_N_FISCAL_YEARS:1": ("2025-01-01", "2026-01-01"),
}


@pytest.mark.parametrize(
    ("literal", "days"), SPANS.items(), ids=[f"doc-{word}" for word in SPANS]
)
def test_a_literal_is_a_span_of_days(literal: str, days: tuple[str, str]) -> None:
    found = span(literal, TODAY)
    assert found is not None
    assert tuple(day.isoformat() for day in found) == days


@pytest.mark.parametrize(
    "word",
    [
        "LAST_DAY",
        "LAST_N_DAYS",
        "LAST_N_DAYS:",
        "TODAY:1",
        "N_DAYS_AGO",
        "THIS_N_DAYS:1",
    ],
)
def test_what_is_no_literal_is_none(word: str) -> None:
    assert span(word, TODAY) is None


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.sampled_from(UNITS))
def test_spans_side_by_side_leave_no_gap(today: date, unit: str) -> None:
    last, now = span(f"N_{unit}_AGO:1", today), span(f"N_{unit}_AGO:0", today)
    coming = span(f"NEXT_N_{unit}:1", today)
    assert last is not None
    assert now is not None
    assert coming is not None
    assert last[1] == now[0] <= today < now[1] == coming[0]


def _at(salesforce: Salesforce, name: str, moment: datetime) -> None:
    id_ = salesforce.create(Name=name)
    table = salesforce.crm.org.tables["Account"]
    stamp = int(moment.timestamp())
    table.put({**table.rows[id_], "CreatedDate": stamp, "SystemModstamp": stamp})


@pytest.fixture
def days(salesforce: Salesforce) -> Salesforce:
    """An account at the first and one at the last second of today, two beside it."""
    salesforce.crm.clock.freeze()
    now = datetime.fromtimestamp(salesforce.crm.org.now(), UTC)
    midnight = now.replace(hour=0, minute=0, second=0)
    second = timedelta(seconds=1)
    _at(salesforce, "before", midnight - second)
    _at(salesforce, "first", midnight)
    _at(salesforce, "last", midnight + timedelta(days=1) - second)
    _at(salesforce, "after", midnight + timedelta(days=1))
    return salesforce


@pytest.mark.parametrize("field", ["CreatedDate", "SystemModstamp"])
@pytest.mark.parametrize(
    ("condition", "names"),
    [
        pytest.param("= TODAY", ["first", "last"], id="doc-within"),
        pytest.param("= today", ["first", "last"], id="doc-any-case"),
        pytest.param("!= TODAY", ["before", "after"], id="doc-outside"),
        pytest.param("< TODAY", ["before"], id="doc-before"),
        pytest.param("<= TODAY", ["before", "first", "last"], id="doc-until"),
        pytest.param("> TODAY", ["after"], id="doc-after"),
        pytest.param(">= TODAY", ["first", "last", "after"], id="doc-since"),
        pytest.param("= LAST_N_DAYS:1", ["before", "first", "last"], id="doc-last-n"),
        pytest.param("= TOMORROW", ["after"], id="doc-tomorrow"),
    ],
)
def test_a_moment_is_compared_with_a_span(
    days: Salesforce, field: str, condition: str, names: list[str]
) -> None:
    text = soql("SELECT Name FROM Account WHERE", field, condition, "ORDER BY Id")
    assert days.values(text) == names


def test_a_date_is_compared_with_a_span(salesforce: Salesforce) -> None:
    today = datetime.fromtimestamp(salesforce.crm.org.now(), UTC).date()
    salesforce.create("Contact", LastName="Today", Birthdate=today.isoformat())
    salesforce.create("Contact", LastName="Unknown")
    where = "SELECT Name FROM Contact WHERE Birthdate"
    assert salesforce.values(soql(where, "= TODAY")) == ["Today"]
    assert salesforce.values(soql(where, "!= TODAY")) == ["Unknown"]
    assert salesforce.values(soql(where, "> N_YEARS_AGO:1")) == ["Today"]


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("Name = TODAY", "must be of type string and should be enclosed in quotes"),
        ("NumberOfEmployees > LAST_YEAR", "must be of type int"),
        ("CreatedDate = LAST_DAY", "unexpected token: 'LAST_DAY'"),
        ("CreatedDate = LAST_N_YEARS:99999", "unexpected token"),
        ("CreatedDate LIKE TODAY", "invalid operator on datetime field"),
    ],
)
def test_a_literal_has_to_fit(salesforce: Salesforce, where: str, reason: str) -> None:
    response = salesforce.query(soql("SELECT Id FROM Account WHERE", where))
    assert response.status == 400
    assert reason in refusal(response)["message"]
