"""The owner mapping, matched by e-mail with an active Salesforce user (M8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from integrations.models import Mapping
from integrations.rules.ids import full_id
from tests.engine.crms import HEADERS, accounts_of

if TYPE_CHECKING:
    from tests.engine.world import World

ADA, BRUNO = "ada@northwind.example", "bruno@northwind.example"
INACTIVE, ONLY_IN_HUBSPOT = "dmitri@northwind.example", "finn@northwind.example"
EMAIL = "ann@acme-works.com"


def owner(world: World, email: str) -> str:
    answer = requests.get(
        f"{world.hubspot.url}/crm/v3/owners", headers=HEADERS, timeout=30
    )
    [found] = [o["id"] for o in answer.json()["results"] if o["email"] == email]
    return str(found)


def user(world: World, email: str) -> str:
    soql = f"SELECT Id FROM User WHERE Email = '{email}'"
    answer = requests.get(
        f"{world.salesforce.url}/services/data/v64.0/query",
        {"q": soql},
        headers=HEADERS,
        timeout=30,
    )
    [row] = answer.json()["records"]
    return full_id(row["Id"])


def integration_user(world: World) -> str:
    """Salesforce makes it the owner of what arrives without one."""
    account = world.create_account(Name="Made without an owner")
    found = world.account(account)["OwnerId"]
    world.delete_account(account)
    return str(found)


@pytest.mark.parametrize(
    ("email", "expected"),
    [(BRUNO, BRUNO), (INACTIVE, ""), (ONLY_IN_HUBSPOT, ""), ("", "")],
    ids=["active", "inactive", "no-user", "no-owner"],
)
def test_a_new_account_gets_the_owner_of_its_company_or_the_integration_user(
    synced: World, email: str, expected: str
) -> None:
    default = integration_user(synced)
    assert default != user(synced, BRUNO)
    chosen = {"hubspot_owner_id": owner(synced, email)} if email else {}
    company_id = synced.create_company(name="Acme", domain="acme-works.com", **chosen)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    [account] = accounts_of(synced.salesforce, ["OwnerId"]).values()
    assert account["OwnerId"] == (user(synced, expected) if expected else default)


@pytest.mark.parametrize("rule", ["prefer_salesforce", "two_way"])
def test_an_owner_behaves_as_two_way_and_without_a_match_the_last_one_stays(
    synced: World, rule: str
) -> None:
    Mapping.objects.filter(field="OwnerId").update(rule=rule)
    account = synced.create_account(Name="Acme", OwnerId=user(synced, ADA))
    synced.sync()
    company = synced.record(account).company_id or ""
    here = synced.company(company, "hubspot_owner_id")
    assert here["hubspot_owner_id"] == owner(synced, ADA)
    synced.wait_for_the_next_second()
    synced.change_company(company, hubspot_owner_id=owner(synced, BRUNO))
    synced.sync()
    assert synced.account(account)["OwnerId"] == user(synced, BRUNO)
    synced.wait_for_the_next_second()
    synced.change_company(company, hubspot_owner_id=owner(synced, ONLY_IN_HUBSPOT))
    synced.sync()
    assert synced.account(account)["OwnerId"] == user(synced, BRUNO)
    assert synced.record(account).status == "in_sync"
