"""Requests that hold only while a record is as the client knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.salesforce.calling import KEY, code

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce


def _tag(salesforce: Salesforce, id_: str) -> str:
    return salesforce.call("GET", f"sobjects/Account/{id_}").headers["ETag"]


def test_doc_a_write_by_an_old_tag_is_412(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    path, old = f"sobjects/Account/{id_}", _tag(salesforce, id_)
    first = salesforce.call("PATCH", path, {"Phone": "1"}, headers={"if-match": old})
    second = salesforce.call("PATCH", path, {"Phone": "2"}, headers={"if-match": old})
    assert first.status == 204
    assert first.headers["ETag"] == _tag(salesforce, id_) != old
    assert code(second) == (412, "PRECONDITION_FAILED")
    assert salesforce.read(id_)["Phone"] == "1"


def test_doc_one_of_several_tags_is_enough(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    tags = f'"other", {_tag(salesforce, id_)}'
    path = f"sobjects/Account/{id_}"
    response = salesforce.call(
        "PATCH", path, {"Phone": "1"}, headers={"if-match": tags}
    )
    assert response.status == 204


def test_doc_a_write_unless_the_tag_holds(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    path, headers = f"sobjects/Account/{id_}", {"if-none-match": _tag(salesforce, id_)}
    response = salesforce.call("PATCH", path, {"Phone": "1"}, headers=headers)
    assert response.status == 412


def test_doc_a_reader_who_has_the_record_gets_304(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    path = f"sobjects/Account/{id_}"
    first = salesforce.call("GET", path)
    for known in (
        {"if-none-match": first.headers["ETag"]},
        {"if-modified-since": first.headers["Last-Modified"]},
    ):
        response = salesforce.call("GET", path, headers=known)
        assert (response.status, response.body) == (304, None)


@pytest.mark.parametrize("kind", ["Account", "Contact"])
def test_doc_a_write_after_a_date_is_412_for_any_object(
    salesforce: Salesforce, kind: str
) -> None:
    values = {"Name": "x"} if kind == "Account" else {"LastName": "x"}
    path = f"sobjects/{kind}/{salesforce.create(kind, **values)}"
    known = {
        "if-unmodified-since": salesforce.call("GET", path).headers["Last-Modified"]
    }
    salesforce.crm.clock.advance(2)
    assert salesforce.call("PATCH", path, {"Phone": "1"}, headers=known).status == 204
    assert salesforce.call("PATCH", path, {"Phone": "2"}, headers=known).status == 412
    assert salesforce.call("GET", path, headers=known).status == 412


def test_doc_tags_are_for_accounts_only(salesforce: Salesforce) -> None:
    path = f"sobjects/Contact/{salesforce.create('Contact', LastName='x')}"
    assert "ETag" not in salesforce.call("GET", path).headers
    headers = {"if-match": '"wrong"'}
    assert salesforce.call("PATCH", path, {"Phone": "1"}, headers=headers).status == 204


@pytest.mark.parametrize(
    "headers",
    [
        {"if-match": "bare"},
        {"if-none-match": '"open'},
        {"if-unmodified-since": "soon"},
        {"if-modified-since": "soon"},
    ],
)
def test_doc_an_invalid_condition_is_400(
    salesforce: Salesforce, headers: dict[str, str]
) -> None:
    path = f"sobjects/Account/{salesforce.create()}"
    assert salesforce.call("PATCH", path, {"Phone": "1"}, headers=headers).status == 400
    new = salesforce.call("POST", "sobjects/Account", {"Name": "x"}, headers=headers)
    assert new.status == 400
    assert len(salesforce.crm.org.tables["Account"].rows) == 1


def test_a_star_stands_for_any_tag(salesforce: Salesforce) -> None:
    path = f"sobjects/Account/{salesforce.create()}"
    for name, status in (("if-match", 204), ("if-none-match", 412)):
        response = salesforce.call("PATCH", path, {"Phone": "1"}, headers={name: " * "})
        assert response.status == status


def test_an_upsert_heeds_the_tag_too(keyed: Salesforce) -> None:
    keyed.create(**{KEY: "1"})
    path = f"sobjects/Account/{KEY}/1"
    headers = {"if-match": '"wrong"'}
    assert keyed.call("PATCH", path, {"Phone": "1"}, headers=headers).status == 412
