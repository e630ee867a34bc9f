"""The difference between a CRM's clock and ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from integrations.clocks import SAME, ahead_of_ours
from integrations.engine.clients import open_clients

if TYPE_CHECKING:
    from tests.engine.world import World

BEFORE = timedelta(seconds=7)


@pytest.mark.parametrize("seconds", [-600, 0, 600])
def test_it_is_told_by_the_date_of_an_answer(seconds: int) -> None:
    theirs = datetime.now(UTC) + timedelta(seconds=seconds)
    found = ahead_of_ours(format_datetime(theirs, usegmt=True), BEFORE)
    assert abs(found - timedelta(seconds=seconds)) < timedelta(seconds=60)


@pytest.mark.parametrize("date", [None, "", "yesterday"])
def test_an_answer_without_a_date_changes_nothing(date: str | None) -> None:
    assert ahead_of_ours(date, BEFORE) == BEFORE


def test_both_clients_know_it_from_their_last_answer(world: World) -> None:
    clients = open_clients(world.integration)
    for client in (clients.salesforce, clients.hubspot):
        assert client.clock_ahead == SAME
        client.now()
        assert SAME != client.clock_ahead < timedelta(seconds=60)
