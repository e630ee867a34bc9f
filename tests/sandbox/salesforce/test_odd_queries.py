"""Whatever is sent as a query, the answer is rows or a proper refusal."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox.salesforce.calling import Salesforce, refusal, soql

SALESFORCE = Salesforce()
SALESFORCE.crm.reset(1, {"accounts": 20, "contacts": 10})

FIELDS = ["Id", "Name", "IsDeleted", "SystemModstamp", "AnnualRevenue", "OwnerId"]
WORDS = ["SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "ORDER", "BY", "LIMIT", "IN"]
OTHERS = ["LIKE", "=", "!=", "<", ">=", "(", ")", ",", "'a'", "''", "null", "true", "5"]
DATES = ["2026-01-01", "2026-01-01T00:00:00Z", "TODAY", "2026-02-30"]
PATHS = ["Owner.Email", "Account.Name", "Owner.", "BillingAddress", "Nothing__c"]

pieces = st.sampled_from(
    [*FIELDS, *WORDS, *OTHERS, *DATES, *PATHS, "count()", "\\", "é"]
)
literals = st.sampled_from(
    [*OTHERS[8:], *DATES, "'001Sb0000000001'", "-1.5", "('a', 5)"]
)
operators = st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "LIKE", "IN", "NOT IN"])
wheres = st.builds(soql, st.sampled_from([*FIELDS, *PATHS]), operators, literals)


@settings(max_examples=150)
@given(st.lists(pieces, max_size=12))
def test_any_words_get_an_answer(words: list[str]) -> None:
    _ask(soql(*words))


@settings(max_examples=150)
@given(wheres, st.sampled_from([*FIELDS, *PATHS]))
def test_any_comparison_gets_an_answer(where: str, order: str) -> None:
    _ask(soql("SELECT Id FROM Account WHERE", where, "ORDER BY", order))


def _ask(text: str) -> None:
    response = SALESFORCE.query(text)
    if response.status != 200:
        is_absent = refusal(response)["errorCode"] == "NOT_IMPLEMENTED"
        assert response.status == (501 if is_absent else 400)
        assert refusal(response)["message"]
