"""Sync companies switched by two clicks at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from integrations.engine.toggle import switch_off, switch_on
from integrations.models import Integration, SettingChange, SyncRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.world import World

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 4


def clicked(act: Callable[[Integration], object]) -> None:
    def click(_number: int) -> None:
        try:
            act(Integration.current())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLICKS) as pool:
        list(pool.map(click, range(CLICKS)))


def test_it_is_switched_on_once_and_off_once(world: World) -> None:
    world.connect()
    world.salesforce.fail("services/data", {"latency_ms": 500})
    clicked(switch_on)
    world.salesforce.heal()
    changes = SettingChange.objects.filter(setting="Sync companies").order_by("pk")
    assert list(changes.values_list("old", "new")) == [(False, True)]
    assert SyncRun.objects.get().kind == SyncRun.Kind.CENSUS
    clicked(switch_off)
    assert list(changes.values_list("old", "new")) == [(False, True), (True, False)]
