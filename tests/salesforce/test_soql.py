from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.salesforce import soql

NOON = datetime(2026, 3, 1, 12, 0, 0, 999_999, UTC)
ACCOUNT = "0015500001QdQWaAAN"


@given(st.text())
def test_no_text_leaves_its_quotes(text: str) -> None:
    inner = soql.quote(text)[1:-1]
    unescaped = inner.replace("\\\\", "")
    assert unescaped.count("'") == unescaped.count("\\'")
    assert not unescaped.endswith("\\")


def test_a_moment_is_in_utc_and_whole_seconds() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert soql.moment(there) == "2026-03-01T12:00:00Z"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        soql.moment(NOON.replace(tzinfo=None))


def test_a_query_has_only_the_parts_it_needs() -> None:
    assert soql.select(["Id", "Name"]) == "SELECT Id, Name FROM Account"
    assert soql.select(["count()"], "Name = 'x'", sobject="Lead") == (
        "SELECT count() FROM Lead WHERE Name = 'x'"
    )
    assert soql.select(["Id"], order="Id").endswith("FROM Account ORDER BY Id")


def test_changes_begin_with_the_moment_itself() -> None:
    assert soql.changed_since(NOON) == "SystemModstamp >= 2026-03-01T12:00:00Z"


def test_changes_go_on_inside_a_second_that_many_accounts_share() -> None:
    assert soql.changed_since(NOON, after_id=ACCOUNT, until=NOON) == (
        "((SystemModstamp = 2026-03-01T12:00:00Z AND Id > '0015500001QdQWaAAN')"
        " OR SystemModstamp > 2026-03-01T12:00:00Z)"
        " AND SystemModstamp < 2026-03-01T12:00:00Z"
    )


@given(st.lists(st.text(min_size=1, max_size=80), max_size=600))
def test_lists_fit_one_address_and_lose_nothing(values: list[str]) -> None:
    conditions = list(soql.in_lists("Name", values))
    assert all(len(quote_plus(condition)) < 13_000 for condition in conditions)
    inner = ",".join(c.removeprefix("Name IN (")[:-1] for c in conditions)
    assert inner == ",".join(soql.quote(value) for value in values)


def test_a_thousand_ids_need_three_calls() -> None:
    assert len(list(soql.in_lists("Id", [ACCOUNT] * 1_000))) == 3


@pytest.mark.parametrize("text", ["Account/../x", "", "1st", "Näme", "A B", "//host"])
def test_only_an_api_name_reaches_an_address(text: str) -> None:
    with pytest.raises(ValueError, match="API name"):
        soql.name(text)
