"""Lifecycle stages of one's own (reference, section 2.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

STAGES = "/crm/v3/pipelines/companies/companies-lifecycle-pipeline/stages"
COMPANIES = "/crm/v3/objects/companies"


def _create(api: Api, label: str = "Trial", place: int = 4) -> Answer:
    order = {"label": label, "displayOrder": place, "metadata": {}}
    return api("POST", STAGES, order)


def _stage(api: Api, company: str, stage: str) -> str | None:
    body = {"properties": {"lifecyclestage": stage}}
    assert api("PATCH", f"{COMPANIES}/{company}", body).status == 200
    held: str | None = api.company(company, "lifecyclestage")["lifecyclestage"]
    return held


def test_doc_a_custom_stage_has_a_number_for_its_id(api: Api) -> None:
    made = _create(api)
    assert (made.status, made.json["id"].isdecimal()) == (201, True)
    assert api("GET", f"{STAGES}/{made.json['id']}").json == made.json
    assert _create(api, "Pilot").json["id"] != made.json["id"]


def test_doc_a_custom_stage_is_an_option_and_a_stage_of_the_pipeline(api: Api) -> None:
    stage = _create(api).json["id"]
    options = api("GET", "/crm/v3/properties/companies/lifecyclestage").json["options"]
    assert stage in [option["value"] for option in options]
    [pipeline] = api("GET", "/crm/v3/pipelines/companies").json["results"]
    listed = api("GET", STAGES).json["results"]
    assert pipeline["stages"] == listed
    assert stage in [each["id"] for each in listed]


def test_doc_a_company_only_moves_forward_through_a_custom_stage(api: Api) -> None:
    """Opportunity has place 4 too, and comes before it by its label."""
    stage = _create(api).json["id"]
    company = api.made(name="A", lifecyclestage="opportunity")
    assert _stage(api, company, stage) == stage
    assert _stage(api, company, "opportunity") == stage
    assert _stage(api, company, "customer") == "customer"
    assert _stage(api, company, stage) == "customer"


def test_doc_clearing_comes_before_going_back(api: Api) -> None:
    stage = _create(api).json["id"]
    company = api.made(name="A", lifecyclestage="customer")
    assert _stage(api, company, "") is None
    assert _stage(api, company, stage) == stage


def test_doc_a_stage_is_moved_and_renamed(api: Api) -> None:
    path = f"{STAGES}/{_create(api).json['id']}"
    assert api("PATCH", path, {"label": "Pilot"}).json["label"] == "Pilot"
    assert api("PATCH", path, {"displayOrder": 0}).json["displayOrder"] == 0
    order = {"label": "Test", "displayOrder": 7, "metadata": {}}
    assert api("PUT", path, order).json["label"] == "Test"
    assert api("PUT", path, {"label": "Test"}).status == 400


def test_mem_a_stage_in_use_stays(api: Api) -> None:
    stage = _create(api).json["id"]
    company = api.made(name="A", lifecyclestage=stage)
    assert api("DELETE", f"{STAGES}/{stage}").status == 400
    api("DELETE", f"{COMPANIES}/{company}")
    assert api("DELETE", f"{STAGES}/{stage}").status == 204
    assert api("GET", f"{STAGES}/{stage}").status == 404


@pytest.mark.parametrize(
    "order",
    [
        {"label": "A", "displayOrder": 1},
        {"displayOrder": 1, "metadata": {}},
        {"label": "Lead", "displayOrder": 1, "metadata": {}},
        {"label": "A", "displayOrder": "x", "metadata": {}},
    ],
    ids=["spec no metadata", "spec no label", "mem taken label", "spec no number"],
)
def test_a_stage_that_cannot_be_is_refused(api: Api, order: object) -> None:
    assert api("POST", STAGES, order).status == 400


def test_another_pipeline_is_not_there(api: Api) -> None:
    assert api("GET", STAGES.replace("companies-", "deals-")).status == 404
    assert api("POST", "/crm/v3/pipelines/companies", {}).status == 501
    audit = "/crm/v3/pipelines/companies/companies-lifecycle-pipeline/audit"
    assert api("GET", audit).status == 501


def test_doc_a_pipeline_has_a_hundred_stages_at_most(api: Api) -> None:
    answers = [_create(api, f"S{number}").status for number in range(93)]
    assert answers == [201] * 92 + [400]
