"""HubSpot's own Python client on stages, labels, lists and tokens, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hubspot
import pytest

from integrations.sandbox.hubspot.crm import HubSpotCrm
from tests.sandbox.running import start_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

PIPELINE = "companies-lifecycle-pipeline"
ENDS = ("contacts", "companies")
CLIENT = {"client_id": "id", "client_secret": "secret"}


@pytest.fixture
def client() -> Iterator[Any]:
    crm = HubSpotCrm()
    crm.reset(1, {"companies": 3, "contacts": 6, "lists": 2})
    with start_sandbox(crm) as url:
        yield hubspot.Client.create(access_token="pat-1", host=url, base_url=url)


def test_a_lifecycle_stage_is_made_changed_and_archived(client: Any) -> None:
    stages = client.crm.pipelines.pipeline_stages_api
    order = {"label": "Trial", "displayOrder": 3, "metadata": {}}
    made = stages.create("companies", PIPELINE, order)
    assert made.id.isdecimal()
    stages.update("companies", PIPELINE, made.id, {"label": "Pilot"})
    listed = stages.get_all("companies", PIPELINE).results
    assert "Pilot" in [stage.label for stage in listed]
    stages.archive("companies", PIPELINE, made.id)
    assert len(stages.get_all("companies", PIPELINE).results) == len(listed) - 1


def test_an_association_label_is_made_renamed_and_removed(client: Any) -> None:
    labels = client.crm.associations.v4.schema.definitions_api
    order = {"label": "Adviser", "name": "adviser", "inverseLabel": "Advised"}
    made = labels.create(*ENDS, order).results
    assert [each.category for each in made] == ["USER_DEFINED"] * 2
    change = {"associationTypeId": made[0].type_id, "label": "Counsel"}
    labels.update(*ENDS, change)
    assert "Counsel" in [each.label for each in labels.get_all(*ENDS).results]
    labels.remove(*ENDS, made[0].type_id)
    assert "Counsel" not in [each.label for each in labels.get_all(*ENDS).results]


def test_a_list_is_filtered_anew_deleted_and_restored(client: Any) -> None:
    lists = client.crm.lists.lists_api
    order = {"objectTypeId": "0-2", "processingType": "DYNAMIC", "name": "Known"}
    found = lists.create({**order, "filterBranch": _branch("IS_KNOWN")}).list
    branch = {"filterBranch": _branch("IS_UNKNOWN")}
    assert lists.update_list_filters(found.list_id, branch).updated_list.list_version
    lists.remove(found.list_id)
    lists.restore(found.list_id)
    assert lists.get_by_id(found.list_id).list.name == "Known"
    ordered = client.crm.lists.memberships_api.get_page_ordered_by_added_to_list_date
    assert ordered(found.list_id).results == []


def _branch(operator: str) -> dict[str, Any]:
    operation = {"operationType": "ALL_PROPERTY", "operator": operator}
    test = {"filterType": "PROPERTY", "property": "name", "operation": operation}
    ways = [{"filterBranchType": "AND", "filterBranches": [], "filters": [test]}]
    return {"filterBranchType": "OR", "filterBranches": ways, "filters": []}


def test_a_calculated_property_is_made_and_read(client: Any) -> None:
    order = {
        "name": "double",
        "label": "Double",
        "type": "number",
        "fieldType": "calculation_equation",
        "groupName": "companyinformation",
        "calculationFormula": "numberofemployees * 2",
    }
    properties = client.crm.properties.core_api
    assert properties.create("companies", order).calculated
    companies = client.crm.companies.basic_api
    made = companies.create({"properties": {"name": "A", "numberofemployees": "4"}})
    read = companies.get_by_id(made.id, properties=["double"])
    assert read.properties["double"] == "8"


def test_tokens_tell_of_themselves(client: Any) -> None:
    grant = {"grant_type": "authorization_code", "code": "c", "redirect_uri": "r"}
    tokens = client.oauth.tokens_api.create(**grant, **CLIENT)
    access = client.oauth.access_tokens_api.get(tokens.access_token)
    assert (access.token, access.hub_id) == (tokens.access_token, 12_345_678)
    refresh = client.oauth.refresh_tokens_api
    assert refresh.get(tokens.refresh_token).client_id == "id"
    refresh.archive(tokens.refresh_token)
    with pytest.raises(hubspot.oauth.ApiException):
        refresh.get(tokens.refresh_token)


def test_history_is_read_with_its_sources(client: Any) -> None:
    companies = client.crm.companies.basic_api
    made = companies.create({"properties": {"name": "A"}})
    companies.update(made.id, {"properties": {"name": "B"}})
    read = companies.get_by_id(made.id, properties_with_history=["name"])
    versions = read.properties_with_history["name"]
    assert [(each.value, each.source_type) for each in versions] == [
        ("B", "INTEGRATION"),
        ("A", "INTEGRATION"),
    ]
