"""A set of mappings is brought back from the history of settings (C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User

from integrations.engine.freshness import refresh
from integrations.engine.mapping_change import add, change, delete, version
from integrations.engine.mapping_check import Draft
from integrations.engine.restore import restore
from integrations.engine.settings_import import Wrong
from integrations.models import Mapping, SettingChange
from tests.engine.schemas import create_property, delete_property

if TYPE_CHECKING:
    from tests.engine.world import World


def test_a_set_comes_back_with_rules_values_and_their_order(world: World) -> None:
    made = add(world.integration, Draft("address2", "Site", "two_way", {}), user=None)
    row = Mapping.objects.get(property="industry")
    values = {"INVESTMENT_BANKING": "Banking", "BANKING": "Banking"}
    change(row, "two_way", values, seen=version(row), user=None)
    row = Mapping.objects.get(property="industry")
    change(row, "none", {}, seen=version(row), user=None)
    delete(made, seen=version(made), user=None)
    before_the_switch_off = SettingChange.objects.filter(setting=str(row))[0]
    anna = User.objects.create_user("anna")
    changed = restore(before_the_switch_off, anna)
    assert changed == [
        "industry ↔ Industry: none → two_way",
        "address2 ↔ Site: added as two_way",
    ]
    assert list(Mapping.objects.get(property="industry").values.items()) == list(
        values.items()
    )
    kept = SettingChange.objects.all()[0]
    assert (kept.setting, kept.user) == ("mappings", anna)
    assert restore(kept, anna)
    assert not Mapping.objects.filter(property="address2").exists()


def test_a_set_that_no_longer_fits_is_refused_by_the_path(world: World) -> None:
    create_property(world, "shade")
    refresh(world.integration)
    made = add(world.integration, Draft("shade", "Site", "two_way", {}), user=None)
    delete(made, seen=version(made), user=None)
    delete_property(world, "shade")
    refresh(world.integration)
    with pytest.raises(Wrong, match=r"mappings\[15\].property: .*'shade'"):
        restore(SettingChange.objects.all()[0], None)


def test_a_change_of_another_setting_brings_no_mappings_back(world: World) -> None:
    kept = SettingChange.objects.create(
        integration=world.integration, setting="poll_seconds", old=60, new=30
    )
    with pytest.raises(Wrong, match="not one of the mappings"):
        restore(kept, None)
