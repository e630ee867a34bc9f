"""A company's domain is kept as a bare domain, whatever address was written: [mem]."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.hubspot.api import KEY, condition

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Api

COMPANIES = "/crm/v3/objects/companies"
WRITTEN = "HTTPS://WWW.Acme.example:8080/about?a=1#top"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (WRITTEN, "acme.example"),
        ("ACME.example", "acme.example"),
        ("www.acme.example", "acme.example"),
        ("http://shop.acme.example/", "shop.acme.example"),
        (" acme.example ", "acme.example"),
        ("acme.example", "acme.example"),
    ],
)
def test_an_address_becomes_its_domain(api: Api, written: str, kept: str) -> None:
    made = api.created("companies", domain=written)
    assert made["properties"]["domain"] == kept
    assert api.company(made["id"])["domain"] == kept


@pytest.mark.parametrize(
    "written",
    ["N/A", "Acme Inc.", "Localhost", "http://[", "www.", "Ann@acme.example"],
)
def test_what_is_no_address_stays_as_it_was_written(api: Api, written: str) -> None:
    assert api.company(api.made(domain=written))["domain"] == written


def test_every_way_to_write_it_is_the_same(api: Api) -> None:
    company = api.made(name="Acme", **{KEY: "A"})
    values = {"properties": {"domain": WRITTEN}}
    by_id, by_key = {"id": company}, {"id": "A", "idProperty": KEY}
    for method, path, order in (
        ("PATCH", f"{COMPANIES}/{company}", values),
        ("POST", f"{COMPANIES}/batch/update", {"inputs": [by_id | values]}),
        ("POST", f"{COMPANIES}/batch/upsert", {"inputs": [by_key | values]}),
    ):
        api("PATCH", f"{COMPANIES}/{company}", {"properties": {"domain": ""}})
        assert api(method, path, order).status == 200
        assert api.company(company)["domain"] == "acme.example"


def test_another_form_of_the_same_domain_is_no_change(api: Api) -> None:
    company = api.made(domain="acme.example")
    api("PATCH", f"{COMPANIES}/{company}", {"properties": {"domain": WRITTEN}})
    more = {"propertiesWithHistory": ["domain"]}
    past = api("GET", f"{COMPANIES}/{company}", **more).json["propertiesWithHistory"]
    assert [version["value"] for version in past["domain"]] == ["acme.example"]


def test_the_search_finds_the_bare_domain(api: Api) -> None:
    company = api.made(domain=WRITTEN)
    assert api.search(condition("domain", "EQ", "acme.example")).ids == [company]


def test_a_property_of_that_name_elsewhere_keeps_what_is_written(api: Api) -> None:
    order = {"name": "domain", "label": "Domain", "type": "string"}
    more = {"fieldType": "text", "groupName": "contactinformation"}
    assert api("POST", "/crm/v3/properties/contacts", order | more).status == 201
    made = api.created("contacts", email="ann@acme.example", domain=WRITTEN)
    assert made["properties"]["domain"] == WRITTEN
