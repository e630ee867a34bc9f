"""An account's partner is looked for before a company is made (K3, K4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integrations.engine.clients import open_clients
from integrations.engine.context import context_of
from integrations.engine.item import Item
from integrations.engine.partner_search import find_companies
from integrations.models import Record, SyncRun
from integrations.rules.matching import Linked

if TYPE_CHECKING:
    from tests.engine.world import World


def test_the_one_company_with_the_domain_is_linked(world: World) -> None:
    company_id = world.create_company(name="ACME", domain="acme-works.com")
    world.switch_on()
    account_id = world.create_account(Name="Acme", Website="www.acme-works.com")
    world.sync()
    assert world.record(account_id).company_id == company_id
    assert world.companies() == 1
    assert world.company(company_id, "name")["name"] == "Acme"


def test_several_candidates_wait_for_a_decision(world: World) -> None:
    first = world.create_company(name="Acme", domain="acme-works.com")
    second = world.create_company(name="Acme Ltd", domain="acme-works.com")
    world.switch_on()
    account_id = world.create_account(Name="Acme", Website="www.acme-works.com")
    run = world.sync()
    record = world.record(account_id)
    outcome = run.outcomes.get(record=record)
    assert (outcome.kind, outcome.reason) == ("skipped", "duplicate")
    assert world.companies() == 2
    assert record.status == Record.Status.DUPLICATE
    assert first in record.message
    assert second in record.message


@pytest.mark.parametrize("contacts", [0, 1])
def test_partners_that_both_came_since_the_last_pass_find_each_other(
    contacts: int, synced: World
) -> None:
    company_id = synced.create_company(name="ACME", domain="acme-works.com")
    for _ in range(contacts):
        synced.create_contact(company_id, email="ann@acme-works.com")
    account_id = synced.create_account(Name="Acme", Website="www.acme-works.com")
    synced.sync()
    assert synced.record(account_id).company_id == company_id
    assert synced.companies() == 1
    assert synced.salesforce.state()["Account"] == 1


def test_candidates_that_came_since_the_last_pass_wait_for_a_decision(
    synced: World,
) -> None:
    for name in ("Acme", "Acme Ltd"):
        synced.create_company(name=name, domain="acme-works.com")
    account_id = synced.create_account(Name="Acme", Website="www.acme-works.com")
    synced.sync()
    assert synced.record(account_id).status == Record.Status.DUPLICATE
    assert synced.companies() == 2


def test_writing_the_key_into_a_company_links_it(world: World) -> None:
    wanted = world.create_company(name="Acme", domain="acme-works.com")
    world.create_company(name="Acme Ltd", domain="acme-works.com")
    world.switch_on()
    account_id = world.create_account(Name="Acme", Website="www.acme-works.com")
    world.sync()
    world.change_company(wanted, syncadmin_account_id=account_id)
    world.sync()
    world.sync()
    record = world.record(account_id)
    assert (record.company_id, record.status) == (wanted, Record.Status.IN_SYNC)


def test_two_accounts_never_take_the_same_company(world: World) -> None:
    world.create_company(name="Acme", domain="acme-works.com")
    world.switch_on()
    for name in ("Acme East", "Acme West"):
        world.create_account(Name=name, Website="acme-works.com")
    world.sync()
    linked = Record.objects.exclude(account_id=None).values_list(
        "company_id", flat=True
    )
    assert len(set(linked)) == 2
    assert world.companies() == 2


def test_a_company_that_carries_the_key_is_found_by_the_census(world: World) -> None:
    account_id = world.create_account(Name="Acme")
    company_id = world.create_company(name="Acme", syncadmin_account_id=account_id)
    world.switch_on()
    assert world.record(account_id).company_id == company_id


def test_a_company_that_got_the_key_a_moment_ago_becomes_the_partner(
    world: World,
) -> None:
    company_id = world.create_company(name="Acme")
    world.switch_on()
    account_id = world.create_account(Name="Acme")
    world.change_company(company_id, syncadmin_account_id=account_id)
    world.import_accounts(ids=[account_id])
    assert world.record(account_id).company_id == company_id
    assert Record.objects.filter(company_id=company_id).count() == 1
    assert world.companies() == 1


def test_a_company_is_never_taken_from_the_account_it_is_linked_to(
    synced: World,
) -> None:
    first = synced.create_account(Name="Acme")
    synced.sync()
    company_id = synced.record(first).company_id or ""
    second = synced.create_account(Name="Acme Two")
    synced.change_company(company_id, syncadmin_account_id=second)
    run = synced.import_accounts(ids=[second])
    assert (run.created, run.failed) == (0, 1)
    assert synced.record(first).company_id == company_id
    assert synced.record(second).status == Record.Status.DUPLICATE
    assert company_id in synced.record(second).message


def searches(queries: CaptureQueriesContext, words: str) -> int:
    return sum(words in query["sql"] for query in queries)


def test_a_mail_providers_domain_is_not_searched_for(world: World) -> None:
    world.create_company(name="Somebody", domain="gmail.com")
    world.switch_on()
    account = Record(name="Ann", domain="gmail.com")
    context = context_of(
        SyncRun(integration=world.integration), open_clients(world.integration)
    )
    with CaptureQueriesContext(connection) as queries:
        find_companies(context, [Item(account)])
    assert len(queries) == 0


def test_names_are_asked_for_only_where_nothing_before_settles_it(
    world: World,
) -> None:
    world.create_company(name="Acme", domain="acme-works.com")
    world.create_company(name="Globex")
    world.switch_on()
    world.integration.matching = ["key", "domain", "name"]
    world.integration.save()
    context = context_of(
        SyncRun(integration=world.integration), open_clients(world.integration)
    )
    by_domain = Item(Record(name="Acme", domain="acme-works.com"))
    by_name = Item(Record(name="Globex"))
    with CaptureQueriesContext(connection) as queries:
        find_companies(context, [by_domain])
    assert searches(queries, "LOWER") == 0
    find_companies(context, [by_domain, by_name])
    steps = [
        it.match.step for it in (by_domain, by_name) if isinstance(it.match, Linked)
    ]
    assert steps == ["domain", "name"]


def test_a_name_is_found_in_any_case_and_script(world: World) -> None:
    world.create_company(name="École Été")
    world.create_company(name="GLOBEX")
    world.switch_on()
    world.integration.matching = ["key", "domain", "name"]
    world.integration.save()
    context = context_of(
        SyncRun(integration=world.integration), open_clients(world.integration)
    )
    items = [Item(Record(name=name)) for name in ("École Été", "globex")]
    find_companies(context, items)
    assert [type(item.match) for item in items] == [Linked, Linked]
