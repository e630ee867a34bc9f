"""Both halves of a pair in one hand: one row of both, one item, nothing broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.utils import timezone

from integrations.engine.claim import claim
from integrations.engine.clients import open_clients
from integrations.engine.context import Context, context_of
from integrations.engine.decide import decide
from integrations.engine.gather import gather
from integrations.engine.intend import intend
from integrations.engine.item import Item
from integrations.engine.known_words import remember_words
from integrations.engine.links import link
from integrations.engine.starting import start_import
from integrations.engine.sync_errors import Problem, settle_errors
from integrations.models import Record, SyncError, SyncRun
from integrations.rules.matching import Linked
from integrations.rules.plan import Skip, Unchanged

if TYPE_CHECKING:
    from tests.engine.world import World


@pytest.fixture
def context(synced: World) -> Context:
    run = start_import(synced.integration, cause="command")
    return context_of(run, open_clients(synced.integration))


def row(world: World, **ids: str) -> Record:
    made = Record.objects.create(integration=world.integration, **ids)
    remember_words([made])
    return made


def unlinked(world: World) -> list[Record]:
    """Acme in both CRMs, known to be there and not yet one."""
    company_id = world.create_company(name="Acme", domain="acme-works.com")
    account_id = world.create_account(Name="Acme", Website="acme-works.com")
    known = {"name": "Acme", "domain": "acme-works.com"}
    return [
        row(world, account_id=account_id, **known),
        row(world, company_id=company_id, **known),
    ]


def test_two_rows_with_the_same_open_error_become_one(synced: World) -> None:
    account, company = row(synced, account_id="001"), row(synced, company_id="1")
    problem = Problem("internal", "Broken", category=SyncError.Category.OTHER)
    found = [(account, [problem]), (company, [problem])]
    settle_errors(found, timezone.now())
    with transaction.atomic():
        linked = link(synced.integration, {"1": "001"})
    assert linked == {"1": "001"}
    assert account.errors.count() == 2
    assert account.errors.open().count() == 1


def test_an_account_and_its_company_in_one_batch_are_one_item(
    synced: World, context: Context
) -> None:
    account, company = unlinked(synced)
    rows = [{"record": company.pk}, {"record": account.pk}]
    items = gather(context, rows, manual=True)
    assert [item.record for item in items] == [account]
    assert items[0].match == Linked(company.company_id or "", "domain")


def test_an_account_and_its_company_due_in_one_batch_are_linked(synced: World) -> None:
    account, company = unlinked(synced)
    Record.objects.update(status=Record.Status.WAITING, retry_at=timezone.now())
    run = synced.resync(records=[account.pk, company.pk])
    account.refresh_from_db()
    assert run.status == SyncRun.Status.SUCCEEDED
    assert account.company_id == company.company_id
    assert (synced.companies(), synced.salesforce.state()["Account"]) == (1, 1)


def test_an_account_that_must_ask_is_not_given_a_company_unasked(
    synced: World, context: Context
) -> None:
    account, company = unlinked(synced)
    other_id = synced.create_company(name="Acme Ltd", domain="acme-works.com")
    row(synced, company_id=other_id, name="Acme Ltd", domain="acme-works.com")
    rows = [{"record": account.pk}, {"record": company.pk}]
    items = gather(context, rows, manual=True)
    plans = [decide(context, item) for item in items]
    assert {item.record for item in items} == {account, company}
    assert [it.reason for it in plans if isinstance(it, Skip)] == ["duplicate"] * 2


def test_a_merged_account_keeps_its_company_if_the_winner_has_got_another(
    synced: World, context: Context
) -> None:
    winner = row(synced, account_id="001")
    loser = row(synced, account_id="002", company_id="2")
    Record.objects.filter(pk=winner.pk).update(company_id="1")
    lease = claim(context.run)
    assert lease
    item = Item(winner, match=Linked("2", "merge"), merged=loser)
    intended = intend(context, lease, [(item, Unchanged({}, ()))])
    loser.refresh_from_db()
    assert intended.held == [item]
    assert (loser.company_id, loser.reason) == ("2", "")
