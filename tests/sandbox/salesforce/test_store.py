"""A table and its indexes against a plain dictionary."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox.salesforce.schema.field import Field
from integrations.sandbox.salesforce.store.stamp_log import FIRST, GREATEST, LAST, LEAST
from integrations.sandbox.salesforce.store.table import Table, mark_of

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Row

COLOUR = Field("Colour", "Colour", "string", 10, external_id=True)

rows = st.fixed_dictionaries(
    {
        "Id": st.sampled_from("abcdefgh"),
        "SystemModstamp": st.integers(0, 5),
        "IsDeleted": st.booleans(),
        "Colour": st.sampled_from([None, "red", "RED", "blue"]),
    }
)
steps = st.lists(st.tuples(rows, st.booleans()), max_size=40)


@given(steps)
def test_a_table_finds_what_it_was_given(steps: list[tuple[Row, bool]]) -> None:
    table, plain = Table([COLOUR]), {}
    for row, is_taken_back in steps:
        id_ = str(row["Id"])
        table.put(row)
        plain[id_] = row
        if is_taken_back:
            table.remove(id_)
            del plain[id_]
    kept: list[Row] = list(plain.values())
    assert list(table.by_id(LEAST, GREATEST)) == sorted(kept, key=itemgetter("Id"))
    assert list(table.by_stamp(FIRST, LAST)) == sorted(kept, key=mark_of)
    assert table.alive == sum(not row["IsDeleted"] for row in kept)
    reds = {row["Id"] for row in kept if row["Colour"] in ("red", "RED")}
    assert table.find("Colour", "Red") == reds


def test_a_row_that_changes_often_leaves_no_long_trail() -> None:
    table = Table([COLOUR])
    for stamp in range(10_000):
        table.put({"Id": "a", "SystemModstamp": stamp})
    assert table.stamped(FIRST, LAST) < 2_000
    assert [row["SystemModstamp"] for row in table.by_stamp(FIRST, LAST)] == [9_999]
