"""The recycle bin, kept against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.records import Written
from tests.hubspot import people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.hubspot.client import HubSpotClient
    from tests.sandboxes import Sandbox


def companies(sandbox: Sandbox, count: int) -> list[str]:
    rows = [{"name": f"Company {number}"} for number in range(count)]
    return people.create_many(sandbox, "companies", rows)


def archive(sandbox: Sandbox, ids: Sequence[str]) -> None:
    for start in range(0, len(ids), 100):
        body = {"inputs": [{"id": id_} for id_ in ids[start : start + 100]]}
        path = "v3/objects/companies/batch/archive"
        people.call(sandbox, "POST", path, body)


def test_archived_companies_are_listed_with_the_time(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    one, two, kept = companies(hubspot_sandbox, 3)
    started = hubspot.now()
    archive(hubspot_sandbox, [one, two])
    found, after = hubspot.archived_companies(None, ["name"])
    assert (sorted(company.id for company in found), after) == ([one, two], None)
    for company in found:
        assert company.archived
        assert company.archived_at is not None
        assert company.archived_at >= started
        assert company.properties["name"]
    (left,), _ = hubspot.list_companies(None, [])
    assert (left.id, left.archived, left.archived_at) == (kept, False, None)


def test_archived_companies_come_a_hundred_a_page(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    ids = companies(hubspot_sandbox, 110)
    archive(hubspot_sandbox, ids)
    first, after = hubspot.archived_companies(None)
    rest, end = hubspot.archived_companies(after)
    assert (len(first), len(rest), end) == (100, 10, None)
    assert {company.id for company in (*first, *rest)} == set(ids)


def test_companies_go_to_the_recycle_bin_a_hundred_a_call(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    ids = companies(hubspot_sandbox, 110)
    calls = hubspot.calls
    results = hubspot.archive_companies([*ids, ids[0]])
    assert (set(results), hubspot.calls - calls) == (set(ids), 2)
    assert all(isinstance(answer, Written) for answer in results.values())
    assert hubspot.list_companies(None, []) == ((), None)


def test_a_company_that_is_gone_already_may_be_archived_again(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    (id_,) = companies(hubspot_sandbox, 1)
    for _time in range(2):
        assert isinstance(hubspot.archive_companies([id_])[id_], Written)
