"""HubSpot's own Python client against the sandbox, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hubspot
import pytest
from hubspot.crm.companies import ApiException

from integrations.sandbox.hubspot.crm import HubSpotCrm
from tests.sandbox.hubspot.api import KEY
from tests.sandbox.running import start_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUP = {"name": "salesforce_information", "label": "Salesforce information"}
PROPERTY = {
    "name": KEY,
    "label": "Salesforce account ID",
    "type": "string",
    "fieldType": "text",
    "groupName": GROUP["name"],
    "hasUniqueValue": True,
}


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    crm = HubSpotCrm()
    crm.reset(1, {"companies": 12, "contacts": 20, "lists": 2})
    with start_sandbox(crm) as url:
        made = hubspot.Client.create(access_token="pat-1", host=url, base_url=url)
        made.crm.properties.groups_api.create("companies", GROUP)
        made.crm.properties.core_api.create("companies", PROPERTY)
        yield made


def test_a_company_is_made_read_changed_and_archived(client: Any) -> None:
    companies = client.crm.companies.basic_api
    made = companies.create({"properties": {"name": "Acme"}, "associations": []})
    assert made.properties["name"] == "Acme"
    assert made.created_at.tzinfo is not None
    companies.update(made.id, {"properties": {"city": "Rome"}})
    assert (
        companies.get_by_id(made.id, properties=["city"]).properties["city"] == "Rome"
    )
    companies.archive(made.id)
    with pytest.raises(ApiException) as caught:
        companies.get_by_id(made.id)
    assert caught.value.status == 404


def test_all_companies_are_read_page_by_page(client: Any) -> None:
    every = client.crm.companies.get_all(associations=["contacts"])
    assert len(every) >= 12
    assert any(company.associations for company in every)


def test_a_batch_upsert_makes_and_then_changes(client: Any) -> None:
    def upsert() -> Any:
        rows = [
            {"id": key, "idProperty": KEY, "properties": {"name": key}}
            for key in ("001A", "001B")
        ]
        return client.crm.companies.batch_api.upsert({"inputs": rows})

    first, second = upsert(), upsert()
    assert [row.new for row in first.results] == [True, True]
    assert [row.new for row in second.results] == [False, False]
    assert first.results[0].id == second.results[0].id


def test_a_half_failed_batch_is_read_with_its_errors(client: Any) -> None:
    rows = [
        {
            "id": key,
            "idProperty": KEY,
            "properties": {"name": key, "industry": industry},
            "objectWriteTraceId": key,
        }
        for key, industry in (("001C", "BANKING"), ("001D", "NONSENSE"))
    ]
    answer = client.crm.companies.batch_api.upsert({"inputs": rows})
    assert answer.num_errors == 1
    assert answer.errors[0].context == {"objectWriteTraceId": ["001D"]}
    assert answer.results[0].object_write_trace_id == "001C"


def test_companies_are_searched(client: Any) -> None:
    since = {"propertyName": "hs_lastmodifieddate", "operator": "GTE", "value": "0"}
    order = {"filterGroups": [{"filters": [since]}], "limit": 5}
    answer = client.crm.companies.search_api.do_search(order)
    assert answer.total >= 12
    assert (len(answer.results), answer.paging.next.after) == (5, "5")


def test_properties_and_owners_are_read(client: Any) -> None:
    read = client.crm.properties.core_api.get_by_name("companies", KEY)
    assert read.has_unique_value is True
    names = [
        each.name
        for each in client.crm.properties.core_api.get_all("companies").results
    ]
    assert "industry" in names
    owners = client.crm.owners.owners_api.get_page(limit=3)
    rest = client.crm.owners.owners_api.get_page(after=owners.paging.next.after)
    assert rest.results[0].id == owners.paging.next.after


def test_associations_are_made_read_and_deleted(client: Any) -> None:
    company = client.crm.companies.basic_api.create({"properties": {"name": "Acme"}}).id
    contact = client.crm.contacts.basic_api.create(
        {"properties": {"email": "ann@acme.example"}}
    ).id
    v4 = client.crm.associations.v4
    v4.basic_api.create_default("contacts", contact, "companies", company)
    spec = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 2}
    made = v4.basic_api.create("companies", company, "contacts", contact, [spec])
    assert made.labels == ["Primary"]
    ids = {"inputs": [{"id": company}, {"id": "1"}]}
    read = v4.batch_api.get_page("companies", "contacts", ids)
    assert read.results[0].to[0].to_object_id == contact
    assert read.num_errors == 1
    v4.basic_api.archive("companies", company, "contacts", contact)
    page = v4.basic_api.get_page("companies", company, "contacts")
    assert page.results == []


def test_lists_and_memberships_are_read_and_written(client: Any) -> None:
    lists = client.crm.lists
    found = lists.lists_api.do_search({"query": "Newsletter"})
    list_id = found.lists[0].list_id
    members = lists.memberships_api.get_page(list_id)
    removed = lists.memberships_api.remove(list_id, [members.results[0].record_id])
    assert removed.record_ids_removed == [members.results[0].record_id]


def test_a_token_is_refreshed(client: Any) -> None:
    tokens = client.oauth.tokens_api.create(
        grant_type="refresh_token",
        client_id="id",
        client_secret="secret",
        refresh_token="r",
    )
    assert tokens.expires_in == 1800


def test_two_companies_are_merged(client: Any) -> None:
    companies = client.crm.companies.basic_api
    one, two = (
        companies.create({"properties": {"name": name}}).id for name in ("One", "Two")
    )
    merged = companies.merge({"primaryObjectId": one, "objectIdToMerge": two})
    assert companies.get_by_id(two).id == merged.id
