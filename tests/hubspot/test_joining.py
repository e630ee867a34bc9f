"""Who joined a list since, kept against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.errors import Rejected
from integrations.hubspot.lists import LIST_NOT_FOUND
from tests.hubspot import people

if TYPE_CHECKING:
    from integrations.hubspot.client import HubSpotClient
    from tests.sandboxes import Sandbox


@pytest.fixture
def guests(hubspot_sandbox: Sandbox) -> str:
    return people.create_list(hubspot_sandbox, "Guests")


def contacts(sandbox: Sandbox, count: int) -> list[str]:
    rows = [{"email": f"{number}@acme.example"} for number in range(count)]
    return people.create_many(sandbox, "contacts", rows)


def test_the_first_mark_tells_nobody(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str
) -> None:
    people.join(hubspot_sandbox, guests, *contacts(hubspot_sandbox, 3))
    joined, mark = hubspot.joined_since(guests, "")
    assert joined == ()
    assert hubspot.joined_since(guests, mark) == ((), mark)


def test_whoever_joins_is_told_once(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str
) -> None:
    one, two, three = contacts(hubspot_sandbox, 3)
    _, mark = hubspot.joined_since(guests, "")
    people.join(hubspot_sandbox, guests, two)
    joined, mark = hubspot.joined_since(guests, mark)
    assert joined == (two,)
    people.join(hubspot_sandbox, guests, one, three)
    joined, mark = hubspot.joined_since(guests, mark)
    assert set(joined) == {one, three}
    assert hubspot.joined_since(guests, mark) == ((), mark)


def test_those_who_join_in_one_moment_are_all_told(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str
) -> None:
    ids = contacts(hubspot_sandbox, 600)
    hubspot_sandbox.change(freeze_clock=True)
    people.join(hubspot_sandbox, guests, *ids[300:500])
    _, mark = hubspot.joined_since(guests, "")
    told: set[str] = set()
    for some in (ids[500:], ids[:100], ids[100:300]):
        people.join(hubspot_sandbox, guests, *some)
        joined, mark = hubspot.joined_since(guests, mark)
        assert set(some) <= set(joined)
        told.update(joined)
    assert told >= {*ids[500:], *ids[:300]}


def test_a_poll_costs_one_call_when_nobody_joined(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str
) -> None:
    people.join(hubspot_sandbox, guests, *contacts(hubspot_sandbox, 600))
    _, mark = hubspot.joined_since(guests, "")
    before = hubspot.calls
    assert hubspot.joined_since(guests, mark) == ((), mark)
    assert hubspot.calls == before + 1


@pytest.mark.parametrize("size", [249, 250, 251, 500])
def test_those_past_the_last_page_are_told_too(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str, size: int
) -> None:
    ids = contacts(hubspot_sandbox, size + 300)
    people.join(hubspot_sandbox, guests, *ids[:size])
    _, mark = hubspot.joined_since(guests, "")
    people.join(hubspot_sandbox, guests, *ids[size:])
    joined, mark = hubspot.joined_since(guests, mark)
    assert set(joined) == set(ids[size:])
    assert hubspot.joined_since(guests, mark) == ((), mark)


def test_those_who_leave_hide_nobody_who_joins(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str
) -> None:
    ids = contacts(hubspot_sandbox, 620)
    people.join(hubspot_sandbox, guests, *ids[:600])
    _, mark = hubspot.joined_since(guests, "")
    people.leave(hubspot_sandbox, guests, *ids[:400])
    people.join(hubspot_sandbox, guests, *ids[600:])
    joined, mark = hubspot.joined_since(guests, mark)
    assert set(joined) >= set(ids[600:])
    assert set(joined).isdisjoint(ids[:400])
    assert hubspot.joined_since(guests, mark) == ((), mark)


def test_somebody_who_left_and_joined_again_is_told_again(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str
) -> None:
    (one,) = contacts(hubspot_sandbox, 1)
    people.join(hubspot_sandbox, guests, one)
    _, mark = hubspot.joined_since(guests, "")
    people.leave(hubspot_sandbox, guests, one)
    joined, mark = hubspot.joined_since(guests, mark)
    assert joined == ()
    people.join(hubspot_sandbox, guests, one)
    joined, mark = hubspot.joined_since(guests, mark)
    assert joined == (one,)


def test_a_mark_stays_short_however_many_joined(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str
) -> None:
    people.join(hubspot_sandbox, guests, *contacts(hubspot_sandbox, 500))
    _, mark = hubspot.joined_since(guests, "")
    assert len(mark) < 160


def test_a_list_that_is_gone_is_told_so(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox, guests: str
) -> None:
    _, mark = hubspot.joined_since(guests, "")
    people.call(hubspot_sandbox, "DELETE", f"v3/lists/{guests}")
    with pytest.raises(Rejected) as caught:
        hubspot.joined_since(guests, mark)
    assert caught.value.code == LIST_NOT_FOUND
    with pytest.raises(Rejected) as caught:
        hubspot.members(guests)
    assert caught.value.code == LIST_NOT_FOUND
