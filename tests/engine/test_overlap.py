"""What two overlapping passes both see is remembered while it is seen, not longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest
from django.core.cache import cache
from django.utils import timezone

from integrations.engine import overlap
from integrations.engine.clients import open_clients
from integrations.engine.context import Context, context_of
from integrations.engine.overlap import news, remember

if TYPE_CHECKING:
    from tests.engine.world import World

MARK: Final = "contact_watermark"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Edit:
    id: str
    modified_at: datetime


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def a_pass(synced: World, now: datetime) -> Context:
    """Of a pass after others, all of which came to their end."""
    cache.clear()
    found = context_of(synced.start_sync(), open_clients(synced.integration))
    found.integration.contact_watermark = now + 60 * MINUTE
    return found


def see(a_pass: Context, edits: list[Edit], of_pass: datetime) -> None:
    remember(a_pass, MARK, of_pass.isoformat(), edits, of_pass - 5 * MINUTE)


def test_what_is_seen_again_is_among_the_last_to_be_forgotten(
    a_pass: Context, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlap, "MOST", 2)
    ann, bob = (Edit(name, now - 2 * MINUTE) for name in ("ann", "bob"))
    ann_again, cleo = (Edit(name, now - MINUTE) for name in ("ann", "cleo"))
    see(a_pass, [ann, bob], now)
    see(a_pass, [ann_again], now)
    see(a_pass, [cleo], now)
    assert news(a_pass, MARK, [ann_again, bob, cleo]) == [bob]


def test_what_no_pass_sees_any_more_is_forgotten(
    a_pass: Context, now: datetime
) -> None:
    old, fresh = Edit("ann", now - 4 * MINUTE), Edit("bob", now + MINUTE)
    see(a_pass, [old], now)
    assert news(a_pass, MARK, [old]) == []
    see(a_pass, [fresh], now + 3 * MINUTE)
    assert news(a_pass, MARK, [old, fresh]) == [old]
