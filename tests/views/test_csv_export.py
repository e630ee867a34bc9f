from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from itertools import count, islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.views.csv_export import BOM, ROWS_AT_ONCE, stream

if TYPE_CHECKING:
    from django.http import StreamingHttpResponse


def text_of(response: StreamingHttpResponse) -> str:
    return response.getvalue().decode("utf-8")


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_be_a_formula_is_made_text(first: str) -> None:
    rows = read(text_of(stream([[f"{first}1+1", f"a{first}"]], ["h"], "x.csv")))
    assert rows[1] == [f"'{first}1+1", f"a{first}"]


def test_a_number_stays_a_number_and_nothing_stays_empty() -> None:
    rows = read(text_of(stream([[-5, 1.5, None, ""]], ["a"], "x.csv")))
    assert rows[1] == ["-5", "1.5", "", ""]


def test_a_moment_is_told_to_the_second_with_its_zone() -> None:
    moment = datetime(2026, 3, 1, 12, 30, 15, 999, tzinfo=UTC)
    rows = read(text_of(stream([[moment]], ["a"], "x.csv")))
    assert rows[1] == ["2026-03-01 12:30:15+00:00"]


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2))
)
def test_every_text_is_read_back_as_it_was_but_for_the_apostrophe(
    table: list[list[str]],
) -> None:
    table = [row for row in table if not any("\0" in value for value in row)]
    found = read(text_of(stream(table, ["a", "b"], "x.csv")))[1:]
    bare = [
        [
            new if new == old else new.removeprefix("'")
            for new, old in zip(*pair, strict=True)
        ]
        for pair in zip(found, table, strict=True)
    ]
    assert bare == table


def test_the_file_begins_with_a_mark_for_excel_and_has_a_name() -> None:
    response = stream([], ["Naïve"], "errors.csv")
    assert text_of(response) == f"{BOM}Naïve\r\n"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="errors.csv"'


def test_rows_are_sent_before_the_last_one_is_read() -> None:
    endless = stream(([number] for number in count()), ["n"], "x.csv")
    parts = list(islice(iter(endless), 2))
    assert [part.count(b"\r\n") for part in parts] == [ROWS_AT_ONCE + 1, ROWS_AT_ONCE]
