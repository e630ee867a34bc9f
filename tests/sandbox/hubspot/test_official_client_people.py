"""HubSpot's own Python client on contacts, their companies and lists, over HTTP."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

import hubspot
import pytest
import requests
from hubspot.crm.contacts import ApiException
from hubspot.crm.lists import ApiException as ListException

from integrations.sandbox.hubspot.crm import HubSpotCrm
from tests.sandbox.running import start_sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BATCH, MANY = 100, 5_000
WORKS_AT = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}
NUMBER = count(1)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with start_sandbox(HubSpotCrm()) as url:
        yield url


@pytest.fixture
def client(url: str) -> Any:
    return hubspot.Client.create(access_token="pat-1", host=url, base_url=url)


def _company(client: Any, **properties: str) -> str:
    order = {"properties": {"name": "Acme", **properties}}
    company: str = client.crm.companies.basic_api.create(order).id
    return company


def _address() -> str:
    return f"{next(NUMBER)}@people.example"


def _contacts(client: Any, number: int, employer: str = "") -> list[str]:
    batches = client.crm.contacts.batch_api
    link = {"to": {"id": employer}, "types": [WORKS_AT]}
    row = {"associations": [link]} if employer else {}
    return [
        contact.id
        for start in range(0, number, BATCH)
        for contact in batches.create(
            {
                "inputs": [
                    {"properties": {"email": _address()}, **row}
                    for _ in range(start, min(start + BATCH, number))
                ]
            }
        ).results
    ]


def _associated(client: Any, company: str) -> list[list[str]]:
    """The ids of a company's contacts, page by page."""
    pages, order = [], {"id": company}
    while order:
        [found] = client.crm.associations.v4.batch_api.get_page(
            "companies", "contacts", {"inputs": [order]}
        ).results
        pages.append([to.to_object_id for to in found.to])
        after = found.paging and found.paging.next.after
        order = {"id": company, "after": after} if after else {}
    return pages


def test_doc_a_company_with_5000_contacts_is_read_page_by_page(client: Any) -> None:
    company = _company(client)
    contacts = _contacts(client, MANY, company)
    pages = _associated(client, company)
    assert [len(page) for page in pages] == [500] * 10
    assert sorted(chain.from_iterable(pages)) == sorted(contacts)
    read = client.crm.companies.basic_api.get_by_id(
        company, properties=["num_associated_contacts"]
    )
    assert read.properties["num_associated_contacts"] == str(MANY)


def test_rec_a_thousand_companies_without_contacts_are_a_thousand_errors(
    client: Any,
) -> None:
    company = _company(client)
    [contact] = _contacts(client, 1, company)
    ids = [company, *(str(number) for number in range(999))]
    answer = client.crm.associations.v4.batch_api.get_page(
        "companies", "contacts", {"inputs": [{"id": each} for each in ids]}
    )
    assert [row.to[0].to_object_id for row in answer.results] == [contact]
    assert (answer.num_errors, len(answer.errors)) == (999, 999)
    assert answer.errors[0].context["fromObjectId"] == ["0"]


def test_doc_contacts_are_read_by_id_and_by_address(client: Any) -> None:
    contacts = _contacts(client, 2)
    batches = client.crm.contacts.batch_api
    order = {"inputs": [{"id": each} for each in contacts], "properties": ["email"]}
    by_id = {row.id: row.properties["email"] for row in batches.read(order).results}
    order["inputs"] = [{"id": each} for each in (*by_id.values(), "no@one.example")]
    answer = batches.read({**order, "idProperty": "email"})
    assert {row.id: row.properties["email"] for row in answer.results} == by_id
    assert answer.errors[0].context == {"ids": ["no@one.example"]}


def test_doc_history_tells_value_time_and_source(client: Any) -> None:
    [contact] = _contacts(client, 1)
    client.crm.contacts.basic_api.update(contact, {"properties": {"city": "Rome"}})
    order = {"inputs": [{"id": contact}], "propertiesWithHistory": ["city"]}
    [read] = client.crm.contacts.batch_api.read({**order, "properties": []}).results
    [version] = read.properties_with_history["city"]
    assert (version.value, version.source_type) == ("Rome", "INTEGRATION")
    assert version.timestamp == read.updated_at


def test_mem_history_is_read_of_50_records_at_most(client: Any) -> None:
    ids = [{"id": str(number)} for number in range(51)]
    order = {"propertiesWithHistory": ["city"], "properties": []}
    with pytest.raises(ApiException) as caught:
        client.crm.contacts.batch_api.read({**order, "inputs": ids})
    assert caught.value.status == 400
    read = client.crm.contacts.batch_api.read({**order, "inputs": ids[:50]})
    assert read.num_errors == 1


def test_doc_merged_contacts_are_found_by_all_three_ids(client: Any) -> None:
    one, two = _contacts(client, 2)
    contacts = client.crm.contacts.basic_api
    merged = contacts.merge({"primaryObjectId": one, "objectIdToMerge": two})
    assert merged.id not in (one, two)
    for each in (one, two, merged.id):
        read = contacts.get_by_id(each, properties=["hs_merged_object_ids"])
        assert read.id == merged.id
        assert read.properties["hs_merged_object_ids"] == f"{one};{two}"


def test_doc_an_archived_contact_is_listed_apart(client: Any) -> None:
    [contact] = _contacts(client, 1)
    contacts = client.crm.contacts.basic_api
    contacts.archive(contact)
    archived = {each.id: each for each in contacts.get_page(archived=True).results}
    assert archived[contact].archived_at is not None
    with pytest.raises(ApiException) as caught:
        contacts.get_by_id(contact)
    assert caught.value.status == 404


def test_doc_an_association_moves_the_stamps_of_both(client: Any) -> None:
    company, [contact] = _company(client), _contacts(client, 1)
    client.crm.associations.v4.basic_api.create(
        "contacts", contact, "companies", company, [WORKS_AT]
    )
    for objects, record, name in (
        (client.crm.companies, company, "num_associated_contacts"),
        (client.crm.contacts, contact, "associatedcompanyid"),
    ):
        read = objects.basic_api.get_by_id(record, properties_with_history=[name])
        newest = read.properties_with_history[name][0]
        assert (newest.source_type, newest.timestamp) == ("CALCULATED", read.updated_at)


def test_doc_people_are_searched_by_company_and_companies_by_person(
    client: Any,
) -> None:
    company = _company(client)
    [contact] = _contacts(client, 1, company)
    for objects, by, known, wanted in (
        (client.crm.companies, "contact", contact, company),
        (client.crm.contacts, "company", company, contact),
    ):
        test = {"propertyName": f"associations.{by}", "operator": "EQ", "value": known}
        order = {"filterGroups": [{"filters": [test]}]}
        found = objects.search_api.do_search(order).results
        assert [row.id for row in found] == [wanted]


def test_doc_changed_contacts_are_searched_by_their_own_stamp(client: Any) -> None:
    [contact] = _contacts(client, 1)
    read = client.crm.contacts.basic_api.get_by_id(contact)
    stamp = read.properties["lastmodifieddate"]
    since = {"propertyName": "lastmodifieddate", "operator": "GTE", "value": stamp}
    by_stamp = {"propertyName": "lastmodifieddate", "direction": "DESCENDING"}
    found = client.crm.contacts.search_api.do_search(
        {"filterGroups": [{"filters": [since]}], "sorts": [by_stamp]}
    )
    assert found.results[0].id == contact


def test_rec_a_company_made_for_a_contact_says_who_made_it(
    client: Any, url: str
) -> None:
    settings = f"{url}/__sandbox__/settings"
    requests.post(settings, json={"auto_create_companies": True}, timeout=30)
    try:
        [contact] = _contacts(client, 1)
    finally:
        requests.post(settings, json={"auto_create_companies": False}, timeout=30)
    links = client.crm.associations.v4.basic_api
    [to] = links.get_page("contacts", contact, "companies").results
    source = ["hs_object_source", "hs_object_source_label"]
    made = client.crm.companies.basic_api.get_by_id(to.to_object_id, properties=source)
    assert [made.properties[name] for name in source] == ["COMPANIES", "CRM_SETTING"]


def test_doc_a_stage_goes_back_only_when_it_was_cleared(client: Any) -> None:
    company = _company(client, lifecyclestage="customer")

    def stage(wanted: str) -> str | None:
        companies = client.crm.companies.basic_api
        companies.update(company, {"properties": {"lifecyclestage": wanted}})
        read = companies.get_by_id(company, properties=["lifecyclestage"])
        found: str | None = read.properties["lifecyclestage"]
        return found

    assert [stage(each) for each in ("lead", "", "lead")] == ["customer", None, "lead"]


@pytest.mark.parametrize("kind", ["0-1", "0-2"])
def test_doc_a_list_of_either_type_is_read_in_both_orders(
    client: Any, kind: str
) -> None:
    members = (
        _contacts(client, 3) if kind == "0-1" else [_company(client) for _ in range(3)]
    )
    lists, memberships = client.crm.lists.lists_api, client.crm.lists.memberships_api
    order = {"objectTypeId": kind, "processingType": "MANUAL", "name": f"Of {kind}"}
    made = lists.create(order).list
    assert (made.object_type_id, made.processing_type) == (kind, "MANUAL")
    for each in members:
        memberships.add(made.list_id, [each])
    by_id, by_joining = (
        _rows(read, made.list_id)
        for read in (
            memberships.get_page,
            memberships.get_page_ordered_by_added_to_list_date,
        )
    )
    assert [row.record_id for row in by_id] == sorted(members, key=int)
    assert by_joining == sorted(by_id, key=lambda row: row.membership_timestamp)


def _rows(read: Callable[..., Any], list_id: str) -> list[Any]:
    """Three members on pages of two."""
    first = read(list_id, limit=2)
    rest = read(list_id, after=first.paging.next.after)
    assert (first.total, rest.paging) == (3, None)
    return [*first.results, *rest.results]


def test_rec_a_deleted_list_is_a_404_and_so_are_its_members(client: Any) -> None:
    lists = client.crm.lists.lists_api
    order = {"objectTypeId": "0-2", "processingType": "MANUAL", "name": "Gone"}
    made = lists.create(order).list
    lists.remove(made.list_id)
    for read in (lists.get_by_id, client.crm.lists.memberships_api.get_page):
        with pytest.raises(ListException) as caught:
            read(made.list_id)
        assert caught.value.status == 404
