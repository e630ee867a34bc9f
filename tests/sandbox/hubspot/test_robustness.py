"""Whatever a caller sends, it gets one of HubSpot's answers."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.sandbox.hubspot.calls import TABLE
from tests.sandbox.hubspot.api import Api

KEYS = (
    *("inputs", "id", "properties", "idProperty", "objectWriteTraceId", "name"),
    *("associations", "types", "to", "from", "associationTypeId", "label"),
    *("associationCategory", "filterGroups", "filters", "propertyName", "operator"),
    *("value", "values", "highValue", "sorts", "limit", "after", "query", "options"),
    *("primaryObjectId", "objectIdToMerge", "type", "fieldType", "groupName"),
    *("objectTypeId", "processingType", "filterBranch", "filterBranches", "count"),
    *("filterBranchType", "filterType", "property", "operation", "displayOrder"),
    *("operationType", "recordIdsToAdd", "offset", "processingTypes", "listIds"),
    *("propertiesWithHistory", "city", "numberofemployees", "hs_lastmodifieddate"),
)
VALUES = (
    *("", "0", "1", "-1", "5100000001", "5100000005", "city", "EQ", "IN", "BETWEEN"),
    *("GT", "CONTAINS_TOKEN", "HAS_PROPERTY", "hs_object_id", "createdate", "OR"),
    *("AND", "PROPERTY", "ENUMERATION", "IS_ANY_OF", "string", "enumeration", "0-1"),
    *("HUBSPOT_DEFINED", "DYNAMIC", "MANUAL", "companyinformation", "text", "select"),
    *("hs_lastmodifieddate", "associations.contact", "{", "é" * 3, "9" * 30, "1e5"),
)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, -1, 280, 279, 10**18, 0.5]),
    st.sampled_from(VALUES),
)
bodies = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    ),
    max_leaves=25,
)
ARGUMENTS = {"type": ["companies", "contacts"], "to": ["companies", "contacts"]}


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, str, Any]:
    route = draw(st.sampled_from(sorted(TABLE, key=lambda r: (r.method, r.pattern))))
    parts = [
        draw(st.sampled_from(ARGUMENTS.get(part[1:-1], list(VALUES))))
        if part.startswith("{")
        else part
        for part in route.parts
    ]
    family, *rest = parts
    place = [family, "2026-03", *rest]
    if family not in ("account-info", "oauth"):
        place.insert(0, "crm")
    wrapped = st.builds(lambda each: {"inputs": each}, st.lists(bodies, max_size=3))
    return route.method, "/" + "/".join(place), draw(st.one_of(bodies, wrapped))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(calls())
def test_no_call_breaks_the_sandbox(call: tuple[str, str, Any]) -> None:
    api = Api()
    api.crm.reset(1, {"companies": 3, "contacts": 3, "lists": 2})
    method, path, body = call
    answer = api(method, path, body)
    assert answer.status in (*range(200, 208), *range(400, 430), 501)
    if answer.status >= 400:
        assert answer.json["message"]
