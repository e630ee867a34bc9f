"""White space around a text is not kept: Salesforce trims it (documented)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integrations.sandbox.salesforce.crm import SalesforceCrm
from tests.sandbox.salesforce import bulk
from tests.sandbox.salesforce.calling import KEY, Salesforce, code

if TYPE_CHECKING:
    from collections.abc import Callable

PADDED = "  Acme\tLtd. \r\n"
PATH = "composite/sobjects"


def _singly(salesforce: Salesforce, id_: str, **values: object) -> Any:
    return salesforce.call("PATCH", f"sobjects/Account/{id_}", values).body


def _together(salesforce: Salesforce, id_: str, **values: object) -> Any:
    record = {"attributes": {"type": "Account"}, "Id": id_, **values}
    return salesforce.call("PATCH", PATH, {"records": [record]}).body


def _by_file(salesforce: Salesforce, id_: str, **values: object) -> Any:
    names, cells = ",".join(values), ",".join(f'"{each}"' for each in values.values())
    content = f"Id,{names}\n{id_},{cells}\n"
    job = bulk.loaded(salesforce, content, operation="update")
    return bulk.text(salesforce, f"{job['path']}/failedResults")


@pytest.mark.parametrize("write", [_singly, _together, _by_file])
def test_doc_a_text_loses_the_white_space_around_it(
    salesforce: Salesforce, write: Callable[..., Any]
) -> None:
    id_ = salesforce.create(Name=" Acme ", Phone="1")
    assert salesforce.read(id_)["Name"] == "Acme"
    write(salesforce, id_, Name=PADDED, Industry=" Energy ", BillingStreet="\n1 Rd\n ")
    record = salesforce.read(id_)
    assert record["Name"] == "Acme\tLtd."
    assert (record["Industry"], record["BillingStreet"]) == ("Energy", "1 Rd")


@pytest.mark.parametrize("write", [_singly, _together, _by_file])
def test_a_text_of_blanks_is_null(
    salesforce: Salesforce, write: Callable[..., Any]
) -> None:
    id_ = salesforce.create(Phone="1")
    write(salesforce, id_, Phone=" \t ")
    assert salesforce.read(id_)["Phone"] is None
    assert "REQUIRED_FIELD_MISSING" in str(write(salesforce, id_, Name="  "))
    assert salesforce.read(id_)["Name"] == "Acme"


def test_a_record_is_not_made_with_a_name_of_blanks(salesforce: Salesforce) -> None:
    response = salesforce.call("POST", "sobjects/Account", {"Name": "   "})
    assert code(response) == (400, "REQUIRED_FIELD_MISSING")
    job = bulk.loaded(salesforce, 'Name,Phone\n"  ",1\n')
    assert job["numberRecordsFailed"] == 1
    assert salesforce.crm.counts()["Account"] == 0


def test_a_text_is_trimmed_before_it_is_checked(salesforce: Salesforce) -> None:
    values = {"LastName": f" {'x' * 80} ", "Email": " ada@acme.example\n"}
    record = salesforce.read(salesforce.create("Contact", **values), "Contact")
    assert record["LastName"] == "x" * 80
    assert record["Email"] == "ada@acme.example"
    named = salesforce.create(CleanStatus=" Matched ")
    assert salesforce.read(named)["CleanStatus"] == "Matched"


def test_an_external_id_is_trimmed_too(keyed: Salesforce) -> None:
    id_ = keyed.create(**{KEY: " 42 "})
    assert keyed.read(id_)[KEY] == "42"
    path = f"sobjects/Account/{KEY}/%2042%20"
    assert keyed.answer("PATCH", path, {"Name": "One"})["id"] == id_
    record = {"attributes": {"type": "Account"}, KEY: "42 ", "Name": "Two"}
    (result,) = keyed.answer("PATCH", f"{PATH}/Account/{KEY}", {"records": [record]})
    assert (result["id"], result["created"]) == (id_, False)
    content = f"{KEY},Name\n 42,Three\n"
    bulk.loaded(keyed, content, operation="upsert", externalIdFieldName=KEY)
    assert keyed.read(id_)["Name"] == "Three"
    contact = keyed.create("Contact", LastName="x", Account={KEY: " 42"})
    assert keyed.read(contact, "Contact")["AccountId"] == id_


def test_generated_records_have_none_either() -> None:
    crm = SalesforceCrm()
    crm.reset(1, {"accounts": 500, "contacts": 200, "leads": 200})
    for name in ("Account", "Contact", "Lead"):
        for row in crm.org.tables[name].rows.values():
            texts = [value for value in row.values() if isinstance(value, str)]
            assert texts == [text.strip(" \t\r\n") for text in texts]
