"""A hundred records at a time (reference, section 2.2)."""

from __future__ import annotations

import pytest

from tests.sandbox.hubspot.api import KEY, Answer, Api
from tests.sandbox.hubspot.facts import NOT_VALID


def _keyed(key: str, trace: str = "", **properties: object) -> dict[str, object]:
    item: dict[str, object] = {"id": key, "idProperty": KEY, "properties": properties}
    return item | ({"objectWriteTraceId": trace} if trace else {})


def _new(trace: str = "", **properties: object) -> dict[str, object]:
    return {"properties": properties, "objectWriteTraceId": trace}


def _count(api: Api) -> int:
    return api.crm.counts()["companies"]


def test_rec_unknown_ids_of_a_batch_read_stand_in_one_error(api: Api) -> None:
    company = api.made(name="Acme")
    answer = api.batch("read", {"id": "1051"}, {"id": company}, {"id": "x"})
    assert (answer.status, answer.ids) == (207, [company])
    assert answer.json["status"] == "COMPLETE"
    assert answer.json["numErrors"] == 1
    assert answer.json["errors"] == [
        {
            "status": "error",
            "category": "OBJECT_NOT_FOUND",
            "message": "Could not get some COMPANY objects, they may be deleted or "
            "not exist. Check that ids are valid.",
            "context": {"ids": ["1051", "x"]},
        }
    ]


def test_rec_a_batch_read_by_a_unique_property_names_its_missing_values(
    api: Api,
) -> None:
    company = api.made(name="Acme", **{KEY: "A"})
    answer = api.batch("read", {"id": "A"}, {"id": "B"}, idProperty=KEY)
    assert answer.ids == [company]
    assert answer.json["errors"][0]["context"] == {"ids": ["B"]}


def test_mem_a_batch_read_gives_history_but_only_of_50(api: Api) -> None:
    company = api.made(name="Acme")
    more = {"properties": ["name"], "propertiesWithHistory": ["name"]}
    answer = api.batch("read", {"id": company}, **more)
    [row] = answer.json["results"]
    assert row["propertiesWithHistory"]["name"][0]["value"] == "Acme"
    ids = [{"id": str(number)} for number in range(51)]
    assert api.batch("read", *ids, **more).status == 400


def test_doc_a_batch_create_answers_201(api: Api) -> None:
    answer = api.batch("create", _new(name="A"), _new(name="B"))
    assert answer.status == 201
    assert "numErrors" not in answer.json
    assert {row["properties"]["name"] for row in answer.json["results"]} == {"A", "B"}


def test_rec_one_bad_row_without_trace_ids_fails_the_whole_create(api: Api) -> None:
    rows = [_new(name="A"), _new(name="B", industry="NO"), _new(name="C", x1="1")]
    answer = api.batch("create", *rows)
    assert (answer.status, _count(api)) == (400, 0)
    codes = [error["code"] for error in answer.json["errors"]]
    assert codes == ["INVALID_OPTION", "PROPERTY_DOESNT_EXIST"]
    assert answer.json["message"].startswith(f"{NOT_VALID}: [{{")


def test_rec_trace_ids_name_the_bad_row_and_let_the_others_through(api: Api) -> None:
    rows = [_new("0", name="A"), _new("1", name="B", industry="NO")]
    answer = api.batch("create", *rows)
    assert (answer.status, _count(api)) == (207, 1)
    [error] = answer.json["errors"]
    assert error["context"] == {"objectWriteTraceId": ["1"]}
    assert error["category"] == "VALIDATION_ERROR"
    assert error["errors"][0]["context"] == {"propertyName": ["industry"]}


def test_doc_one_row_without_a_trace_id_makes_it_all_or_none(api: Api) -> None:
    rows = [_new("0", name="A"), _new(name="B", industry="NO")]
    assert api.batch("create", *rows).status == 400
    assert _count(api) == 0


def test_rec_a_taken_email_names_the_existing_contact_in_a_207(api: Api) -> None:
    first = api.contact(email="ann@acme.example")
    path = "/crm/v3/objects/contacts/batch/create"
    row = {"properties": {"email": "ann@acme.example"}}
    answer = api("POST", path, {"inputs": [{**row, "objectWriteTraceId": "7"}]})
    assert answer.json["errors"] == [
        {
            "status": "error",
            "category": "CONFLICT",
            "message": f"Contact already exists. Existing ID: {first}",
            "context": {"existingId": [first], "objectWriteTraceId": ["7"]},
        }
    ]


def test_rec_a_taken_email_without_trace_ids_names_nobody(api: Api) -> None:
    api.contact(email="ann@acme.example")
    path = "/crm/v3/objects/contacts/batch/create"
    row = {"properties": {"email": "ann@acme.example"}}
    answer = api("POST", path, {"inputs": [row]})
    assert (answer.status, answer.json["message"]) == (409, "Contact already exists")


def test_rec_an_unknown_id_never_stops_a_batch_update(api: Api) -> None:
    company = api.made(name="Acme")
    rows = [{"id": each, "properties": {"city": "Rome"}} for each in (company, "888")]
    answer = api.batch("update", *rows)
    assert (answer.status, answer.ids) == (207, [company])
    assert answer.json["errors"][0]["context"] == {"ids": ["888"]}
    assert api.company(company, "city")["city"] == "Rome"


def test_doc_a_batch_update_by_a_unique_property(api: Api) -> None:
    company = api.made(name="Acme", **{KEY: "A"})
    answer = api.batch("update", _keyed("A", city="Rome"), _keyed("B", city="Rome"))
    assert (answer.status, answer.ids) == (207, [company])
    assert answer.json["errors"][0]["context"] == {"ids": ["B"]}


def test_doc_an_upsert_tells_which_records_are_new(api: Api) -> None:
    old = api.made(name="Acme", **{KEY: "A"})
    answer = api.batch("upsert", _keyed("A", city="Rome"), _keyed("B", name="Beta"))
    news = {row["id"]: row["new"] for row in answer.json["results"]}
    assert answer.status == 200
    assert news.pop(old) is False
    assert list(news.values()) == [True]


def test_doc_an_upsert_answers_with_little_more_than_was_sent(api: Api) -> None:
    answer = api.batch("upsert", _keyed("A", "0", name="Beta"))
    [row] = answer.json["results"]
    assert row["properties"].keys() == {
        *("name", KEY, "createdate", "hs_lastmodifieddate", "hs_object_id")
    }
    assert row["objectWriteTraceId"] == "0"


def test_doc_the_same_upsert_again_makes_no_second_company(api: Api) -> None:
    rows = [_keyed(f"K{number}", name="A") for number in range(100)]
    first, second = (api.batch("upsert", *rows) for _ in range(2))
    assert first.ids == second.ids
    assert _count(api) == 100


def test_mem_results_do_not_come_in_the_order_of_the_inputs(api: Api) -> None:
    answer = api.batch("upsert", _keyed("A", name="A"), _keyed("B", name="B"))
    assert [row["properties"][KEY] for row in answer.json["results"]] == ["B", "A"]


def test_doc_an_upsert_by_email_is_never_partial(api: Api) -> None:
    path = "/crm/v3/objects/contacts/batch/upsert"
    rows = [
        {
            "id": email,
            "idProperty": "email",
            "properties": {"lastname": "A"},
            "objectWriteTraceId": email,
        }
        for email in ("ann@acme.example", "not an address")
    ]
    assert api("POST", path, {"inputs": rows}).status == 400
    assert api.crm.counts()["contacts"] == 0
    assert api("POST", path, {"inputs": rows[:1]}).status == 200


def test_rec_two_rows_of_a_batch_cannot_take_one_unique_value(api: Api) -> None:
    rows = [_new(name, name=name, **{KEY: "A"}) for name in ("One", "Two")]
    answer = api.batch("create", *rows)
    assert (answer.status, _count(api)) == (207, 1)
    assert "already has that value." in answer.json["errors"][0]["message"]


def test_a_refused_row_takes_no_unique_value_from_the_others(api: Api) -> None:
    order = {"name": "second_key", "label": "Second key", "hasUniqueValue": True}
    text = {"type": "string", "fieldType": "text", "groupName": "companyinformation"}
    api("POST", "/crm/v3/properties/companies", order | text)
    api.made(name="Acme", second_key="B")
    rows = [
        _new("0", name="One", **{KEY: "A"}, second_key="B"),
        _new("1", name="Two", **{KEY: "A"}),
    ]
    answer = api.batch("create", *rows)
    assert [row["properties"]["name"] for row in answer.json["results"]] == ["Two"]


def test_a_key_is_free_again_when_its_company_is_archived(api: Api) -> None:
    company = api.made(name="Acme", **{KEY: "A"})
    api("DELETE", f"/crm/v3/objects/companies/{company}")
    [row] = api.batch("upsert", _keyed("A", name="Again")).json["results"]
    assert row["new"] is True


def test_a_batch_archive_answers_204_whatever_was_there(api: Api) -> None:
    company = api.made(name="Acme")
    assert api.batch("archive", {"id": company}, {"id": "999"}).status == 204
    assert _count(api) == 0


def _unsupported(api: Api, case: str) -> Answer:
    if case == "no inputs":
        return api.batch("read")
    if case == "no idProperty":
        return api.batch("upsert", {"id": "A", "properties": {"name": "A"}})
    id_property = case.removeprefix("reading by ")
    return api.batch("read", {"id": "A"}, idProperty=id_property)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("no inputs", "a batch without inputs"),
        ("no idProperty", "without idProperty"),
        ("reading by city", "city, which is not unique"),
        ("reading by nothing", "nothing, which does not exist"),
    ],
)
def test_what_nobody_documented_is_a_501(api: Api, case: str, words: str) -> None:
    answer = _unsupported(api, case)
    assert answer.status == 501
    assert answer.json["message"].startswith("The sandbox does not implement ")
    assert words in answer.json["message"]
