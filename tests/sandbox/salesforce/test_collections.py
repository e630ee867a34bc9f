"""Collections: many records by one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce import bulk
from tests.sandbox.salesforce.calling import KEY, code

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

PATH = "composite/sobjects"
UPSERT = f"{PATH}/Account/{KEY}"
ROLLED_BACK = {
    "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK",
    "message": "Record rolled back because not all records were valid and the request "
    "was using AllOrNone header",
    "fields": [],
}


def _batch(*records: dict[str, Any], all_or_none: bool = False) -> dict[str, Any]:
    typed = [{"attributes": {"type": "Account"}, **record} for record in records]
    return {"allOrNone": all_or_none, "records": typed}


def _codes(results: list[dict[str, Any]]) -> list[str]:
    """The error code of each record, or an empty text."""
    return [
        "" if result["success"] else result["errors"][0]["statusCode"]
        for result in results
    ]


def test_doc_results_come_in_the_order_of_the_request(salesforce: Salesforce) -> None:
    batch = _batch({"Name": "One"}, {"Phone": "1"}, {"Name": "Three"})
    results = salesforce.answer("POST", PATH, batch)
    assert _codes(results) == ["", "REQUIRED_FIELD_MISSING", ""]
    assert results[1] == {
        "success": False,
        "errors": [
            {
                "statusCode": "REQUIRED_FIELD_MISSING",
                "message": "Required fields are missing: [Name]",
                "fields": ["Name"],
            }
        ],
    }
    assert results[0] == {"id": results[0]["id"], "success": True, "errors": []}
    assert salesforce.values("SELECT Name FROM Account") == ["One", "Three"]


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_doc_all_or_none_takes_back_what_was_written(
    salesforce: Salesforce, method: str
) -> None:
    kept = [salesforce.create(Name=name) for name in ("One", "Two")]
    ids = [{}, {}] if method == "POST" else [{"id": id_} for id_ in kept]
    batch = _batch(
        {**ids[0], "Name": "New"}, {**ids[1], "Name": "x" * 256}, all_or_none=True
    )
    results = salesforce.answer(method, PATH, batch)
    assert results[0] == {"success": False, "errors": [ROLLED_BACK]}
    assert results[1]["errors"][0]["statusCode"] == "STRING_TOO_LONG"
    assert salesforce.values("SELECT Name FROM Account") == ["One", "Two"]


def test_an_update_needs_the_id_of_a_record(salesforce: Salesforce) -> None:
    known, gone = salesforce.create(), salesforce.create()
    salesforce.answer("DELETE", f"sobjects/Account/{gone}")
    records = [
        {"id": known[:15], "Name": "New"},
        {"Name": "New"},
        {"Id": "nothing", "Name": "New"},
        {"Id": "001000000000001AAA", "Name": "New"},
        {"Id": gone, "Name": "New"},
    ]
    results = salesforce.answer("PATCH", PATH, _batch(*records))
    assert _codes(results) == [
        "",
        "MISSING_ARGUMENT",
        "MALFORMED_ID",
        "INVALID_CROSS_REFERENCE_KEY",
        "ENTITY_IS_DELETED",
    ]
    assert results[0]["id"] == known
    assert salesforce.read(known)["Name"] == "New"


def test_an_upsert_tells_what_it_created(keyed: Salesforce) -> None:
    known = keyed.create(Name="Old", **{KEY: "1"})
    batch = _batch({KEY: "1", "Name": "New"}, {KEY: "2", "Name": "Two"}, {"Name": "x"})
    results = keyed.answer("PATCH", UPSERT, batch)
    assert results[0] == {
        "id": known,
        "created": False,
        "success": True,
        "errors": [],
    }
    assert results[1]["created"] is True
    assert _codes(results) == ["", "", "MISSING_ARGUMENT"]


def test_the_same_key_twice_fails_both(keyed: Salesforce) -> None:
    batch = _batch(
        {KEY: "1", "Name": "a"}, {KEY: "1", "Name": "b"}, {KEY: "2", "Name": "c"}
    )
    results = keyed.answer("PATCH", UPSERT, batch)
    assert _codes(results) == ["DUPLICATE_VALUE", "DUPLICATE_VALUE", ""]
    message = "Duplicate external id specified: 1"
    assert results[0]["errors"][0]["message"] == message


@pytest.mark.parametrize("name", ["Id", "id"])
def test_an_id_beside_the_external_id_is_refused_alone(
    keyed: Salesforce, name: str
) -> None:
    known = keyed.create(Name="Old")
    batch = _batch(
        {KEY: "1", name: known, "Name": "a"},
        {KEY: "2", name: "", "Name": "b"},
        {KEY: "3", name: None, "Name": "c"},
    )
    results = keyed.answer("PATCH", UPSERT, batch)
    assert _codes(results) == ["NOT_IMPLEMENTED", "", ""]
    assert keyed.values("SELECT Name FROM Account") == ["Old", "b", "c"]
    content = f"{name},{KEY},Name\n{known},4,d\n"
    job = bulk.loaded(keyed, content, operation="upsert", externalIdFieldName=KEY)
    (row,) = bulk.results(keyed, job["path"], "failedResults")
    assert row["sf__Error"].startswith("NOT_IMPLEMENTED:")


def test_rec_an_upsert_by_a_null_id_creates(salesforce: Salesforce) -> None:
    known = salesforce.create()
    batch = _batch({"Id": None, "Name": "New"}, {"Id": known, "Name": "Changed"})
    results = salesforce.answer("PATCH", f"{PATH}/Account/Id", batch)
    assert [result["created"] for result in results] == [True, False]


def test_several_matches_of_a_key_fail_the_record(salesforce: Salesforce) -> None:
    body = {"LastName": "x", "Email": "ada@acme.example"}
    ids = [salesforce.create("Contact", **body) for _ in range(2)]
    batch = {"records": [{"attributes": {"type": "Contact"}, **body}]}
    results = salesforce.answer("PATCH", f"{PATH}/Contact/Email", batch)
    assert results[0]["errors"][0] == {
        "statusCode": "DUPLICATE_EXTERNAL_ID",
        "message": "Email: more than one record found for external id field: "
        f"[{', '.join(ids)}]",
        "fields": ["Email"],
    }


def test_a_unique_value_is_unique_within_a_batch_too(keyed: Salesforce) -> None:
    batch = _batch({"Name": "a", KEY: "1"}, {"Name": "b", KEY: "1"})
    results = keyed.answer("POST", PATH, batch)
    assert _codes(results) == ["", "DUPLICATE_VALUE"]


def test_records_are_deleted_by_their_ids(salesforce: Salesforce) -> None:
    ids = [salesforce.create() for _ in range(2)]
    path = f"{PATH}?ids={ids[0]},{ids[1][:15]},001000000000001AAA,x&allOrNone=false"
    results = salesforce.answer("DELETE", path)
    assert _codes(results) == ["", "", "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID"]
    assert [result["id"] for result in results[:2]] == ids
    assert salesforce.crm.counts()["Account"] == 0


@pytest.mark.parametrize("query", ["", "?ids=", "?allOrNone=true"])
def test_mem_a_delete_needs_ids(salesforce: Salesforce, query: str) -> None:
    response = salesforce.call("DELETE", f"{PATH}{query}")
    assert code(response) == (400, "MISSING_ARGUMENT")


def test_all_or_none_brings_deleted_records_back(salesforce: Salesforce) -> None:
    account = salesforce.create()
    salesforce.create("Contact", LastName="x", AccountId=account)
    path = f"{PATH}?ids={account},001000000000001AAA&allOrNone=true"
    salesforce.answer("DELETE", path)
    assert salesforce.read(account)["IsDeleted"] is False
    assert salesforce.crm.counts()["Contact"] == 1


def test_types_may_be_mixed_in_ten_runs(salesforce: Salesforce) -> None:
    account = {"attributes": {"type": "Account"}, "Name": "x"}
    contact = {"attributes": {"type": "Contact"}, "LastName": "x"}
    results = salesforce.answer("POST", PATH, {"records": [account, contact] * 5})
    assert _codes(results) == [""] * 10
    response = salesforce.call("POST", PATH, {"records": [account, contact] * 6})
    assert code(response) == (400, "TOO_MANY_CHUNKS")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (400, "JSON_PARSER_ERROR")),
        ({"records": [1]}, (400, "JSON_PARSER_ERROR")),
        ({"records": [{"Name": "x"}]}, (400, "JSON_PARSER_ERROR")),
        ({"records": [{"attributes": {"type": "No"}}]}, (404, "NOT_FOUND")),
        (_batch({"Name": "x"}, {"Gone__c": 1}), (400, "INVALID_FIELD")),
        (_batch({"Name": "x"}, {"Name": 1}), (400, "JSON_PARSER_ERROR")),
    ],
    ids=["no records", "a number", "no type", "no such type", "no such field", "type"],
)
def test_a_body_that_makes_no_sense_writes_nothing(
    salesforce: Salesforce, body: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert code(salesforce.call("POST", PATH, body)) == expected
    assert salesforce.crm.counts()["Account"] == 0


def test_a_fault_refuses_the_first_records(salesforce: Salesforce) -> None:
    fault = {"error": "UNABLE_TO_LOCK_ROW", "records": 2}
    batch = _batch(*({"Name": str(number)} for number in range(3)))
    response: Any = salesforce.call("POST", PATH, batch, fault=fault)
    assert _codes(response.body) == ["UNABLE_TO_LOCK_ROW", "UNABLE_TO_LOCK_ROW", ""]
    assert salesforce.values("SELECT Name FROM Account") == ["2"]


def test_mem_the_same_id_twice_fails_both_and_no_other(salesforce: Salesforce) -> None:
    id_, other = salesforce.create(), salesforce.create()
    batch = _batch(
        {"id": id_, "Name": "a"}, {"id": id_[:15], "Name": "b"}, {"id": other}
    )
    results = salesforce.answer("PATCH", PATH, batch)
    assert _codes(results) == ["DUPLICATE_VALUE", "DUPLICATE_VALUE", ""]
    assert results[0]["errors"][0]["message"] == f"Duplicate id in update: {id_}"
    assert salesforce.read(id_)["Name"] == "Acme"


class TestRetrieve:
    def test_by_get_null_stands_for_what_is_not_there(
        self, salesforce: Salesforce
    ) -> None:
        known, gone = salesforce.create(Name="Acme"), salesforce.create()
        salesforce.answer("DELETE", f"sobjects/Account/{gone}")
        path = f"{PATH}/account?ids={known[:15]},{gone},001000000000001AAA&fields=Name"
        url = f"/services/data/v64.0/sobjects/Account/{known}"
        attributes = {"type": "Account", "url": url}
        found = [{"attributes": attributes, "Name": "Acme"}, None, None]
        assert salesforce.answer("GET", path) == found

    def test_by_post_2000_ids_are_read(self, salesforce: Salesforce) -> None:
        salesforce.crm.reset(1, {"accounts": 2000})
        ids = list(salesforce.crm.org.tables["Account"].rows)
        body = {"ids": ids, "fields": ["id", "name"]}
        records = salesforce.answer("POST", f"{PATH}/Account", body)
        assert [record["Id"] for record in records] == ids
        body["ids"] = [*ids, ids[0]]
        response = salesforce.call("POST", f"{PATH}/Account", body)
        assert code(response) == (400, "EXCEEDED_ID_LIMIT")

    @pytest.mark.parametrize(
        ("body", "error"),
        [
            ({"ids": ["x"], "fields": ["Id"]}, "MALFORMED_ID"),
            ({"ids": [], "fields": ["Gone__c"]}, "INVALID_FIELD"),
            ({"ids": [1], "fields": ["Id"]}, "JSON_PARSER_ERROR"),
            ({"ids": []}, "JSON_PARSER_ERROR"),
        ],
    )
    def test_ids_and_fields_are_checked(
        self, salesforce: Salesforce, body: dict[str, Any], error: str
    ) -> None:
        response = salesforce.call("POST", f"{PATH}/Account", body)
        assert code(response) == (400, error)
