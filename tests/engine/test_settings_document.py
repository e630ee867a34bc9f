"""Settings as one document: out, in again, and refused where they are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from integrations.engine.settings_export import export
from integrations.engine.settings_import import Wrong, load
from integrations.models import Mapping, SettingChange

if TYPE_CHECKING:
    from tests.engine.world import World


def test_what_goes_out_comes_in_without_a_change(world: World) -> None:
    assert load(world.integration, export(world.integration)) == []


def test_it_has_no_secrets(world: World) -> None:
    assert "sync-hubspot" not in export(world.integration)


def test_a_setting_changes_and_is_kept_in_the_history(world: World) -> None:
    changed = load(world.integration, "sync_companies: {poll_seconds: 30}")
    change = SettingChange.objects.get(setting="poll_seconds")
    world.integration.refresh_from_db()
    assert changed == ["poll_seconds: 60 → 30"]
    assert world.integration.poll_seconds == 30
    assert (change.old, change.new) == (60, 30)


def test_the_limits_of_the_brake_and_shared_domains_are_settings(
    world: World,
) -> None:
    text = "sync_companies: {brake: {delete: 7}, shared_domains: [acme.com]}"
    changed = load(world.integration, text)
    assert changed == ["shared_domains: [] → ['acme.com']", "brake_delete: 2 → 7"]
    out = yaml.safe_load(export(world.integration))["sync_companies"]
    assert out["brake"] == {"delete": 7, "unlink": 5, "blank": 10, "create": 50}
    assert out["shared_domains"] == ["acme.com"]


def test_absent_settings_and_mappings_stay(world: World) -> None:
    before = export(world.integration)
    load(world.integration, "sync_companies: {lifecycle_stage: true}")
    assert export(world.integration) == before


def test_a_standard_mapping_that_is_missing_stops_syncing(world: World) -> None:
    document = yaml.safe_load(export(world.integration))
    document["mappings"] = [m for m in document["mappings"] if m["property"] != "phone"]
    load(world.integration, yaml.safe_dump(document))
    assert Mapping.objects.get(property="phone").rule == Mapping.Rule.NONE


def test_a_custom_mapping_is_added_and_deleted(world: World) -> None:
    before = export(world.integration)
    document = yaml.safe_load(before)
    custom = {"property": "address2", "field": "Site", "rule": "two_way"}
    document["mappings"].append(custom)
    load(world.integration, yaml.safe_dump(document))
    assert Mapping.objects.get(property="address2").standard is False
    load(world.integration, before)
    assert not Mapping.objects.filter(property="address2").exists()


def test_a_dry_run_says_the_same_and_changes_nothing(world: World) -> None:
    before = export(world.integration)
    text = "sync_companies: {poll_seconds: 30}"
    assert load(world.integration, text, dry_run=True) == ["poll_seconds: 60 → 30"]
    assert export(world.integration) == before
    assert not SettingChange.objects.filter(setting="poll_seconds").exists()


@pytest.mark.parametrize(
    ("document", "message"),
    [
        pytest.param("a: [", "not YAML", id="not-yaml"),
        pytest.param("- 1", "Expected a document", id="a-list"),
        pytest.param("colours: 1", "colours: there is no", id="unknown-part"),
        pytest.param(
            "sync_companies: {pol_seconds: 1}", "pol_seconds", id="unknown-setting"
        ),
        pytest.param(
            "sync_companies: {poll_seconds: 1}", "poll_seconds", id="too-fast"
        ),
        pytest.param(
            "sync_companies: {bulk_resync_limit: 0}",
            "bulk_resync_limit: Ensure this value is greater than or equal to 1",
            id="none-resynced",
        ),
        pytest.param(
            "sync_companies: {bulk_resync_limit: some}",
            "bulk_resync_limit",
            id="no-number",
        ),
        pytest.param(
            "sync_companies: {default_object: Deal}", "default_object", id="no-choice"
        ),
        pytest.param(
            "sync_companies: {lifecycle_stage: maybe}", "true or false", id="no-boolean"
        ),
        pytest.param("sync_companies: {matching: [luck]}", "matching", id="matching"),
        pytest.param(
            "sync_companies: {matching: [key, key]}", "matching", id="matching-twice"
        ),
        pytest.param(
            "sync_companies: {brake: {explode: 1}}", "brake.explode", id="no-such-brake"
        ),
        pytest.param(
            "sync_companies: {brake: {delete: 101}}", "brake.delete", id="past-100"
        ),
        pytest.param("sync_companies: {brake: 5}", "brake: expected", id="one-brake"),
        pytest.param(
            "sync_companies: {shared_domains: [a.com, 'no domain']}",
            "Not a domain: no domain",
            id="no-domain",
        ),
        pytest.param(
            "sync_companies: {shared_domains: a.com}", "a list of", id="no-list"
        ),
        pytest.param(
            "mappings: [{property: nmae, field: Name, rule: two_way}]",
            r"mappings\[0\].property: .*nmae",
            id="no-such-property",
        ),
        pytest.param(
            "mappings: [{property: name, field: Name, rule: sometimes}]",
            r"mappings\[0\]: rule",
            id="no-such-rule",
        ),
        pytest.param(
            "mappings: [{property: name, field: IsDeleted, rule: two_way}]",
            r"mappings\[0\]",
            id="types-differ",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_path(
    world: World, document: str, message: str
) -> None:
    before = export(world.integration)
    with pytest.raises(Wrong, match=message):
        load(world.integration, document)
    assert export(world.integration) == before


def test_all_that_is_wrong_is_named_at_once(world: World) -> None:
    document = """
        secrets: none
        sync_companies: {pol_seconds: 1, poll_seconds: 1, brake: {explode: 1}}
        mappings: [{property: nmae, field: Name, rule: two_way}]
    """
    with pytest.raises(Wrong) as wrong:
        load(world.integration, document)
    paths = [it.partition(": ")[0] for it in wrong.value.problems]
    assert list(dict.fromkeys(paths)) == [
        "secrets",
        "sync_companies.pol_seconds",
        "sync_companies.brake.explode",
        "sync_companies.poll_seconds",
        "mappings[0].property",
    ]
