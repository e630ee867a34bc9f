"""What the client promises of writing, kept against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from integrations.errors import Fatal, Rejected, Retryable
from integrations.hubspot.client import HubSpotClient
from integrations.records import KEY_PROPERTY, Written
from integrations.throttle import NoThrottle
from tests.hubspot import people

if TYPE_CHECKING:
    from tests.sandboxes import Sandbox

ODD_NAMES = [
    "O'Hara & Söhne",
    "名前 😀",
    "line\nbreak",
    "a\u2028b",
    "\u202eright to left",
]


def ids(hubspot: HubSpotClient) -> list[str]:
    companies, _ = hubspot.list_companies(None, [])
    return [company.id for company in companies]


def codes(results: dict[str, Written | Exception]) -> dict[str, str]:
    return {
        key: error.code for key, error in results.items() if isinstance(error, Rejected)
    }


def test_companies_are_updated_and_cleared(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=2)
    first, second = ids(hubspot)
    results = hubspot.update_companies(
        {first: {"phone": "1", "city": "Bern"}, second: {"phone": "2"}}
    )
    hubspot.update_companies({first: {"phone": None}})
    found = hubspot.read_companies([first, second], ["phone", "city"])
    assert found[first].properties["phone"] in {None, ""}
    assert found[first].properties["city"] == "Bern"
    assert found[second].properties["phone"] == "2"
    told = results[second]
    assert isinstance(told, Written)
    assert (told.id, told.created) == (second, False)
    assert told.modified_at == found[second].modified_at


def test_a_hundred_companies_go_in_one_call_each_with_its_own_answer(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    """The sandbox answers in another order, as HubSpot may."""
    hubspot_sandbox.reset(companies=100)
    wanted = ids(hubspot)
    before = hubspot.calls
    results = hubspot.update_companies({id_: {"phone": id_} for id_ in wanted})
    assert hubspot.calls == before + 1
    assert list(results) == wanted
    assert {
        id_: told.id for id_, told in results.items() if isinstance(told, Written)
    } == {id_: id_ for id_ in wanted}


def test_odd_names_come_back_as_they_were_sent(keyed: HubSpotClient) -> None:
    names = {str(number): name for number, name in enumerate(ODD_NAMES)}
    keyed.upsert_companies(KEY_PROPERTY, {key: {"name": n} for key, n in names.items()})
    found = keyed.read_companies(list(names), ["name"], id_property=KEY_PROPERTY)
    assert {key: company.properties["name"] for key, company in found.items()} == names


def test_an_upsert_creates_once_and_updates_after(
    keyed: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    rows = {f"key-{number}": {"name": f"Company {number}"} for number in range(150)}
    before = keyed.calls
    first = keyed.upsert_companies(KEY_PROPERTY, rows)
    again = keyed.upsert_companies(KEY_PROPERTY, rows)
    assert keyed.calls == before + 4
    assert all(isinstance(told, Written) and told.created for told in first.values())
    assert not any(
        isinstance(told, Written) and told.created for told in again.values()
    )
    assert hubspot_sandbox.state()["companies"] == 150
    found = keyed.read_companies(list(rows), ["name"], id_property=KEY_PROPERTY)
    for key, told in again.items():
        assert isinstance(told, Written)
        assert (found[key].id, found[key].properties["name"]) == (
            told.id,
            rows[key]["name"],
        )


def test_a_refused_company_is_named_and_the_others_are_written(
    keyed: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    results = keyed.upsert_companies(
        KEY_PROPERTY,
        {
            "a": {"name": "A", "industry": "ALCHEMY"},
            "b": {"name": "B"},
            "c": {"name": "C", "numberofemployees": "many"},
            "d": {"name": "D", "gone": "x"},
        },
    )
    assert isinstance(results["b"], Written)
    refused = codes(dict(results))
    assert set(refused) == {"a", "c", "d"}
    assert refused["a"] == "INVALID_OPTION"
    assert refused["d"] == "PROPERTY_DOESNT_EXIST"
    error = results["a"]
    assert isinstance(error, Rejected)
    assert error.fields == ("industry",)
    assert "“A”: industry: ALCHEMY" in error.message
    assert hubspot_sandbox.state()["companies"] == 1


def test_an_unknown_company_is_named_and_the_others_are_written(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=1)
    (known,) = ids(hubspot)
    results = hubspot.update_companies(
        {"999999999": {"phone": "1"}, known: {"phone": "1"}}
    )
    assert isinstance(results[known], Written)
    error = results["999999999"]
    assert isinstance(error, Rejected)
    assert error.code == "OBJECT_NOT_FOUND"


def test_a_lost_answer_makes_no_second_company(
    keyed: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.fail("upsert", {"drop": "after"}, times=1)
    with pytest.raises(Retryable):
        keyed.upsert_companies(KEY_PROPERTY, {"a": {"name": "A"}})
    told = keyed.upsert_companies(KEY_PROPERTY, {"a": {"name": "A"}})["a"]
    assert isinstance(told, Written)
    assert not told.created
    assert hubspot_sandbox.state()["companies"] == 1


def test_locked_companies_are_tried_again_and_the_others_are_written(
    keyed: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.fail("upsert", {"error": "LOCKED", "records": 1}, times=1)
    results = keyed.upsert_companies(
        KEY_PROPERTY, {"a": {"name": "A"}, "b": {"name": "B"}}
    )
    assert isinstance(results["a"], Retryable)
    assert isinstance(results["b"], Written)


def test_a_value_another_company_holds_is_refused_with_that_company(
    keyed: HubSpotClient,
) -> None:
    made = keyed.upsert_companies(
        KEY_PROPERTY, {"a": {"name": "A"}, "b": {"name": "B"}}
    )
    first, second = made["a"], made["b"]
    assert isinstance(first, Written)
    assert isinstance(second, Written)
    error = keyed.update_companies({second.id: {KEY_PROPERTY: "a"}})[second.id]
    assert isinstance(error, Rejected)
    assert error.code == "UNIQUE_VALUE_TAKEN"
    assert error.fields == (KEY_PROPERTY,)
    assert first.id in error.message


def test_the_key_property_is_made_once_in_a_group_of_its_own(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot.create_key_property()
    hubspot_sandbox.forget_requests()
    hubspot.create_key_property()
    assert hubspot_sandbox.requests()["total"] == 1
    found = next(item for item in hubspot.properties() if item.name == KEY_PROPERTY)
    assert (found.type, found.field_type, found.unique) == ("string", "text", True)
    assert found.label == "Salesforce account ID"


def test_a_key_property_that_is_not_unique_is_refused_with_the_way_out(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    body = {
        "name": KEY_PROPERTY,
        "label": "Mine",
        "groupName": "companyinformation",
        "type": "string",
        "fieldType": "text",
    }
    requests.post(
        f"{hubspot_sandbox.url}/crm/v3/properties/companies",
        json=body,
        headers={"Authorization": "Bearer token"},
        timeout=30,
    ).raise_for_status()
    with pytest.raises(Rejected, match="Delete it in HubSpot"):
        hubspot.create_key_property()
    with pytest.raises(Rejected, match="non-unique"):
        hubspot.upsert_companies(KEY_PROPERTY, {"a": {"name": "A"}, "b": {"name": "B"}})


def test_a_token_that_may_not_make_properties_is_told_the_scope(
    hubspot_sandbox: Sandbox,
) -> None:
    hubspot = HubSpotClient(hubspot_sandbox.url, "token", throttle=NoThrottle())
    hubspot_sandbox.fail("properties", {"error": "MISSING_SCOPES"}, method="POST")
    with pytest.raises(Fatal, match="lacks the scope") as caught:
        hubspot.create_key_property()
    assert caught.value.suspends == "permission"


def test_nothing_to_write_costs_no_call(hubspot: HubSpotClient) -> None:
    assert hubspot.update_companies({}) == {}
    assert hubspot.read_companies([], []) == {}
    assert hubspot.calls == 0


def test_two_companies_become_a_third_that_both_lead_to(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    primary, other = (
        people.create(hubspot_sandbox, "companies", name=name, phone=phone)
        for name, phone in (("Acme", ""), ("Acme Inc.", "+1 555 0100"))
    )
    survivor = hubspot.merge_companies(primary, other)
    assert survivor not in {primary, other}
    found = hubspot.read_companies([primary, other], ["name", "phone"])
    assert {company.id for company in found.values()} == {survivor}
    assert found[other].properties["name"] == "Acme"
    assert found[other].properties["phone"] == "+1 555 0100"


def test_a_company_that_is_gone_cannot_be_merged(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    primary = people.create(hubspot_sandbox, "companies", name="Acme")
    with pytest.raises(Rejected):
        hubspot.merge_companies(primary, "999999999")
