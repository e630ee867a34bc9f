"""The generated portal."""

from __future__ import annotations

from tests.sandbox.hubspot.api import Api, condition

SIZES = {"companies": 200, "contacts": 300, "lists": 4}


def _portal(seed: int = 1) -> Api:
    api = Api()
    api.crm.reset(seed, SIZES)
    return api


def _dump(api: Api) -> list[object]:
    return [
        (record.id, dict(record.properties), record.modified)
        for store in api.crm.portal.stores.values()
        for record in store
    ]


def test_the_same_seed_gives_the_same_portal() -> None:
    assert _dump(_portal()) == _dump(_portal())
    assert _dump(_portal()) != _dump(_portal(2))


def test_the_sizes_are_kept() -> None:
    assert _portal().crm.counts() == SIZES
    api = Api()
    api.crm.reset(1, {})
    assert api.crm.counts() == {"companies": 0, "contacts": 0, "lists": 0}


def test_every_generated_value_would_be_accepted() -> None:
    api = _portal()
    for kind, store in api.crm.portal.stores.items():
        definitions = api.crm.portal.schemas[kind].definitions
        for record in list(store)[:100]:
            held = {
                name: value
                for name, value in record.properties.items()
                if definitions[name].is_writable
            }
            path = f"/crm/v3/objects/{kind}/{record.id}"
            answer = api("PATCH", path, {"properties": held})
            assert answer.status == 200, answer.json


def test_most_contacts_belong_to_a_company() -> None:
    api = _portal()
    employed = condition("associatedcompanyid", "HAS_PROPERTY")
    path = "/crm/v3/objects/contacts/search"
    found = api("POST", path, {"filterGroups": [{"filters": [employed]}]}).json
    assert found["total"] > SIZES["contacts"] * 0.8
    staffed = api.search(condition("num_associated_contacts", "GT", "0"))
    assert 0 < staffed.json["total"] < SIZES["companies"]


def test_lists_by_hand_and_by_filter_have_members() -> None:
    lists = _portal().crm.portal.lists.by_id.values()
    assert [each.processing_type for each in lists] == ["MANUAL", "DYNAMIC"] * 2
    assert all(0 < len(each.members) < SIZES["contacts"] for each in list(lists)[:3])


def test_some_companies_were_made_by_the_account_setting() -> None:
    automatic = condition("hs_object_source", "EQ", "COMPANIES")
    assert 0 < _portal().search(automatic).json["total"] < SIZES["companies"] / 2
