"""Properties and their groups (reference, section 2.5)."""

from __future__ import annotations

import pytest

from integrations.sandbox.hubspot.industries import INDUSTRIES
from tests.sandbox.hubspot.api import KEY, Answer, Api
from tests.sandbox.hubspot.facts import Fact, check, each

PROPERTIES = "/crm/v3/properties/companies"
GROUPS = f"{PROPERTIES}/groups"
OPTIONS = [
    {"label": "Yes", "value": "true", "displayOrder": 0, "hidden": False},
    {"label": "No", "value": "false", "displayOrder": 1, "hidden": False},
]


def _create(api: Api, named: str = "plan", **more: object) -> Answer:
    order = {
        "name": named,
        "label": "Plan",
        "type": "string",
        "fieldType": "text",
        "groupName": "companyinformation",
    }
    return api("POST", PROPERTIES, order | more)


def _shown(api: Api, name: str) -> Answer:
    return api("GET", f"{PROPERTIES}/{name}")


def _eleven_unique(api: Api) -> Answer:
    return [_create(api, f"key_{n}", hasUniqueValue=True) for n in range(10)][-1]


FACTS = (
    Fact("doc", "creating answers 201", _create, 201),
    Fact("doc", "ten unique properties, not eleven", _eleven_unique, 400),
    Fact(
        "doc",
        "a boolean with its two options",
        lambda api: _create(
            api, type="bool", fieldType="booleancheckbox", options=OPTIONS
        ),
        201,
    ),
    Fact(
        "doc",
        "a field type that does not fit the type",
        lambda api: _create(api, type="number", fieldType="select"),
        400,
    ),
    Fact(
        "doc",
        "a group that does not exist",
        lambda api: _create(api, groupName="nowhere"),
        400,
    ),
    Fact("doc", "a name in capitals", lambda api: _create(api, "Plan"), 400),
    Fact("doc", "no label", lambda api: _create(api, label=None), 400),
    Fact(
        "doc",
        "an enumeration without options",
        lambda api: _create(api, type="enumeration", fieldType="select"),
        400,
    ),
    Fact("rec", "an unknown property", lambda api: _shown(api, "nothing"), 404),
    Fact(
        "rec",
        "archiving answers 204",
        lambda api: api("DELETE", f"{PROPERTIES}/{KEY}"),
        204,
    ),
    Fact(
        "doc",
        "HubSpot's own properties stay",
        lambda api: api("DELETE", f"{PROPERTIES}/name"),
        400,
    ),
)


@each(FACTS)
def test_properties_are_as_hubspot_keeps_them(fact: Fact, api: Api) -> None:
    check(fact, api)


def test_rec_a_new_property_has_the_recorded_shape(api: Api) -> None:
    shown = _create(api).json
    assert shown["createdAt"] == shown["updatedAt"]
    assert {name: shown[name] for name in shown if not name.endswith("At")} == {
        "name": "plan",
        "label": "Plan",
        "type": "string",
        "fieldType": "text",
        "description": "",
        "groupName": "companyinformation",
        "options": [],
        "displayOrder": -1,
        "calculated": False,
        "externalOptions": False,
        "archived": False,
        "hasUniqueValue": False,
        "hidden": False,
        "modificationMetadata": {
            "archivable": True,
            "readOnlyDefinition": False,
            "readOnlyOptions": False,
            "readOnlyValue": False,
        },
        "formField": False,
        "dataSensitivity": "non_sensitive",
    }


def test_doc_industry_has_its_147_values(api: Api) -> None:
    options = _shown(api, "industry").json["options"]
    assert [option["value"] for option in options] == list(INDUSTRIES)
    assert len(options) == 147


def test_sensitive_properties_are_listed_apart(api: Api) -> None:
    assert api("GET", PROPERTIES, dataSensitivity="sensitive").json == {"results": []}
    assert api("GET", PROPERTIES, dataSensitivity="non_sensitive").json["results"]


def test_doc_owners_are_external_options(api: Api) -> None:
    shown = _shown(api, "hubspot_owner_id").json
    assert (shown["externalOptions"], shown["options"]) == (True, [])


@pytest.mark.parametrize(
    "name", ["createdate", "hs_object_id", "num_associated_contacts"]
)
def test_what_cannot_be_written_says_so(api: Api, name: str) -> None:
    assert _shown(api, name).json["modificationMetadata"]["readOnlyValue"] is True


def test_doc_options_are_replaced_as_a_whole(api: Api) -> None:
    _create(api, type="enumeration", fieldType="select", options=OPTIONS)
    path = f"{PROPERTIES}/plan"
    assert api("PATCH", path, {"label": "New"}).json["options"]
    changed = api("PATCH", path, {"options": OPTIONS[:1]}).json
    assert [option["value"] for option in changed["options"]] == ["true"]
    assert changed["label"] == "New"


def test_an_archived_name_comes_back_as_posted_with_its_values(api: Api) -> None:
    created = _create(api).json
    company = api.made(name="A", plan="gold")
    api("DELETE", f"{PROPERTIES}/plan")
    assert "plan" not in api.company(company, "plan")
    assert _shown(api, "plan").status == 404
    assert api("GET", f"{PROPERTIES}/plan", archived="true").json["archived"] is True
    again = _create(api, label="Again").json
    assert (again["label"], again["createdAt"]) == ("Again", created["createdAt"])
    assert api.company(company, "plan")["plan"] == "gold"


def test_a_property_that_a_list_asks_for_cannot_be_archived(api: Api) -> None:
    _create(api)
    test = {
        "filterType": "PROPERTY",
        "property": "plan",
        "operation": {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"},
    }
    ways = [{"filterBranchType": "AND", "filters": [test]}]
    branch = {"filterBranchType": "OR", "filterBranches": ways}
    order = {"name": "L", "objectTypeId": "0-2", "processingType": "DYNAMIC"}
    assert api("POST", "/crm/v3/lists/", order | {"filterBranch": branch}).status == 200
    answer = api("DELETE", f"{PROPERTIES}/plan")
    in_use = "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"
    assert (answer.status, answer.json["subCategory"]) == (400, in_use)


def test_a_batch_of_properties_is_created_read_and_archived(api: Api) -> None:
    text = {"type": "string", "fieldType": "text", "groupName": "companyinformation"}
    inputs = [{"name": name, "label": name, **text} for name in ("one", "name")]
    made = api("POST", f"{PROPERTIES}/batch/create", {"inputs": inputs})
    assert (made.status, made.json["numErrors"]) == (207, 1)
    names = {"inputs": [{"name": "one"}, {"name": "two"}], "archived": False}
    read = api("POST", f"{PROPERTIES}/batch/read", names)
    assert [row["name"] for row in read.json["results"]] == ["one"]
    assert api("POST", f"{PROPERTIES}/batch/archive", names).status == 204
    assert _shown(api, "one").status == 404


def test_groups_are_made_renamed_and_archived(api: Api) -> None:
    made = api("POST", GROUPS, {"name": "sales", "label": "Sales"})
    assert made.status == 201
    assert made.json == {
        "name": "sales",
        "label": "Sales",
        "displayOrder": -1,
        "archived": False,
    }
    path = f"{GROUPS}/sales"
    assert api("PATCH", path, {"label": "Selling"}).json["label"] == "Selling"
    assert path.endswith(api("GET", GROUPS).json["results"][-1]["name"])
    assert api("DELETE", path).status == 204
    assert api("GET", path).status == 404
    assert api("POST", GROUPS, {"name": "sales", "label": "Again"}).status == 201


def test_a_group_name_that_is_taken_is_refused(api: Api) -> None:
    body = {"name": "companyinformation", "label": "Again"}
    assert api("POST", GROUPS, body).status == 409


@pytest.mark.parametrize(
    "more",
    [
        {"numberDisplayHint": "currency"},
        {"dataSensitivity": "sensitive"},
        {"fieldType": "calculation_equation"},
    ],
    ids=["a hint", "sensitive data", "a calculated field"],
)
def test_what_the_sandbox_has_not_is_a_501(api: Api, more: dict[str, str]) -> None:
    assert _create(api, "plan", **more).status == 501
