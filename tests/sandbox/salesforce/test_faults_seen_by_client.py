"""Each fault a test can order, and what Syncadmin's client makes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from integrations.errors import CrmError, Fatal, Rejected, Retryable
from integrations.records import Written
from integrations.salesforce.auth import token_source
from integrations.salesforce.client import SalesforceClient
from integrations.sandbox.salesforce.named import CALL_ERRORS, RECORD_ERRORS, SPECIAL
from integrations.sandbox.salesforce.oauth.refusals import NAMED as GRANT_ERRORS
from integrations.throttle import NoThrottle
from tests.sandbox.salesforce.calling import KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sandboxes import Sandbox

COUNT = "SELECT count() FROM Account"
ALL = "SELECT Id FROM Account ORDER BY Id"


def _client(url: str, timeout: tuple[float, float] = (5, 60)) -> SalesforceClient:
    tokens = token_source(url, {"client_id": "key", "client_secret": "hush"})
    return SalesforceClient(url, tokens, throttle=NoThrottle(), timeout=timeout)


@pytest.fixture
def client(salesforce_sandbox: Sandbox) -> SalesforceClient:
    """Of an empty org that has the key field."""
    client = _client(salesforce_sandbox.url)
    client.create_key_field()
    return client


def upsert(client: SalesforceClient, *keys: str) -> dict[str, Written | CrmError]:
    return client.upsert_accounts(KEY, {key: {"Name": key} for key in keys})


def refusal(call: Callable[[], object]) -> CrmError:
    with pytest.raises(CrmError) as caught:
        call()
    return caught.value


SUSPENDING = {
    "REQUEST_LIMIT_EXCEEDED": "limit",
    "STORAGE_LIMIT_EXCEEDED": "limit",
    "INVALID_SESSION_ID": "credentials",
    "API_DISABLED_FOR_ORG": "api_off",
}
PASSING = {
    "CONCURRENT_REQUEST_LIMIT_EXCEEDED": "REQUEST_LIMIT_EXCEEDED",
    "SERVER_UNAVAILABLE": "SERVER_UNAVAILABLE",
    "UNKNOWN_EXCEPTION": "UNKNOWN_EXCEPTION",
    "QUERY_TIMEOUT": "QUERY_TIMEOUT",
    "TXN_SECURITY_METERING_ERROR": "TXN_SECURITY_METERING_ERROR",
    "UNABLE_TO_LOCK_ROW": "UNABLE_TO_LOCK_ROW",
}
OF_THE_CALL = {"NOT_FOUND": 404, "INVALID_QUERY_LOCATOR": 400, "INVALID_FIELD": 400}
OF_A_RECORD = {"DUPLICATES_DETECTED", *RECORD_ERRORS} - {*PASSING, *SUSPENDING}


def test_no_named_error_is_left_out() -> None:
    proven = {*SUSPENDING, *PASSING, *OF_THE_CALL, *OF_A_RECORD, *GRANT_ERRORS}
    assert proven == {*CALL_ERRORS, *RECORD_ERRORS, *SPECIAL, *GRANT_ERRORS}


@pytest.mark.parametrize(("name", "why"), SUSPENDING.items(), ids=SUSPENDING)
def test_an_error_that_needs_a_person_suspends(
    client: SalesforceClient, salesforce_sandbox: Sandbox, name: str, why: str
) -> None:
    salesforce_sandbox.fail("query", {"error": name})
    error = refusal(lambda: client.query(COUNT))
    assert isinstance(error, Fatal)
    assert error.suspends == why


@pytest.mark.parametrize(("name", "code"), PASSING.items(), ids=PASSING)
def test_an_error_that_passes_is_tried_again(
    client: SalesforceClient, salesforce_sandbox: Sandbox, name: str, code: str
) -> None:
    salesforce_sandbox.fail("query", {"error": name})
    error = refusal(lambda: client.query(COUNT))
    assert isinstance(error, Retryable)
    assert error.code == code
    assert error.after


@pytest.mark.parametrize(("name", "status"), OF_THE_CALL.items(), ids=OF_THE_CALL)
def test_an_error_of_the_call_is_not_tried_again(
    client: SalesforceClient, salesforce_sandbox: Sandbox, name: str, status: int
) -> None:
    salesforce_sandbox.fail("query", {"error": name})
    error = refusal(lambda: client.query(COUNT))
    assert isinstance(error, Rejected)
    assert (error.code, error.status) == (name, status)


@pytest.mark.parametrize("name", sorted(OF_A_RECORD))
def test_an_error_of_a_record_leaves_the_others_alone(
    client: SalesforceClient, salesforce_sandbox: Sandbox, name: str
) -> None:
    salesforce_sandbox.fail("composite", {"error": name, "records": 1}, times=1)
    told = upsert(client, "A", "B")
    error = told["A"]
    assert isinstance(error, Rejected)
    assert error.code == name
    assert isinstance(told["B"], Written)
    assert salesforce_sandbox.state()["Account"] == 1


@pytest.mark.parametrize("name", GRANT_ERRORS)
def test_a_refused_grant_asks_for_other_credentials(
    salesforce_sandbox: Sandbox, name: str
) -> None:
    salesforce_sandbox.fail("token", {"error": name})
    error = refusal(lambda: _client(salesforce_sandbox.url).query(COUNT))
    assert isinstance(error, Fatal)
    assert error.suspends == "credentials"
    assert GRANT_ERRORS[name][1] in error.message


@pytest.mark.parametrize("body", [None, "<html><body>Sorry</body></html>"])
def test_a_503_in_html_or_without_a_body_is_tried_again(
    client: SalesforceClient, salesforce_sandbox: Sandbox, body: str | None
) -> None:
    salesforce_sandbox.fail("query", {"status": 503, "body": body})
    error = refusal(lambda: client.query(COUNT))
    assert isinstance(error, Retryable)
    assert error.status == 503
    assert "<html>" not in error.message


def test_a_slow_answer_is_given_up_and_tried_again(
    client: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.fail("composite", {"latency_ms": 3000}, times=1)
    hasty = _client(salesforce_sandbox.url, timeout=(5, 0.2))
    assert isinstance(refusal(lambda: upsert(hasty, "A")), Retryable)


@pytest.mark.parametrize(("side", "kept"), [("before", 0), ("after", 1)])
def test_a_cut_connection_is_tried_again_without_making_twins(
    client: SalesforceClient, salesforce_sandbox: Sandbox, side: str, kept: int
) -> None:
    salesforce_sandbox.fail("composite", {"drop": side}, times=1)
    assert isinstance(refusal(lambda: upsert(client, "A")), Retryable)
    assert salesforce_sandbox.state()["Account"] == kept
    [again] = upsert(client, "A").values()
    assert isinstance(again, Written)
    assert (again.created, salesforce_sandbox.state()["Account"]) == (not kept, 1)


def test_an_ended_session_is_renewed_and_nothing_is_lost(
    client: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.fail("composite", {"expire_session": True}, times=1)
    [told] = upsert(client, "A").values()
    assert isinstance(told, Written)
    assert salesforce_sandbox.requests()["by_status"]["401"] == 1
    assert salesforce_sandbox.state()["Account"] == 1


def test_short_pages_lose_nobody(
    client: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=5)
    salesforce_sandbox.fail("query", {"short_pages": 2})
    page = client.query(ALL)
    sizes = [len(page.rows)]
    while page.next:
        page = client.query_more(page.next)
        sizes.append(len(page.rows))
    assert sizes == [2, 2, 1]


def test_a_late_commit_holds_the_covered_time_back(
    client: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    began = client.now()
    salesforce_sandbox.fail("composite", {"late_commit_s": 600}, times=1)
    late, soon = (upsert(client, key)[key] for key in ("late", "soon"))
    assert isinstance(late, Written)
    assert isinstance(soon, Written)
    assert client.query(COUNT).total == 1
    until = began + timedelta(minutes=5)
    covered = client.covered_until(began - timedelta(minutes=5), until)
    assert abs(covered - began) < timedelta(seconds=30)


def test_a_locked_row_is_tried_again(
    client: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    effect = {"error": "UNABLE_TO_LOCK_ROW", "records": 2}
    salesforce_sandbox.fail("composite", effect, times=1)
    told = upsert(client, "A", "B", "C")
    assert [type(each) for each in told.values()] == [Retryable, Retryable, Written]


def test_the_daily_limit_suspends_and_its_header_is_read(
    client: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    client.query(COUNT)
    used, allowed = client.usage or (0, 0)
    assert allowed == 15_000
    salesforce_sandbox.change(daily_limit=used)
    error = refusal(lambda: client.query(COUNT))
    assert isinstance(error, Fatal)
    assert (error.suspends, error.status) == ("limit", 403)


def test_accounts_of_one_stamp_are_all_told(
    client: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.change(freeze_clock=True)
    for key in ("A", "B", "C"):
        upsert(client, key)
    text = "SELECT Id, SystemModstamp FROM Account ORDER BY SystemModstamp, Id"
    rows = client.query(text).rows
    ids = [str(row["Id"]) for row in rows]
    assert len({row["SystemModstamp"] for row in rows}) == 1
    assert (len(ids), ids) == (3, sorted(ids))
