"""One record named twice in a call: neither row is written, however it is spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce import bulk
from tests.sandbox.salesforce.calling import KEY

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

PATH = "composite/sobjects"
FOLDED, NUMBER = "Folded__c", "Number__c"
FOLDED_FIELD = {
    "label": "Folded",
    "type": "Text",
    "length": 64,
    "externalId": True,
    "unique": True,
    "caseSensitive": False,
}
NUMBER_FIELD = {
    "label": "Number",
    "type": "Number",
    "precision": 8,
    "scale": 0,
    "externalId": True,
}
SAME = {
    "exactly": (KEY, "a", "a"),
    "but-for-white-space": (KEY, "a", " a "),
    "but-for-case": (FOLDED, "Abc", "aBC"),
    "in-number": (NUMBER, 7, "7.0"),
}
OTHERS = {"by-case": (KEY, "Abc", "aBC"), "in-number": (NUMBER, 7, "77")}


@pytest.fixture
def salesforce(keyed: Salesforce) -> Salesforce:
    fields = {FOLDED: FOLDED_FIELD, NUMBER: NUMBER_FIELD}
    for name, metadata in fields.items():
        body = {"FullName": f"Account.{name}", "Metadata": metadata}
        keyed.answer("POST", "tooling/sobjects/CustomField", body)
    return keyed


def _together(salesforce: Salesforce, name: str, *values: object) -> list[str]:
    typed = {"attributes": {"type": "Account"}, "Name": "x"}
    body = {"records": [{**typed, name: value} for value in values]}
    results = salesforce.answer("PATCH", f"{PATH}/Account/{name}", body)
    return [each["errors"][0]["statusCode"] for each in results if each["errors"]]


def _by_file(salesforce: Salesforce, name: str, *values: object) -> list[str]:
    content = f"{name},Name\n" + "".join(f"{value},x\n" for value in values)
    order = {"operation": "upsert", "externalIdFieldName": name}
    job = bulk.loaded(salesforce, content, **order)
    rows = bulk.results(salesforce, job["path"], "failedResults")
    return [row["sf__Error"].partition(":")[0] for row in rows]


@pytest.mark.parametrize("write", [_together, _by_file])
@pytest.mark.parametrize("case", SAME.values(), ids=SAME)
def test_the_same_key_twice_fails_both(
    salesforce: Salesforce, case: tuple[str, object, object], write: Any
) -> None:
    name, one, other = case
    assert write(salesforce, name, one, other) == ["DUPLICATE_VALUE"] * 2
    assert salesforce.crm.counts()["Account"] == 0


@pytest.mark.parametrize("write", [_together, _by_file])
@pytest.mark.parametrize("case", OTHERS.values(), ids=OTHERS)
def test_keys_that_differ_name_two_records(
    salesforce: Salesforce, case: tuple[str, object, object], write: Any
) -> None:
    name, one, other = case
    assert write(salesforce, name, one, other) == []
    assert salesforce.crm.counts()["Account"] == 2


@pytest.mark.parametrize("write", [_together, _by_file])
def test_the_same_id_twice_in_an_upsert_fails_both(
    salesforce: Salesforce, write: Any
) -> None:
    id_ = salesforce.create()
    wanted = ["DUPLICATE_VALUE"] * 2
    assert write(salesforce, "Id", id_, id_[:15]) == wanted
    assert salesforce.read(id_)["Name"] == "Acme"


def test_the_same_id_twice_in_a_file_fails_both(salesforce: Salesforce) -> None:
    id_, other = salesforce.create(), salesforce.create()
    content = f"Name,Id\nA,{id_}\nB,{id_[:15]}\nC,{other}\n"
    job = bulk.loaded(salesforce, content, operation="update")
    rows = bulk.results(salesforce, job["path"], "failedResults")
    texts = {f"DUPLICATE_VALUE:Duplicate id in update: {id_}:Id --"}
    assert len(rows) == 2
    assert {row["sf__Error"] for row in rows} == texts
    assert salesforce.read(id_)["Name"] == "Acme"
    assert salesforce.read(other)["Name"] == "C"


def test_blank_and_wrong_keys_are_no_duplicates(salesforce: Salesforce) -> None:
    assert _together(salesforce, KEY, "", " ") == ["MISSING_ARGUMENT"] * 2
    assert _by_file(salesforce, "Id", "x", "x") == ["MALFORMED_ID"] * 2
    job = bulk.loaded(salesforce, "Id,Name\n,A\n,B\n", operation="update")
    rows = bulk.results(salesforce, job["path"], "failedResults")
    errors = {row["sf__Error"].partition(":")[0] for row in rows}
    assert errors == {"MISSING_ARGUMENT"}
