"""The indexes find what reading every row would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.sandbox.salesforce import stamps
from integrations.sandbox.salesforce.soql.ordering import ordered
from integrations.sandbox.salesforce.soql.parser import parse
from integrations.sandbox.salesforce.soql.predicates import test_of as made_test
from integrations.sandbox.salesforce.soql.scope import Scope
from integrations.sandbox.salesforce.soql.search import search
from tests.sandbox.salesforce.calling import KEY, Salesforce, soql

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Row

COUNT = 40


def _org() -> tuple[Salesforce, list[str], int]:
    """Accounts that share few stamps, in an order that is not that of their ids."""
    salesforce = Salesforce()
    salesforce.add_key_field()
    ids = [salesforce.create(Name=f"A{n}", **{KEY: f"k{n}"}) for n in range(COUNT)]
    table = salesforce.crm.org.tables["Account"]
    begin = salesforce.crm.org.now()
    for place, id_ in enumerate(ids):
        table.put({**table.rows[id_], "SystemModstamp": begin + place * 7 % 5})
    salesforce.answer("DELETE", f"composite/sobjects?ids={ids[3]},{ids[8]}")
    return salesforce, ids, begin


SALESFORCE, IDS, BEGIN = _org()

ids = st.sampled_from(IDS)
ranges = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
moments = st.integers(-1, 6).map(
    lambda second: stamps.rendered(BEGIN + second).replace("+0000", "Z")
)
keys = st.integers(0, COUNT).map(lambda number: f"'k{number}'")
comparisons = st.one_of(
    st.builds("SystemModstamp {} {}".format, ranges, moments),
    st.builds("Id {} '{}'".format, ranges, ids),
    st.builds("Id IN ('{}', '{}')".format, ids, ids),
    st.builds("Id NOT IN ('{}', '{}')".format, ids, ids),
    st.builds(f"{KEY} IN ({{}}, {{}})".format, keys, keys),
    st.builds(f"{KEY} = {{}}".format, keys),
    st.builds("Name LIKE 'A{}%'".format, st.integers(0, 4)),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds("(NOT ({}))".format, inner),
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
    ),
    max_leaves=6,
)
orders = st.sampled_from(
    ["SystemModstamp, Id", "Id", "SystemModstamp DESC, Id", "Name DESC"]
)


@settings(max_examples=150)
@given(conditions, orders, st.none() | st.integers(0, 10))
def test_a_search_by_index_gives_the_rows_of_a_full_scan(
    where: str, order: str, limit: int | None
) -> None:
    end = "" if limit is None else f"LIMIT {limit}"
    text = soql("SELECT Id FROM Account WHERE", where, "ORDER BY", order, end)
    scope = Scope(SALESFORCE.crm.org, parse(text))
    for deleted in (False, True):
        assert search(scope, deleted=deleted) == _scan(scope, deleted=deleted)[:limit]


def _scan(scope: Scope, *, deleted: bool) -> list[Row]:
    where = scope.query.where
    assert where is not None
    passes = made_test(where, scope)
    rows = [
        row
        for row in scope.org.tables["Account"].rows.values()
        if passes(row) and (deleted or not row.get("IsDeleted"))
    ]
    return ordered(rows, scope)
