"""Bulk API 2.0: no job is over before a client could see that it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.salesforce import bulk
from tests.sandbox.salesforce.calling import code

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

ORDER = {"operation": "query", "query": "SELECT Id FROM Account"}


def _asked(salesforce: Salesforce) -> str:
    """The path of a query job whose rows are all found."""
    job = f"{bulk.QUERY}/{salesforce.answer('POST', bulk.QUERY, ORDER)['id']}"
    bulk.work(salesforce)
    return job


def _state(salesforce: Salesforce, job: str) -> str:
    bulk.work(salesforce)
    return str(salesforce.answer("GET", job)["state"])


@pytest.mark.parametrize("accounts", [0, 3])
def test_a_query_is_in_progress_before_it_is_complete(
    salesforce: Salesforce, accounts: int
) -> None:
    for _ in range(accounts):
        salesforce.create()
    job = _asked(salesforce)
    states = [_state(salesforce, job) for _ in range(3)]
    assert states == ["InProgress", "JobComplete", "JobComplete"]
    assert len(bulk.results(salesforce, job, "results")) == accounts


def test_doc_a_query_that_runs_has_no_results_yet(salesforce: Salesforce) -> None:
    job = _asked(salesforce)
    early = salesforce.call("GET", f"{job}/results")
    assert code(early) == (400, "INVALIDJOBSTATE")
    bulk.work(salesforce)
    assert salesforce.call("GET", f"{job}/results").status == 200


def test_the_list_of_jobs_shows_one_at_work_too(salesforce: Salesforce) -> None:
    _asked(salesforce)
    states = []
    for _ in range(2):
        bulk.work(salesforce)
        (job,) = salesforce.answer("GET", bulk.QUERY)["records"]
        states.append(job["state"])
    assert states == ["InProgress", "JobComplete"]


def test_a_load_is_in_progress_before_it_is_complete(salesforce: Salesforce) -> None:
    job = bulk.made(salesforce)
    bulk.put(salesforce, job, "Name\nAcme\n")
    bulk.close(salesforce, job)
    states = [_state(salesforce, job) for _ in range(2)]
    assert states == ["InProgress", "JobComplete"]


def test_a_job_nobody_looks_at_holds_up_no_other(salesforce: Salesforce) -> None:
    _asked(salesforce)
    job = _asked(salesforce)
    states = [_state(salesforce, job) for _ in range(2)]
    assert states == ["InProgress", "JobComplete"]
    assert not salesforce.crm.work()


def test_a_job_that_waits_to_be_seen_takes_no_longer(salesforce: Salesforce) -> None:
    job = _asked(salesforce)
    salesforce.crm.clock.advance(60)
    _state(salesforce, job)
    bulk.work(salesforce)
    assert salesforce.answer("GET", job)["totalProcessingTime"] < 60_000
