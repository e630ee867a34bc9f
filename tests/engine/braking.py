"""Runs that stop themselves, in the engine's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.pump import pump
from integrations.models import Integration, Record, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World

MANY = 24
"""Of so many linked accounts, two in a hundred may be deleted, five unlinked."""


def accounts() -> list[str]:
    rows = Record.objects.exclude(account_id=None).order_by("pk")
    return [row.account_id or "" for row in rows]


def linked() -> int:
    return Record.objects.exclude(account_id=None).exclude(company_id=None).count()


def braked(world: World, run: SyncRun | None = None) -> SyncRun:
    found = run or world.start_sync()
    assert not pump(found, threads=world.hands)
    found.refresh_from_db()
    return found


def asking_about_deleted(world: World, count: int, then: str) -> SyncRun:
    """A pass that stopped at so many deleted accounts; ``then``: what is done then."""
    Integration.objects.update(on_account_deleted=then)
    for account_id in accounts()[:count]:
        world.delete_account(account_id)
    return braked(world)


def asking_about_emptied(world: World) -> SyncRun:
    """A pass that stopped at fifty accounts whose city was cleared."""
    rows = [{"Name": f"Firm {place}", "BillingCity": "Turin"} for place in range(50)]
    world.create_accounts(rows)
    world.sync()
    for account_id in accounts():
        world.change_account(account_id, BillingCity=None)
    return braked(world)
