"""Whatever is sent as a record, it is written or properly refused."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox.salesforce.calling import Salesforce

SALESFORCE = Salesforce()
REQUIRED: dict[str, dict[str, object]] = {
    "Account": {"Name": "x"},
    "Contact": {"LastName": "x"},
    "Lead": {"LastName": "x", "Company": "x"},
    "User": {},
}
NAMES = {
    kind: [
        field.name for field in SALESFORCE.crm.org.objects[kind.lower()].fields.values()
    ]
    for kind in REQUIRED
}
ODD = ["1e999999999", "1e-999999999", "0001-01-01T00:00:00+14:00", "4001-01-01", "\x00"]

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(ODD),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("a"), inner),
)
records = st.sampled_from(list(REQUIRED)).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.dictionaries(
            st.sampled_from([*NAMES[kind], "Gone__c", "Parent"]), values, max_size=3
        ),
    )
)


@settings(max_examples=150)
@given(records)
def test_a_record_is_created_and_readable_or_refused(
    record: tuple[str, dict[str, object]],
) -> None:
    kind, body = record
    response = SALESFORCE.call("POST", f"sobjects/{kind}", {**REQUIRED[kind], **body})
    assert response.status in (201, 400, 501)
    answer: Any = response.body
    if response.status == 201:
        assert SALESFORCE.read(answer["id"], kind)["Id"] == answer["id"]


@settings(max_examples=200)
@given(st.lists(records, max_size=4), st.booleans(), st.sampled_from(["POST", "PATCH"]))
def test_a_collection_is_answered(
    batch: list[tuple[str, dict[str, object]]], all_or_none: Any, method: str
) -> None:
    typed = [{"attributes": {"type": kind}, **body} for kind, body in batch]
    body = {"allOrNone": all_or_none, "records": typed}
    response = SALESFORCE.call(method, "composite/sobjects", body)
    assert response.status in (200, 400, 501)
    answer: Any = response.body
    assert response.status != 200 or len(answer) == len(batch)
