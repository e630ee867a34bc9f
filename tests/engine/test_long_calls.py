"""A lease lasts as long as its work does."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from integrations.engine.claim import READING
from integrations.engine.pump import pump
from integrations.models import SyncBatch, SyncRun
from tests.sandbox.running import start_sandbox
from tests.sandboxes import Sandbox
from tests.traffic.checked import CheckedSalesforce

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pytest_django.fixtures import Settings

    from integrations.sandbox.wire import Request, Response
    from tests.engine.world import World

PATIENCE = 25


class SlowSalesforce(CheckedSalesforce):
    """While it ``may_answer`` it is as fast as any; else its queries wait."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = Event()
        self.may_answer.set()

    def handle(self, request: Request) -> Response:
        if "/query" in request.path:
            self.may_answer.wait(PATIENCE)
            self.may_answer.set()
        return super().handle(request)


@pytest.fixture
def slow() -> SlowSalesforce:
    return SlowSalesforce()


@pytest.fixture
def salesforce_sandbox(slow: SlowSalesforce) -> Iterator[Sandbox]:
    with start_sandbox(slow) as url:
        yield Sandbox(url)
    assert slow.book.offences == []


def test_a_lease_moves_on_while_a_call_lasts(
    slow: SlowSalesforce, synced: World, settings: Settings
) -> None:
    """Of a batch that reads: one that writes renews its lease before each call, too."""
    settings.SYNC_LEASE_SECONDS = 6
    synced.create_account(Name="Acme")
    first: dict[tuple[int, int], datetime] = {}
    moved = Event()
    reading = SyncBatch.objects.filter(step__in=READING, state=SyncBatch.State.LEASED)

    def watch() -> bool:
        """Threads that have no batch ask it again and again."""
        for pk, fence, until in reading.values_list("pk", "fence", "lease_until"):
            if until and until > first.setdefault((pk, fence), until):
                moved.set()
                slow.may_answer.set()
        return False

    slow.may_answer.clear()
    run = synced.start_sync()
    assert pump(run, threads=4, stop=watch)
    assert moved.is_set()
    run.refresh_from_db()
    assert run.status == SyncRun.Status.SUCCEEDED
