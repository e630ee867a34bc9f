"""What every test of the engine may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.models import Integration, Record
from integrations.rules.words import words_of
from tests.engine.braking import MANY
from tests.engine.creating import settle
from tests.engine.world import World
from tests.hubspot import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sandboxes import Sandbox


@pytest.fixture
def empty_world(
    transactional_db: None, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> Iterator[World]:
    """Two CRMs, not connected yet; whatever happens, records can be searched for."""
    yield World(Integration.current(), salesforce_sandbox, hubspot_sandbox)
    for record in Record.objects.prefetch_related("words"):
        stored = {bytes(it.word).decode() for it in record.words.all()}
        assert stored == words_of(record.name, record.domain), record


@pytest.fixture
def world(empty_world: World) -> World:
    """Two connected, empty CRMs; Sync companies is off."""
    empty_world.connect()
    return empty_world


@pytest.fixture
def synced(world: World) -> World:
    """Two connected, empty CRMs with Sync companies on."""
    world.switch_on()
    return world


@pytest.fixture
def with_many(world: World) -> World:
    world.salesforce.reset(accounts=MANY)
    world.connect()
    world.switch_on()
    world.import_accounts()
    return world


@pytest.fixture
def company_id(synced: World) -> str:
    """A company without contacts, not read yet."""
    return synced.create_company(name="Acme", domain="acme-works.com")


@pytest.fixture
def customers(synced: World) -> str:
    """The inclusion list."""
    list_id = people.create_list(synced.hubspot, "Customers")
    settle(synced, inclusion_list=list_id)
    return list_id


@pytest.fixture(params=["one batch", "a batch each"])
def batches(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one pass reads is worked on together, or record by record."""
    if request.param == "a batch each":
        monkeypatch.setattr("integrations.engine.queueing.BATCH_SIZE", 1)
