"""Why? of companies that were merged in HubSpot, and of what a merge left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.pairs import linked
from tests.engine.why import of_account, of_company, said, step, with_contact

if TYPE_CHECKING:
    from tests.engine.world import World


def test_a_merged_company_is_explained_as_the_one_it_lives_on_as(
    synced: World,
) -> None:
    first, second = (synced.create_company(name=name) for name in ("Acme", "Acme 2"))
    survivor = synced.merge_companies(first, second)
    found = of_company(synced, second)
    told = f"Company {second} was merged in HubSpot into company {survivor}."
    assert said(found, "link").startswith(told)
    assert step(found, "link").tone == "info"


@pytest.mark.parametrize("followed", [False, True], ids=["before", "after"])
def test_a_link_that_follows_a_merged_company_is_whole(
    synced: World,
    followed: bool,  # noqa: FBT001
) -> None:
    account_id, company_id = linked(synced)
    other = synced.create_company(name="Acme Ltd")
    survivor = synced.merge_companies(company_id, other)
    if followed:
        synced.sync()
    told = f"Company {company_id} was merged in HubSpot into company {survivor}."
    found = of_company(synced, company_id)
    assert found.record.account_id == account_id
    assert told in said(found, "link")
    assert "gone" not in said(found, "link")
    assert step(found, "link").tone != "bad"
    assert (told in said(of_account(synced, account_id), "link")) is not followed


def test_each_of_two_linked_companies_that_were_merged_names_the_other(
    synced: World,
) -> None:
    _first, company_id = linked(synced, "Acme")
    _second, other = linked(synced, "Acme Inc")
    survivor = synced.merge_companies(company_id, other)
    synced.sync()
    for old in (company_id, other):
        found = of_company(synced, old)
        assert found.record.company_id == survivor
        told = f"Company {old} was merged in HubSpot into company {survivor}."
        assert told in said(found, "link")
        assert step(found, "link").tone == "ok"


def test_what_a_merge_left_over_is_not_promised_a_new_record(synced: World) -> None:
    _first, company_id = linked(synced, "Acme")
    second, other = linked(synced, "Acme Inc")
    synced.merge_companies(company_id, other)
    synced.sync()
    found = of_account(synced, second)
    assert "until somebody decides, under Possible duplicates" in said(found, "search")
    assert step(found, "search").tone == "warn"
    told = " ".join(said(found, it.code) for it in found.steps)
    assert "becomes a" not in told
    assert "Older accounts come" not in told


def test_a_company_that_a_merge_left_over_creates_nothing_yet(synced: World) -> None:
    winner, _kept = linked(synced, "Acme")
    loser, other = linked(synced, "Acme Inc")
    synced.merge_accounts(winner, loser)
    synced.sync()
    with_contact(synced, other)
    found = of_company(synced, other)
    assert "until somebody decides, under Possible duplicates" in said(found, "search")
    assert "The company creates an account" not in said(found, "creation")
    assert "The rules by themselves say: " in said(found, "creation")
