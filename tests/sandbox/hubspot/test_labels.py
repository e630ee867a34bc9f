"""Labels of associations that an account makes itself (reference, section 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

LABELS = "/crm/v4/associations/contacts/companies/labels"
BACK = "/crm/v4/associations/companies/contacts/labels"


def _create(api: Api, label: str = "Adviser", **more: str) -> Answer:
    return api("POST", LABELS, {"label": label, "name": "adviser", **more})


def _labels(api: Api, path: str) -> list[str | None]:
    return [row["label"] for row in api("GET", path).json["results"]]


def _linked(api: Api, type_id: int) -> tuple[str, str]:
    contact, company = api.contact(lastname="Ann"), api.made(name="Acme")
    path = f"/crm/v4/objects/contacts/{contact}/associations/companies/{company}"
    spec = {"associationCategory": "USER_DEFINED", "associationTypeId": type_id}
    answer = api("PUT", path, [spec])
    assert answer.status == 201, answer.json
    return contact, company


def _held(api: Api, contact: str) -> set[str | None]:
    path = f"/crm/v4/objects/contacts/{contact}/associations/companies"
    [row] = api("GET", path).json["results"]
    return {each["label"] for each in row["associationTypes"]}


def test_spec_a_label_is_made_for_both_directions(api: Api) -> None:
    results = _create(api).json["results"]
    assert [each["category"] for each in results] == ["USER_DEFINED"] * 2
    assert "Adviser" in _labels(api, LABELS)
    assert "Adviser" in _labels(api, BACK)


def test_doc_a_pair_has_a_label_in_each_direction(api: Api) -> None:
    _create(api, inverseLabel="Advised")
    assert "Advised" in _labels(api, BACK)
    assert "Advised" not in _labels(api, LABELS)


def test_doc_a_labelled_association_has_the_plain_one_too(api: Api) -> None:
    type_id = _create(api).json["results"][0]["typeId"]
    contact, _ = _linked(api, type_id)
    assert _held(api, contact) == {None, "Primary", "Adviser"}


def test_spec_a_label_is_renamed_without_an_answer(api: Api) -> None:
    type_id = _create(api, inverseLabel="Advised").json["results"][0]["typeId"]
    order = {"associationTypeId": type_id, "label": "Counsel"}
    answer = api("PUT", LABELS, order)
    assert (answer.status, answer.json) == (204, None)
    assert "Counsel" in _labels(api, LABELS)
    assert "Advised" in _labels(api, BACK)


def test_mem_a_deleted_label_leaves_the_association(api: Api) -> None:
    type_id = _create(api).json["results"][0]["typeId"]
    contact, _ = _linked(api, type_id)
    assert api("DELETE", f"{LABELS}/{type_id}").status == 204
    assert _held(api, contact) == {None, "Primary"}
    assert "Adviser" not in _labels(api, LABELS) + _labels(api, BACK)


def test_doc_a_label_between_companies_is_its_own_inverse(api: Api) -> None:
    path = "/crm/v4/associations/companies/companies/labels"
    made = api("POST", path, {"label": "Franchise", "name": "franchise"})
    assert len(made.json["results"]) == 1
    order = {"label": "Owner", "name": "owner", "inverseLabel": "Owned"}
    assert len(api("POST", path, order).json["results"]) == 2


@pytest.mark.parametrize(
    "order",
    [
        {"label": "A"},
        {"label": "A", "name": "1a"},
        {"label": "A", "name": "a-b"},
        {"label": "Taken", "name": "other"},
    ],
    ids=["doc no name", "doc digit first", "doc hyphen", "mem taken label"],
)
def test_a_label_that_cannot_be_is_refused(api: Api, order: dict[str, str]) -> None:
    _create(api, "Taken")
    assert api("POST", LABELS, order).status == 400


def test_hubspots_own_labels_stay(api: Api) -> None:
    assert api("DELETE", f"{LABELS}/1").status == 400
    assert api("DELETE", f"{LABELS}/2").status == 404
    assert api("PUT", LABELS, {"associationTypeId": 1, "label": "X"}).status == 400


def test_an_unknown_category_is_not_kept(api: Api) -> None:
    contact, company = api.contact(lastname="Ann"), api.made(name="Acme")
    path = f"/crm/v4/objects/contacts/{contact}/associations/companies/{company}"
    spec = {"associationCategory": "INTEGRATOR_DEFINED", "associationTypeId": 1}
    assert api("PUT", path, [spec]).status == 501


def test_labels_are_the_accounts_own(api: Api) -> None:
    _create(api)
    api.crm.reset(1, {})
    assert "Adviser" not in _labels(api, LABELS)
