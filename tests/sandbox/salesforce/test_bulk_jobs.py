"""Bulk API 2.0: orders, uploads and steps of a job, in and out of turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.salesforce import bulk
from tests.sandbox.salesforce.calling import code

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

PAIR = "Name,Phone\nAcme,1\nBolt,2\n"
DAY = 24 * 60 * 60
REFUSED_ORDERS = {
    "mem-an-unknown-object": ({"object": "Nothing"}, 400, "INVALIDENTITY"),
    "mem-an-unknown-operation": ({"operation": "burn"}, 400, "JSON_PARSER_ERROR"),
    "mem-an-unknown-delimiter": (
        {"columnDelimiter": "DOT"},
        400,
        "JSON_PARSER_ERROR",
    ),
    "mem-an-unknown-ending": ({"lineEnding": "CR"}, 400, "JSON_PARSER_ERROR"),
    "mem-an-unknown-key": ({"colour": "red"}, 400, "JSON_PARSER_ERROR"),
    "mem-another-content-type": ({"contentType": "XML"}, 400, "JSON_PARSER_ERROR"),
    "mem-an-upsert-without-a-key": ({"operation": "upsert"}, 400, "INVALIDJOB"),
    "mem-an-upsert-by-no-key": (
        {"operation": "upsert", "externalIdFieldName": "Phone"},
        400,
        "INVALIDJOB",
    ),
    "not-here-a-hard-delete": ({"operation": "hardDelete"}, 501, "NOT_IMPLEMENTED"),
    "not-here-users": ({"object": "User"}, 501, "NOT_IMPLEMENTED"),
}


@pytest.mark.parametrize("fact", REFUSED_ORDERS.values(), ids=REFUSED_ORDERS)
def test_a_bad_order_makes_no_job(
    salesforce: Salesforce, fact: tuple[dict[str, object], int, str]
) -> None:
    order, status, error = fact
    response = salesforce.call("POST", bulk.INGEST, bulk.INSERT | order)
    assert code(response) == (status, error)
    assert salesforce.answer("GET", bulk.INGEST)["records"] == []


def test_pub_a_job_takes_one_upload_only(salesforce: Salesforce) -> None:
    job = bulk.made(salesforce)
    assert bulk.put(salesforce, job, PAIR) == 201
    assert bulk.put(salesforce, job, PAIR) == 400


def test_doc_an_upload_may_have_100_mb(salesforce: Salesforce) -> None:
    job = bulk.made(salesforce)
    assert bulk.put(salesforce, job, "x" * (100 * 1024 * 1024 + 1)) == 413


CLOSE, ABORT = ({"state": state} for state in ("UploadComplete", "Aborted"))
AT_THE_WRONG_TIME = {
    "mem-closing-twice": ("PATCH", "", CLOSE),
    "mem-deleting-while-it-runs": ("DELETE", "", None),
    "mem-results-before-the-end": ("GET", "/failedResults", None),
}


@pytest.mark.parametrize("step", AT_THE_WRONG_TIME.values(), ids=AT_THE_WRONG_TIME)
def test_a_step_at_the_wrong_time_is_refused(
    salesforce: Salesforce, step: tuple[str, str, object]
) -> None:
    method, below, body = step
    job = bulk.made(salesforce)
    bulk.put(salesforce, job, "Name\n" + "Acme\n" * 300)
    bulk.close(salesforce, job)
    salesforce.crm.work()
    response = salesforce.call(method, job + below, body)
    assert code(response) == (400, "INVALIDJOBSTATE")


def test_doc_an_open_job_is_not_deleted(salesforce: Salesforce) -> None:
    response = salesforce.call("DELETE", bulk.made(salesforce))
    assert code(response) == (400, "INVALIDJOBSTATE")


def test_mem_a_closed_job_takes_no_upload_and_an_ended_one_is_not_aborted(
    salesforce: Salesforce,
) -> None:
    job = bulk.loaded(salesforce, PAIR)["path"]
    assert bulk.put(salesforce, job, PAIR) == 400
    assert code(salesforce.call("PATCH", job, ABORT)) == (400, "INVALIDJOBSTATE")


def test_mem_a_job_without_data_fails(salesforce: Salesforce) -> None:
    job = bulk.made(salesforce)
    bulk.close(salesforce, job)
    bulk.run(salesforce)
    assert salesforce.answer("GET", job)["state"] == "Failed"


def test_doc_a_job_that_has_ended_is_deleted_with_204(salesforce: Salesforce) -> None:
    job = bulk.loaded(salesforce, PAIR)["path"]
    assert salesforce.call("DELETE", job).status == 204
    assert code(salesforce.call("GET", job)) == (404, "NOT_FOUND")


def test_doc_jobs_are_listed(salesforce: Salesforce) -> None:
    first = bulk.loaded(salesforce, PAIR)["id"]
    second = bulk.loaded(salesforce, PAIR)["id"]
    listed = salesforce.answer("GET", bulk.INGEST)
    assert [job["id"] for job in listed["records"]] == [second, first]
    assert (listed["done"], listed["nextRecordsUrl"]) == (True, None)


def test_not_here_a_job_made_by_one_multipart_call(salesforce: Salesforce) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    response = salesforce.call("POST", bulk.INGEST, bulk.INSERT, headers=headers)
    assert code(response) == (501, "NOT_IMPLEMENTED")


def test_doc_what_came_of_a_job_is_kept_for_7_days(salesforce: Salesforce) -> None:
    ended = bulk.loaded(salesforce, PAIR)["path"]
    salesforce.crm.clock.advance(6 * DAY)
    opened = bulk.made(salesforce)
    assert bulk.results(salesforce, ended, "successfulResults")
    salesforce.crm.clock.advance(2 * DAY)
    response = salesforce.call("GET", f"{ended}/successfulResults")
    assert code(response) == (404, "NOT_FOUND")
    listed = salesforce.answer("GET", bulk.INGEST)["records"]
    assert [f"{bulk.INGEST}/{job['id']}" for job in listed] == [opened]
