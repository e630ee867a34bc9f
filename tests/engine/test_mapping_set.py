"""The whole set of mappings replaced by a document: what it may not do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from integrations.engine.settings_export import export
from integrations.engine.settings_import import Wrong, load
from integrations.models import Mapping, SettingChange

if TYPE_CHECKING:
    from tests.engine.world import World


def document(world: World, *entries: dict[str, Any], without: str = "") -> str:
    found = yaml.safe_load(export(world.integration))
    kept = [it for it in found["mappings"] if it["property"] != without]
    return yaml.safe_dump({"mappings": [*kept, *entries]}, sort_keys=False)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param(
            {"property": "phone", "field": "Fax", "rule": "two_way"},
            r"\.field: phone stays with the standard mapping phone ↔ Phone",
            id="its-property",
        ),
        pytest.param(
            {"property": "address2", "field": "Phone", "rule": "two_way"},
            r"\.property: Phone stays with the standard mapping phone ↔ Phone",
            id="its-field",
        ),
    ],
)
def test_a_standard_mapping_keeps_its_pair(
    world: World, entry: dict[str, Any], message: str
) -> None:
    before = export(world.integration)
    with pytest.raises(Wrong, match=message):
        load(world.integration, document(world, entry, without="phone"))
    assert export(world.integration) == before


def test_syncadmins_own_mapping_keeps_its_rule(world: World) -> None:
    text = export(world.integration)
    system = Mapping.objects.get(system=True)
    found = yaml.safe_load(text)
    for entry in found["mappings"]:
        if entry["property"] == system.property:
            entry["rule"] = "none"
    with pytest.raises(Wrong, match="Syncadmin's own: it stays always_salesforce"):
        load(world.integration, yaml.safe_dump(found))


def test_two_custom_mappings_swap_their_fields(world: World) -> None:
    for property, field in (("address2", "Site"), ("about_us", "Fax")):
        Mapping.objects.create(
            integration=world.integration, property=property, field=field, rule="none"
        )
    text = export(world.integration).replace("Site", "?").replace("Fax", "Site")
    load(world.integration, text.replace("?", "Fax"))
    custom = Mapping.objects.filter(standard=False).values_list("property", "field")
    assert dict(custom) == {"address2": "Fax", "about_us": "Site"}
    kept = SettingChange.objects.get()
    assert (kept.setting, kept.mappings) == ("mappings", kept.old)


def test_the_order_of_values_in_a_document_is_kept(world: World) -> None:
    first = {"BANKING": "Banking", "INVESTMENT_BANKING": "Banking"}
    second = dict(reversed(first.items()))
    entry = {"property": "industry", "field": "Industry", "rule": "two_way"}
    for values in (first, second):
        text = document(world, {**entry, "values": values}, without="industry")
        load(world.integration, text)
        stored = Mapping.objects.get(property="industry").values
        assert list(stored) == list(values)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["INSURANCE", "BANKING", "INVESTMENT_BANKING"], []),
        (["BANKING", "INSURANCE", "INVESTMENT_BANKING"], []),
        (["INVESTMENT_BANKING", "BANKING", "INSURANCE"], ["values changed"]),
    ],
    ids=["first-group-last", "between", "another-is-written-back"],
)
def test_an_order_that_says_nothing_is_no_change(
    world: World, values: list[str], told: list[str]
) -> None:
    pairs = {"BANKING": "Banking", "INVESTMENT_BANKING": "Banking"}
    pairs["INSURANCE"] = "Insurance"
    entry = {"property": "industry", "field": "Industry", "rule": "two_way"}
    text = document(world, {**entry, "values": pairs}, without="industry")
    load(world.integration, text)
    ordered = {ours: pairs[ours] for ours in values}
    again = document(world, {**entry, "values": ordered}, without="industry")
    expected = [f"industry ↔ Industry: {line}" for line in told]
    assert load(world.integration, again) == expected


def test_what_failed_on_a_mapping_is_due_when_a_document_changes_it(
    synced: World,
) -> None:
    industry = {"property": "industry", "field": "Industry", "rule": "two_way"}
    few = {**industry, "values": {"INSURANCE": "Insurance"}}
    load(synced.integration, document(synced, few, without="industry"))
    account = synced.create_account(Name="Acme", Industry="Banking")
    synced.sync()
    assert synced.record(account).status == "failing"
    more = {**industry, "values": {"BANKING": "Banking"}}
    load(synced.integration, document(synced, more, without="industry"))
    synced.sync()
    assert synced.record(account).status == "in_sync"
