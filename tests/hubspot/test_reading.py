"""What the client promises of reading, kept against the sandbox over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import requests

from integrations.errors import Retryable
from integrations.hubspot.changes import changed_since
from integrations.hubspot.client import HubSpotClient
from integrations.records import KEY_PROPERTY, Company, Written
from integrations.sandbox.hubspot.limits import SEARCHES_PER_SECOND
from integrations.throttle import NoThrottle
from tests.canned import Turnstile
from tests.sandbox.running import start_sandbox
from tests.sandbox.standing import StandingClock
from tests.traffic.checked import CheckedHubSpot

if TYPE_CHECKING:
    from tests.sandboxes import Sandbox


def listed(hubspot: HubSpotClient) -> list[Company]:
    companies, after = hubspot.list_companies(None, ["name", "domain"])
    found = list(companies)
    while after:
        companies, after = hubspot.list_companies(after, ["name", "domain"])
        found += companies
    return found


def changed(hubspot: HubSpotClient, start: datetime) -> list[str]:
    cursor = changed_since(start)
    found: list[str] = []
    while cursor is not None:
        page = hubspot.search_changed(cursor, ["name"])
        found += [company.id for company in page.rows]
        following = page.next
        if following is None:
            break
        cursor = following
    return found


def post(sandbox: Sandbox, path: str, body: object) -> dict[str, str]:
    answer = requests.post(
        f"{sandbox.url}/crm/v3/objects/companies{path}",
        json=body,
        headers={"Authorization": "Bearer token"},
        timeout=30,
    )
    answer.raise_for_status()
    made: dict[str, str] = answer.json()
    return made


def test_every_company_comes_once_in_pages_of_a_hundred(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=250)
    found = listed(hubspot)
    assert len({company.id for company in found}) == len(found) == 250
    assert hubspot.calls == 3
    assert {"name", "domain"} <= set(found[0].properties)
    assert found[0].modified_at.tzinfo is not None


def test_companies_are_read_a_hundred_a_call_and_missing_ones_are_absent(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=150)
    wanted = [company.id for company in listed(hubspot)]
    before = hubspot.calls
    found = hubspot.read_companies([*wanted, "999999999", wanted[0]], ["name", "phone"])
    assert hubspot.calls == before + 2
    assert list(found) == wanted
    assert {"name", "phone"} <= set(found[wanted[0]].properties)


def test_a_merged_company_is_read_by_its_old_id_and_its_new_one(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=3)
    first, second, third = (company.id for company in listed(hubspot))
    merging = {"primaryObjectId": first, "objectIdToMerge": second}
    survivor = post(hubspot_sandbox, "/merge", merging)["id"]
    found = hubspot.read_companies([first, second, third, survivor], ["name"])
    assert {asked: company.id for asked, company in found.items()} == {
        first: survivor,
        second: survivor,
        third: third,
        survivor: survivor,
    }
    assert hubspot.read_companies([second], ["name"])[second].id == survivor


def test_companies_are_read_by_their_key(keyed: HubSpotClient) -> None:
    keyed.upsert_companies(KEY_PROPERTY, {"a": {"name": "A"}, "b": {"name": "B"}})
    found = keyed.read_companies(
        ["b", "missing", "a"], ["name"], id_property=KEY_PROPERTY
    )
    names = {key: company.properties["name"] for key, company in found.items()}
    assert names == {"b": "B", "a": "A"}


def test_the_history_tells_when_each_property_was_edited(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=1)
    (company,) = listed(hubspot)
    hubspot.update_companies({company.id: {"phone": "+1 555 0100"}})
    found = hubspot.read_companies([company.id], ["phone"], history=["phone", "name"])
    read = found[company.id]
    assert read.edited_at["phone"] > read.edited_at["name"]


def test_changes_come_oldest_first_and_once(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=450)
    start = datetime(2000, 1, 1, tzinfo=UTC)
    found = changed(hubspot, start)
    assert len(found) == len(set(found)) == hubspot.count_companies() == 450
    last = hubspot.read_companies(found[-1:], [])[found[-1]]
    assert changed(hubspot, last.modified_at)[-1] == last.id
    assert changed(hubspot, last.modified_at + timedelta(milliseconds=1)) == []


def test_more_than_two_pages_changed_in_one_moment_all_come(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=450)
    ids = [company.id for company in listed(hubspot)]
    hubspot_sandbox.change(freeze_clock=True)
    start = hubspot.now() - timedelta(minutes=1)
    results = hubspot.update_companies({id_: {"phone": "1"} for id_ in ids})
    stamps = {r.modified_at for r in results.values() if isinstance(r, Written)}
    assert len(stamps) == 1
    found = changed(hubspot, start)
    assert len(found) == len(set(found)) == 450


def test_more_than_ten_thousand_changes_all_come(hubspot_sandbox: Sandbox) -> None:
    hubspot_sandbox.reset(companies=10_050)
    hubspot = HubSpotClient(hubspot_sandbox.url, "token", throttle=NoThrottle())
    found = changed(hubspot, datetime(2000, 1, 1, tzinfo=UTC))
    assert len(found) == len(set(found)) == 10_050


def test_searching_too_fast_holds_the_searches_of_all() -> None:
    crm = CheckedHubSpot(StandingClock())
    crm.settings.rate_limits = True
    throttle = Turnstile()
    with start_sandbox(crm) as url:
        hubspot = HubSpotClient(url, "token", throttle=throttle)
        for _ in range(SEARCHES_PER_SECOND):
            hubspot.count_companies()
        with pytest.raises(Retryable, match="too many calls at once") as caught:
            hubspot.count_companies()
    assert throttle.held == [("hubspot-search", caught.value.after)]
    assert crm.book.offences == []


def test_a_change_that_search_does_not_show_yet_is_read_all_the_same(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=1)
    hubspot_sandbox.change(search_lag_s=60)
    (company,) = listed(hubspot)
    start = hubspot.now() - timedelta(seconds=5)
    hubspot.update_companies({company.id: {"phone": "1"}})
    assert changed(hubspot, start) == []
    read = hubspot.read_companies([company.id], ["phone"])[company.id]
    assert read.properties["phone"] == "1"


def test_a_history_is_read_fifty_a_call_and_its_newest_entry_counts(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=60)
    companies, _ = hubspot.list_companies(None, [])
    ids = [company.id for company in companies]
    stamps = []
    for phone in ("1", "2"):
        (result,) = hubspot.update_companies({ids[0]: {"phone": phone}}).values()
        assert isinstance(result, Written)
        stamps.append(result.modified_at)
    before = hubspot.calls
    found = hubspot.read_companies(ids, ["phone"], history=["phone"])
    assert hubspot.calls == before + 2
    assert len(found) == 60
    assert found[ids[0]].edited_at["phone"] == stamps[-1]
    assert "phone" not in hubspot.read_companies(ids[:1], ["phone"])[ids[0]].edited_at
