"""Single records by id: created, read, changed, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import DATA, KEY, code, refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce


def test_a_record_has_its_values_its_defaults_and_its_history(
    salesforce: Salesforce,
) -> None:
    salesforce.crm.clock.freeze()
    id_ = salesforce.create(Name="Acme", Website="https://acme.example")
    record = salesforce.read(id_)
    me = salesforce.crm.org.user_id
    assert record["Name"] == "Acme"
    assert (
        record["OwnerId"] == record["CreatedById"] == record["LastModifiedById"] == me
    )
    stamps = {
        record[name] for name in ("CreatedDate", "LastModifiedDate", "SystemModstamp")
    }
    assert len(stamps) == 1
    assert (record["IsDeleted"], record["Phone"]) == (False, None)


@pytest.mark.parametrize("kind", ["Account", "ACCOUNT", "account"])
def test_names_and_15_characters_find_the_record(
    salesforce: Salesforce, kind: str
) -> None:
    id_ = salesforce.create()
    path = f"sobjects/{kind}/{id_[:15]}/"
    assert salesforce.call("PATCH", path, {"nAmE": "New"}).status == 204
    assert salesforce.answer("GET", path)["Name"] == "New"
    assert salesforce.read(id_.lower())["Id"] == id_


def test_only_the_fields_asked_are_read(salesforce: Salesforce) -> None:
    id_ = salesforce.create(Name="Acme", Phone="1")
    record = salesforce.answer("GET", f"sobjects/Account/{id_}?fields=name,Phone")
    assert list(record) == ["attributes", "Name", "Phone", "Id"]


@pytest.mark.parametrize("blank", [None, ""])
def test_null_and_an_empty_text_clear_a_field(
    salesforce: Salesforce, blank: str | None
) -> None:
    id_ = salesforce.create(Phone="1")
    salesforce.call("PATCH", f"sobjects/Account/{id_}", {"Phone": blank})
    assert salesforce.read(id_)["Phone"] is None


@pytest.mark.parametrize("name", ["Name", "OwnerId"])
def test_a_field_that_must_be_filled_cannot_be_cleared(
    salesforce: Salesforce, name: str
) -> None:
    id_ = salesforce.create()
    response = salesforce.call("PATCH", f"sobjects/Account/{id_}", {name: None})
    assert refusal(response)["errorCode"] == "REQUIRED_FIELD_MISSING"
    assert refusal(response)["fields"] == [name]


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("AnnualRevenue", 1.5, 2.0),
        ("AnnualRevenue", "350000000", 350000000.0),
        ("AnnualRevenue", 0, 0.0),
        ("NumberOfEmployees", 0, 0),
        ("NumberOfEmployees", 7, 7),
        ("NumberOfEmployees", 7.0, 7),
        ("BillingStreet", "one\ntwo", "one\ntwo"),
        ("Name", "عربي 🏢", "عربي 🏢"),
        ("Industry", "Alchemy", "Alchemy"),
        ("Jigsaw", "x" * 20, "x" * 20),
    ],
)
def test_a_value_is_kept_as_its_field_has_it(
    salesforce: Salesforce, name: str, given: object, kept: object
) -> None:
    values: dict[str, Any] = {name: given}
    record = salesforce.read(salesforce.create(**values))
    assert record[name] == kept
    assert type(record[name]) is type(kept)


@pytest.mark.parametrize(
    ("name", "given", "what"),
    [
        ("Name", 5, "string from VALUE_NUMBER_INT value 5"),
        ("Name", True, "string from VALUE_TRUE value true"),
        ("Name", ["a"], "string from START_ARRAY value ["),
        ("AnnualRevenue", "much", "double from VALUE_STRING value much"),
        ("NumberOfEmployees", 1.5, "int from VALUE_NUMBER_FLOAT value 1.5"),
        ("NumberOfEmployees", False, "int from VALUE_FALSE value false"),
    ],
)
def test_json_of_another_type_is_refused(
    salesforce: Salesforce, name: str, given: object, what: str
) -> None:
    body = {"Name": "x", name: given}
    response = salesforce.call("POST", "sobjects/Account", body)
    assert code(response) == (400, "JSON_PARSER_ERROR")
    expected = f"Cannot deserialize instance of {what}"
    assert refusal(response)["message"].startswith(expected)


@pytest.mark.parametrize("name", ["BillingLatitude", "ShippingLongitude"])
@pytest.mark.parametrize("sign", [1, -1])
def test_doc_a_place_is_on_the_globe(
    salesforce: Salesforce, name: str, sign: int
) -> None:
    most = sign * (90 if name.endswith("Latitude") else 180)
    values: dict[str, Any] = {name: most}
    id_ = salesforce.create(**values)
    assert salesforce.read(id_)[name] == most
    for beyond in (most + sign * 0.000001, str(most + sign)):
        response = salesforce.call("PATCH", f"sobjects/Account/{id_}", {name: beyond})
        assert code(response) == (400, "NUMBER_OUTSIDE_VALID_RANGE")
        assert refusal(response)["fields"] == [name]


def test_dates_and_checkboxes_are_checked(salesforce: Salesforce) -> None:
    id_ = salesforce.create(
        "Contact", LastName="x", Birthdate="2000-02-29", DoNotCall=True
    )
    record = salesforce.read(id_, "Contact")
    assert (record["Birthdate"], record["DoNotCall"]) == ("2000-02-29", True)
    for values in ({"Birthdate": "2001-02-29"}, {"DoNotCall": "maybe"}):
        response = salesforce.call("PATCH", f"sobjects/Contact/{id_}", values)
        assert code(response) == (400, "JSON_PARSER_ERROR")


def test_a_person_s_name_is_made_of_its_parts(salesforce: Salesforce) -> None:
    id_ = salesforce.create("Lead", FirstName="Ada", LastName="Byron", Company="x")
    salesforce.answer("PATCH", f"sobjects/Lead/{id_}", {"LastName": "Lovelace"})
    record = salesforce.read(id_, "Lead")
    assert record["Name"] == "Ada Lovelace"
    assert record["Status"] == "Open - Not Contacted"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"ParentId": "nothing"}, "MALFORMED_ID"),
        ({"ParentId": "003000000000001AAA"}, "MALFORMED_ID"),
        ({"ParentId": "001000000000001AAA"}, "INVALID_CROSS_REFERENCE_KEY"),
        ({"Parent": {"Name": "x"}}, "INVALID_FIELD"),
        ({"Parent": {"Id": "001000000000001AAA"}}, "INVALID_FIELD"),
        ({"Parent": {"Id": "nothing"}}, "INVALID_FIELD"),
        ({"Parent": {"Id": "a", "Name": "b"}}, "NOT_IMPLEMENTED"),
        ({"Parent": None}, "NOT_IMPLEMENTED"),
    ],
    ids=[
        "no id",
        "of a contact",
        "of nobody",
        "mem-by what is no key",
        "mem-by the key of nobody",
        "mem-by what is no id",
        "by two keys",
        "by null",
    ],
)
def test_a_lookup_has_to_lead_to_a_record(
    salesforce: Salesforce, values: dict[str, object], error: str
) -> None:
    response = salesforce.call("POST", "sobjects/Account", {"Name": "x", **values})
    assert refusal(response)["errorCode"] == error


def test_doc_a_parent_may_be_told_by_its_external_id(keyed: Salesforce) -> None:
    account = keyed.create(**{KEY: "7"})
    contact = keyed.create("Contact", LastName="x", account={KEY.lower(): "7"})
    assert keyed.read(contact, "Contact")["AccountId"] == account
    child = {"attributes": {"type": "Account"}, "Name": "Child", "Parent": {KEY: "7"}}
    batch = {"records": [child, {**child, "Parent": {KEY: "8"}}]}
    good, bad = keyed.answer("POST", "composite/sobjects", batch)
    assert keyed.read(good["id"])["ParentId"] == account
    message = f"Foreign key external ID: 8 not found for field {KEY} in entity Account"
    assert bad["errors"][0]["message"] == message


def test_a_parent_has_to_be_one(salesforce: Salesforce) -> None:
    for _ in range(2):
        salesforce.create("Contact", LastName="x", Email="twin@acme.example")
    body = {"LastName": "y", "ReportsTo": {"Email": "twin@acme.example"}}
    response = salesforce.call("POST", "sobjects/Contact", body)
    assert refusal(response)["errorCode"] == "DUPLICATE_EXTERNAL_ID"


def test_an_inactive_user_owns_nothing_new(salesforce: Salesforce) -> None:
    user = salesforce.rows("SELECT Id FROM User WHERE IsActive = false")[0]["Id"]
    body = {"Name": "x", "OwnerId": user}
    response = salesforce.call("POST", "sobjects/Account", body)
    assert refusal(response) == {
        "message": f"operation performed with inactive user [{user[:15]}] as owner of "
        "account",
        "errorCode": "INACTIVE_OWNER_OR_USER",
        "fields": ["OwnerId"],
    }


def test_a_change_moves_the_stamps(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    before = salesforce.read(id_)
    salesforce.crm.clock.advance(5)
    salesforce.call("PATCH", f"sobjects/Account/{id_}", {"Phone": "1"})
    after = salesforce.read(id_)
    assert after["CreatedDate"] == before["CreatedDate"]
    assert after["SystemModstamp"] == after["LastModifiedDate"] > before["CreatedDate"]


def test_a_deleted_account_takes_its_contacts_to_the_recycle_bin(
    salesforce: Salesforce,
) -> None:
    account = salesforce.create()
    salesforce.create("Contact", LastName="Attached", AccountId=account)
    salesforce.create("Contact", LastName="Private")
    salesforce.answer("DELETE", f"sobjects/Account/{account}")
    assert salesforce.values("SELECT Name FROM Contact") == ["Private"]
    text = "SELECT Name, IsDeleted FROM Contact WHERE IsDeleted = true"
    assert [row["Name"] for row in salesforce.rows(text, deleted=True)] == ["Attached"]
    assert salesforce.crm.counts()["Contact"] == 1


def test_a_converted_lead_cannot_be_changed(salesforce: Salesforce) -> None:
    id_ = salesforce.create("Lead", LastName="x", Company="x", IsConverted=True)
    response = salesforce.call("PATCH", f"sobjects/Lead/{id_}", {"Phone": "1"})
    assert refusal(response)["errorCode"] == "CANNOT_UPDATE_CONVERTED_LEAD"


def test_users_can_be_read_and_not_written(salesforce: Salesforce) -> None:
    me = salesforce.crm.org.user_id
    assert salesforce.read(me, "User")["Email"] == "ada@northwind.example"
    response = salesforce.call("PATCH", f"sobjects/User/{me}", {"Phone": "1"})
    assert code(response) == (501, "NOT_IMPLEMENTED")


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"", "application/json", (400, "JSON_PARSER_ERROR")),
        (b"{", "application/json", (400, "JSON_PARSER_ERROR")),
        (b"[]", "application/json", (400, "JSON_PARSER_ERROR")),
        (
            b"Name=x",
            "application/x-www-form-urlencoded",
            (415, "UNSUPPORTED_MEDIA_TYPE"),
        ),
        (b"<Account/>", "application/xml", (501, "NOT_IMPLEMENTED")),
    ],
    ids=["empty", "cut", "a list", "a form", "xml"],
)
def test_a_body_has_to_be_a_json_object(
    salesforce: Salesforce, body: bytes, content_type: str, expected: tuple[int, str]
) -> None:
    response = salesforce.send(
        "POST", f"{DATA}sobjects/Account", body, {"content-type": content_type}
    )
    assert code(response) == expected
