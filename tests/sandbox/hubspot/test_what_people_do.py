"""What is done in HubSpot's pages: edits, restoring, the rules for employers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integrations.sandbox.orders import OrderError

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Api

COMPANIES = "/crm/v3/objects/companies"
EXCLUDED = {"excluded_domains": ["acme.example"]}


def _steer(api: Api, name: str, **order: object) -> object:
    return api.crm.controls["POST", name](order)


def _history(api: Api, company: str, name: str) -> list[dict[str, Any]]:
    answer = api("GET", f"{COMPANIES}/{company}", propertiesWithHistory=name)
    found: list[dict[str, Any]] = answer.json["propertiesWithHistory"][name]
    return found


def _edit(api: Api, company: str, source: str, **properties: str) -> object:
    keys = {"object": "companies", "id": company, "properties": properties}
    return _steer(api, "edit", **keys, source=source)


def test_rec_each_version_tells_its_source(api: Api) -> None:
    company = api.made(name="A")
    _edit(api, company, "CRM_UI", name="B")
    _edit(api, company, "IMPORT", name="C")
    _edit(api, company, "AUTOMATION_PLATFORM", name="D")
    body = {"properties": {"name": "E"}}
    api("PATCH", f"{COMPANIES}/{company}", body)
    versions = _history(api, company, "name")
    assert [(each["value"], each["sourceType"]) for each in versions] == [
        ("E", "INTEGRATION"),
        ("D", "AUTOMATION_PLATFORM"),
        ("C", "IMPORT"),
        ("B", "CRM_UI"),
        ("A", "INTEGRATION"),
    ]
    assert versions[0]["sourceId"] == "7654321"
    assert (versions[3]["sourceId"], versions[3]["updatedByUserId"]) == (
        "userId:1001",
        1001,
    )


def test_rec_a_rolled_up_value_says_it_was_calculated(api: Api) -> None:
    company, contact = api.made(name="A"), api.contact(lastname="Ann")
    ends = f"contacts/{contact}/associations/default/companies/{company}"
    api("PUT", f"/crm/v4/objects/{ends}")
    newest = _history(api, company, "num_associated_contacts")[0]
    assert (newest["value"], newest["sourceType"]) == ("1", "CALCULATED")


def test_mem_people_may_take_a_stage_back(api: Api) -> None:
    company = api.made(name="A", lifecyclestage="customer")
    _edit(api, company, "IMPORT", lifecyclestage="lead")
    assert api.company(company, "lifecyclestage")["lifecyclestage"] == "customer"
    _edit(api, company, "CRM_UI", lifecyclestage="lead")
    assert api.company(company, "lifecyclestage")["lifecyclestage"] == "lead"


def test_doc_a_deleted_company_is_listed_apart_until_it_is_restored(api: Api) -> None:
    company, other = api.made(name="A"), api.made(name="B")
    api("DELETE", f"{COMPANIES}/{company}")
    listed = api("GET", COMPANIES, archived="true").json["results"]
    assert [(row["id"], row["archived"]) for row in listed] == [(company, True)]
    assert listed[0]["archivedAt"] == listed[0]["updatedAt"]
    assert api.batch("read", {"id": company}).status == 207
    path = f"{COMPANIES}/batch/read"
    read = api("POST", path, {"inputs": [{"id": company}]}, archived="true")
    assert (read.status, read.ids) == (200, [company])
    _steer(api, "restore", object="company", id=company)
    assert api("GET", COMPANIES, archived="true").ids == []
    assert api("GET", COMPANIES).ids == api.search().ids == [company, other]


def test_a_restored_company_has_its_unique_value_and_its_domain_again(
    api: Api,
) -> None:
    key = {"syncadmin_account_id": "001"}
    company = api.made(name="A", **key)
    api("DELETE", f"{COMPANIES}/{company}")
    _steer(api, "restore", object="companies", id=company)
    order = {"inputs": [{"id": "001"}], "idProperty": "syncadmin_account_id"}
    assert api("POST", f"{COMPANIES}/batch/read", order).ids == [company]


def test_a_unique_value_taken_in_the_meantime_forbids_restoring(api: Api) -> None:
    key = {"syncadmin_account_id": "001"}
    company = api.made(name="A", **key)
    api("DELETE", f"{COMPANIES}/{company}")
    api.made(name="B", **key)
    with pytest.raises(OrderError, match="already has that value"):
        _steer(api, "restore", object="companies", id=company)


def test_only_a_deleted_record_can_be_restored(api: Api) -> None:
    with pytest.raises(OrderError, match="not deleted"):
        _steer(api, "restore", object="companies", id=api.made(name="A"))
    with pytest.raises(OrderError, match="no such record"):
        _steer(api, "restore", object="companies", id="1")
    with pytest.raises(OrderError, match="does not implement"):
        _steer(api, "restore", object="deals", id="1")


def test_an_edit_that_hubspot_would_refuse_is_refused(api: Api) -> None:
    company = api.made(name="A")
    with pytest.raises(OrderError, match="INVALID_OPTION"):
        _edit(api, company, "CRM_UI", industry="COOKING")
    with pytest.raises(OrderError, match="cannot be"):
        _edit(api, company, "MAGIC", name="B")


@pytest.fixture
def generous(api: Api) -> Api:
    """A portal that makes companies for its contacts."""
    api.crm.settings.auto_create_companies = True
    return api


def test_doc_a_domain_can_be_excluded(generous: Api) -> None:
    _steer(generous, "employers", **EXCLUDED)
    generous.contact(email="ann@acme.example")
    assert generous.crm.counts()["companies"] == 0
    generous.contact(email="ann@other.example")
    assert generous.crm.counts()["companies"] == 1


def test_doc_a_thousand_domains_can_be_excluded(generous: Api) -> None:
    many = [f"d{number}.example" for number in range(1001)]
    with pytest.raises(OrderError, match="1000"):
        _steer(generous, "employers", excluded_domains=many)
    _steer(generous, "employers", excluded_domains=many[:1000])


def test_doc_a_subdomain_has_a_company_of_its_own(generous: Api) -> None:
    generous.contact(email="ann@acme.example")
    generous.contact(email="bob@info.acme.example")
    assert generous.crm.counts()["companies"] == 2


def test_doc_an_employer_that_is_there_already_stays(generous: Api) -> None:
    company = generous.made(name="Acme", domain="acme.example")
    contact = generous.contact(email="ann@acme.example")
    body = {"properties": {"email": "ann@other.example"}}
    generous("PATCH", f"/crm/v3/objects/contacts/{contact}", body)
    assert generous("GET", COMPANIES).ids == [company]


def test_doc_a_new_company_is_enriched_some_seconds_later(generous: Api) -> None:
    _steer(generous, "employers", enrichment_s=5)
    generous.contact(email="ann@acme.example")
    [company] = generous("GET", COMPANIES).ids
    names = ("city", "industry", "hs_lastmodifieddate")
    before = generous.company(company, *names)
    generous.crm.clock.advance(6)
    after = generous.company(company, *names)
    assert before["city"] is None
    assert before["industry"] is None
    assert after["city"]
    assert after["industry"]
    assert after["hs_lastmodifieddate"] > before["hs_lastmodifieddate"]
    newest = _history(generous, company, "city")[0]
    assert newest["sourceType"] == "COMPANY_INSIGHTS"


def test_doc_an_enriched_company_keeps_what_people_wrote(generous: Api) -> None:
    _steer(generous, "employers", enrichment_s=5)
    generous.contact(email="ann@acme.example")
    [company] = generous("GET", COMPANIES).ids
    _edit(generous, company, "CRM_UI", city="Atlantis")
    generous.crm.clock.advance(6)
    assert generous.company(company, "city")["city"] == "Atlantis"


def test_a_company_deleted_before_it_is_enriched_stays_deleted(generous: Api) -> None:
    _steer(generous, "employers", enrichment_s=5)
    generous.contact(email="ann@acme.example")
    [company] = generous("GET", COMPANIES).ids
    generous("DELETE", f"{COMPANIES}/{company}")
    generous.crm.clock.advance(6)
    assert generous("GET", COMPANIES).ids == []
