"""Calculated properties of one's own (reference, section 2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

PROPERTIES = "/crm/v3/properties/companies"
COMPANIES = "/crm/v3/objects/companies"
EACH = "annualrevenue / numberofemployees"


def _create(api: Api, formula: str = EACH, **more: object) -> Answer:
    order = {
        "name": "each",
        "label": "Each",
        "type": "number",
        "fieldType": "calculation_equation",
        "groupName": "companyinformation",
        "calculationFormula": formula,
    }
    return api("POST", PROPERTIES, order | more)


def _each(api: Api, company: str) -> str | None:
    held: str | None = api.company(company, "each")["each"]
    return held


def test_spec_a_calculation_is_described_as_such(api: Api) -> None:
    made = _create(api)
    assert (made.status, made.json["calculated"]) == (201, True)
    assert made.json["calculationFormula"] == EACH
    assert made.json["modificationMetadata"]["readOnlyValue"] is True


def test_doc_the_value_follows_the_others(api: Api) -> None:
    company = api.made(name="A", annualrevenue="100", numberofemployees="8")
    _create(api)
    assert _each(api, company) == "12.5"
    body = {"properties": {"numberofemployees": "4"}}
    api("PATCH", f"{COMPANIES}/{company}", body)
    assert _each(api, company) == "25"
    assert _each(api, api.made(name="B", annualrevenue="1")) is None


def test_rec_it_cannot_be_written(api: Api) -> None:
    _create(api)
    body = {"properties": {"name": "A", "each": "1"}}
    answer = api("POST", COMPANIES, body)
    assert answer.json["errors"][0]["code"] == "READ_ONLY_VALUE"
    assert '\\"each\\" is a calculated property' in answer.json["message"]


def test_doc_a_new_formula_goes_through_all_records(api: Api) -> None:
    company = api.made(name="A", annualrevenue="100", numberofemployees="8")
    stamp = api.company(company, "hs_lastmodifieddate")
    _create(api)
    api.crm.clock.advance(1)
    order = {"calculationFormula": "annualrevenue - 1"}
    assert api("PATCH", f"{PROPERTIES}/each", order).status == 200
    assert _each(api, company) == "99"
    assert api.company(company, "hs_lastmodifieddate") != stamp


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("annualrevenue + numberofemployees * 2", "14"),
        ("(annualrevenue + numberofemployees) * 2", "24"),
        ("max(annualrevenue, numberofemployees, 3)", "10"),
        ("min(annualrevenue, numberofemployees)", "2"),
        ("-annualrevenue / 3", "-3.333333"),
        ("annualrevenue / (numberofemployees - 2)", None),
    ],
)
def test_doc_the_usual_signs_are_known(
    api: Api, formula: str, value: str | None
) -> None:
    assert _create(api, formula).status == 201
    company = api.made(name="A", annualrevenue="10", numberofemployees="2")
    assert _each(api, company) == value


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        ("", 400),
        ("annualrevenue +", 400),
        ("nothing + 1", 400),
        ("1 +" * 600 + "1", 501),
        ("-" * 299 + "1", 201),
        ("(" * 299, 400),
        ("name + 1", 501),
        ("concatenate(name)", 501),
        ("annualrevenue ** 9", 501),
        ("__import__('os')", 501),
    ],
)
def test_a_formula_that_cannot_be_is_refused(
    api: Api, formula: str, status: int
) -> None:
    assert _create(api, formula).status == status


def test_a_formula_needs_its_field_type(api: Api) -> None:
    assert _create(api, fieldType="number").status == 400
    assert _create(api, type="string").status == 501


def test_rec_a_property_in_a_formula_is_in_use(api: Api) -> None:
    order = {"name": "seats", "label": "Seats", "type": "number", "fieldType": "number"}
    api("POST", PROPERTIES, order | {"groupName": "companyinformation"})
    _create(api, "seats * 2")
    answer = api("DELETE", f"{PROPERTIES}/seats")
    assert answer.json["subCategory"].endswith("CANNOT_DELETE_PROPERTY_IN_USE")
    assert api("DELETE", f"{PROPERTIES}/each").status == 204
    assert api("DELETE", f"{PROPERTIES}/seats").status == 204
