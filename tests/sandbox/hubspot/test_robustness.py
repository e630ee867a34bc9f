"""Whatever a caller sends, it gets one of HubSpot's answers."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.sandbox.hubspot.calls import TABLE
from integrations.sandbox.orders import OrderError
from tests.sandbox.hubspot.api import KEY, Api, condition

COMPANY, CONTACT = "5100000001", "5100000004"
SPEC = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 280}
PAIR = {"from": {"id": COMPANY}, "to": {"id": CONTACT}}
VALUES = {"name": "A", "numberofemployees": "5", "type": "PARTNER"}
TEST = {
    "filterType": "PROPERTY",
    "property": "city",
    "operation": {"operationType": "STRING", "operator": "IS_ANY_OF", "values": ["a"]},
}
WAYS = [{"filterBranchType": "AND", "filters": [TEST], "filterBranches": []}]
BRANCH = {"filterBranchType": "OR", "filterBranches": WAYS}
PROPERTY = {
    "name": "plan",
    "label": "Plan",
    "type": "enumeration",
    "fieldType": "select",
    "groupName": "companyinformation",
    "displayOrder": 1,
    "options": [{"label": "A", "value": "a", "displayOrder": 1, "hidden": False}],
}
BATCH = "/crm/v3/objects/companies/batch"
LINKS = "/crm/v4/associations/companies/contacts/batch"
LINK = {"to": {"id": CONTACT}, "types": [SPEC]}
CALLS: tuple[tuple[str, str, Any], ...] = (
    (
        "POST",
        "/crm/v3/objects/companies",
        {"properties": VALUES, "associations": [LINK]},
    ),
    ("PATCH", f"/crm/v3/objects/companies/{COMPANY}", {"properties": VALUES}),
    (
        "POST",
        "/crm/v3/objects/companies/merge",
        {"primaryObjectId": COMPANY, "objectIdToMerge": "5100000002"},
    ),
    (
        "POST",
        f"{BATCH}/read",
        {
            "inputs": [{"id": COMPANY}],
            "idProperty": KEY,
            "properties": ["name"],
            "propertiesWithHistory": ["name"],
        },
    ),
    (
        "POST",
        f"{BATCH}/create",
        {"inputs": [{"properties": VALUES, "objectWriteTraceId": "1"}]},
    ),
    ("POST", f"{BATCH}/update", {"inputs": [{"id": COMPANY, "properties": VALUES}]}),
    (
        "POST",
        f"{BATCH}/upsert",
        {"inputs": [{"id": "A", "idProperty": KEY, "properties": VALUES}]},
    ),
    ("POST", f"{BATCH}/archive", {"inputs": [{"id": COMPANY}]}),
    (
        "POST",
        "/crm/v3/objects/companies/search",
        {
            "filterGroups": [
                {
                    "filters": [
                        condition("numberofemployees", "BETWEEN", "1", highValue="5"),
                        condition("hs_object_id", "IN", values=[COMPANY]),
                        condition("associations.contact", "IN", values=[CONTACT]),
                    ]
                }
            ],
            "sorts": [{"propertyName": "name", "direction": "DESCENDING"}],
            "properties": ["name"],
            "query": "a",
            "limit": 10,
            "after": "0",
        },
    ),
    (
        "POST",
        f"{LINKS}/read",
        {"inputs": [{"id": COMPANY, "after": "MC0yODAtMQ%3D%3D"}]},
    ),
    ("POST", f"{LINKS}/create", {"inputs": [{**PAIR, "types": [SPEC]}]}),
    ("POST", f"{LINKS}/associate/default", {"inputs": [PAIR]}),
    ("POST", f"{LINKS}/labels/archive", {"inputs": [{**PAIR, "types": [SPEC]}]}),
    (
        "POST",
        f"{LINKS}/archive",
        {"inputs": [{"from": {"id": COMPANY}, "to": [{"id": CONTACT}]}]},
    ),
    (
        "PUT",
        f"/crm/v4/objects/companies/{COMPANY}/associations/contacts/{CONTACT}",
        [SPEC],
    ),
    ("POST", "/crm/v3/properties/companies", PROPERTY),
    ("PATCH", f"/crm/v3/properties/companies/{KEY}", {"label": "A", "options": []}),
    ("POST", "/crm/v3/properties/companies/batch/create", {"inputs": [PROPERTY]}),
    (
        "POST",
        "/crm/v3/properties/companies/batch/read",
        {"inputs": [{"name": KEY}], "archived": False},
    ),
    (
        "POST",
        "/crm/v3/properties/companies/groups",
        {"name": "g", "label": "G", "displayOrder": 1},
    ),
    (
        "POST",
        "/crm/v3/lists",
        {
            "name": "L",
            "objectTypeId": "0-1",
            "processingType": "DYNAMIC",
            "filterBranch": BRANCH,
        },
    ),
    (
        "POST",
        "/crm/v3/lists/search",
        {
            "query": "n",
            "listIds": ["1"],
            "processingTypes": [],
            "offset": 0,
            "count": 2,
        },
    ),
    ("PUT", "/crm/v3/lists/1/memberships/add", [CONTACT]),
    (
        "PUT",
        "/crm/v3/lists/1/memberships/add-and-remove",
        {"recordIdsToAdd": [CONTACT], "recordIdsToRemove": [CONTACT]},
    ),
    ("PUT", "/crm/v3/lists/2/update-list-filters", {"filterBranch": BRANCH}),
    (
        "POST",
        "/crm/v3/lists/records/memberships/batch/read",
        {"inputs": [{"objectTypeId": "0-1", "recordId": CONTACT}]},
    ),
    (
        "POST",
        "/crm/v3/pipelines/companies/companies-lifecycle-pipeline/stages",
        {"label": "Trial", "displayOrder": 3, "metadata": {}},
    ),
    (
        "PATCH",
        "/crm/v3/pipelines/companies/companies-lifecycle-pipeline/stages/lead",
        {"label": "Trial", "displayOrder": 3},
    ),
    (
        "POST",
        "/crm/v4/associations/contacts/companies/labels",
        {"label": "A", "name": "a", "inverseLabel": "B"},
    ),
    (
        "PUT",
        "/crm/v4/associations/contacts/companies/labels",
        {"associationTypeId": 1, "label": "A", "inverseLabel": "B"},
    ),
    (
        "POST",
        "/crm/v3/properties/companies",
        {
            "name": "revenue_each",
            "label": "Each",
            "type": "number",
            "fieldType": "calculation_equation",
            "groupName": "companyinformation",
            "calculationFormula": "annualrevenue / numberofemployees",
        },
    ),
)
ORDERS: tuple[tuple[str, Any], ...] = (
    ("edit", {"object": "0-2", "id": COMPANY, "properties": {"name": "A"}}),
    ("restore", {"object": "companies", "id": COMPANY}),
    ("employers", {"excluded_domains": ["a.example"], "enrichment_s": 1}),
    (
        "webhooks",
        {
            "url": "http://127.0.0.1:9/",
            "client_secret": "s",
            "subscriptions": ["company.creation"],
            "properties": ["name"],
            "generic": False,
            "retry_s": 1,
        },
    ),
)
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 10**18, 0.5, "", "x", "9" * 30, "1e5", "inf", "{", "-1"]),
    st.sampled_from(
        [[], {}, [[]], [{}], {"id": []}, ["x", None], "associations.deals"]
    ),
)
ACCEPTED = (*range(200, 208), *range(400, 430), 501)


def _places(body: Any) -> list[tuple[object, ...]]:
    """The way to every part of a body."""
    if isinstance(body, dict):
        parts = list(body.items())
    else:
        parts = list(enumerate(body)) if isinstance(body, list) else []
    return [(), *((k, *rest) for k, part in parts for rest in _places(part))]


def _with(body: Any, place: tuple[Any, ...], value: object) -> Any:
    if not place:
        return value
    changed = deepcopy(body)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return changed


@st.composite
def spoilt_calls(draw: st.DrawFn) -> tuple[str, str, Any]:
    method, path, body = draw(st.sampled_from(CALLS))
    for _ in range(draw(st.integers(1, 2))):
        body = _with(body, draw(st.sampled_from(_places(body))), draw(STRANGE))
    return method, path, body


@settings(max_examples=150)
@given(spoilt_calls())
def test_a_spoilt_body_is_refused_in_good_order(call: tuple[str, str, Any]) -> None:
    api = Api()
    api.crm.reset(1, {"companies": 3, "contacts": 3, "lists": 2})
    api.add_key()
    answer = api(*call)
    assert answer.status in ACCEPTED
    if answer.status >= 400:
        assert answer.json["message"]


@st.composite
def spoilt_orders(draw: st.DrawFn) -> tuple[str, Any]:
    name, order = draw(st.sampled_from(ORDERS))
    return name, _with(order, draw(st.sampled_from(_places(order))), draw(STRANGE))


@settings(max_examples=100)
@given(spoilt_orders())
def test_a_spoilt_control_call_is_refused_in_good_order(order: tuple[str, Any]) -> None:
    api = Api()
    api.crm.reset(1, {"companies": 1})
    with suppress(OrderError):
        api.crm.controls["POST", order[0]](order[1])
    api.crm.controls["DELETE", "webhooks"]({})


def test_every_route_answers_with_neither_body_nor_sense(api: Api) -> None:
    for route in TABLE:
        parts = ("companies" if p in ("{type}", "{to}") else p for p in route.parts)
        family, *rest = parts
        crm = () if family in ("account-info", "oauth") else ("crm",)
        path = "/".join(("", *crm, family, "2026-03", *rest))
        answer = api(route.method, path, b"")
        assert answer.status in ACCEPTED, (route, answer.json)
