"""What HubSpot writes by itself: domains, stages, companies made for contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Api

COMPANIES = "/crm/v3/objects/companies"


def _stage(api: Api, company: str, stage: str) -> str | None:
    body = {"properties": {"lifecyclestage": stage}}
    assert api("PATCH", f"{COMPANIES}/{company}", body).status == 200
    held: str | None = api.company(company, "lifecyclestage")["lifecyclestage"]
    return held


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.acme.example/about?a=1", "acme.example"),
        ("acme.example", "acme.example"),
        ("HTTPS://WWW.ACME.EXAMPLE:443/", "acme.example"),
        ("n/a", None),
        ("none", None),
        ("http://[", None),
        ("www.", None),
    ],
)
def test_doc_a_website_fills_a_blank_domain(
    api: Api, website: str, domain: str | None
) -> None:
    company = api.made(name="Acme", website=website)
    assert api.company(company)["domain"] == domain


def test_a_website_leaves_a_domain_that_is_there(api: Api) -> None:
    company = api.made(domain="acme.example", website="https://other.example")
    assert api.company(company)["domain"] == "acme.example"


def test_rec_a_domain_fills_a_blank_website(api: Api) -> None:
    company = api.created("companies", domain="acme.example")
    assert company["properties"]["website"] == "acme.example"


def test_doc_a_lifecycle_stage_only_moves_forward(api: Api) -> None:
    company = api.made(name="Acme", lifecyclestage="opportunity")
    assert _stage(api, company, "lead") == "opportunity"
    assert _stage(api, company, "customer") == "customer"


def test_doc_a_cleared_lifecycle_stage_may_start_again_anywhere(api: Api) -> None:
    company = api.made(name="Acme", lifecyclestage="customer")
    assert _stage(api, company, "") is None
    assert _stage(api, company, "subscriber") == "subscriber"


def test_a_custom_stage_has_its_place_in_the_order(api: Api) -> None:
    path = "/crm/v3/properties/companies/lifecyclestage"
    options = api("GET", path).json["options"]
    for option in options[3:]:
        option["displayOrder"] += 1
    custom = {"label": "Trial", "value": "4711", "displayOrder": 3, "hidden": False}
    assert api("PATCH", path, {"options": [*options, custom]}).status == 200
    company = api.made(name="Acme", lifecyclestage="opportunity")
    assert _stage(api, company, "4711") == "opportunity"
    younger = api.made(name="Beta", lifecyclestage="lead")
    assert _stage(api, younger, "4711") == "4711"


@pytest.fixture
def generous(api: Api) -> Api:
    """A portal that makes companies for its contacts."""
    api.crm.settings.auto_create_companies = True
    return api


def _employers(api: Api, contact: str) -> list[str]:
    path = f"/crm/v4/objects/contacts/{contact}/associations/companies"
    return [str(row["toObjectId"]) for row in api("GET", path).json["results"]]


def test_rec_a_company_is_made_for_a_contact_as_hubspot_marks_it(generous: Api) -> None:
    contact = generous.contact(email="ann@acme.example")
    [company] = _employers(generous, contact)
    source = (
        "hs_object_source",
        "hs_object_source_id",
        "hs_object_source_label",
    )
    shown = generous.company(company, "domain", *source)
    assert shown["domain"] == "acme.example"
    assert [shown[name] for name in source] == [
        "COMPANIES",
        "FetchAssociatedCompanyIdStep",
        "CRM_SETTING",
    ]


def test_a_company_with_that_domain_is_taken_instead(generous: Api) -> None:
    company = generous.made(name="Acme", domain="acme.example")
    contact = generous.contact(email="ann@acme.example")
    assert _employers(generous, contact) == [company]


def test_doc_a_free_mail_address_makes_no_company(generous: Api) -> None:
    contact = generous.contact(email="ann@gmail.com")
    assert _employers(generous, contact) == []


def test_doc_a_free_mail_address_with_a_website_does(generous: Api) -> None:
    contact = generous.contact(email="ann@gmail.com", website="www.acme.example")
    assert len(_employers(generous, contact)) == 1


def test_an_address_that_comes_later_makes_one_too(generous: Api) -> None:
    contact = generous.contact(lastname="Ann")
    body = {"properties": {"email": "ann@acme.example"}}
    generous("PATCH", f"/crm/v3/objects/contacts/{contact}", body)
    assert len(_employers(generous, contact)) == 1


def test_no_company_is_made_while_the_setting_is_off(api: Api) -> None:
    assert _employers(api, api.contact(email="ann@acme.example")) == []
