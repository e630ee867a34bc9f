"""Each fault a test can order, and what Syncadmin's client makes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from integrations.errors import CrmError, Fatal, Rejected, Retryable
from integrations.hubspot.changes import changed_since
from integrations.hubspot.client import HubSpotClient
from integrations.records import KEY_PROPERTY, Written
from integrations.sandbox.hubspot.named_errors import OTHERS, PAGES, VALUE_PROBLEMS
from integrations.sandbox.hubspot.old_errors import OLD_ERRORS
from integrations.sandbox.hubspot.rate_errors import RATE_ERRORS
from integrations.throttle import NoThrottle

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sandboxes import Sandbox


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def client(hubspot_sandbox: Sandbox) -> HubSpotClient:
    """Of an empty account that has the key property."""
    client = HubSpotClient(hubspot_sandbox.url, "token", throttle=NoThrottle())
    client.create_key_property()
    return client


def upsert(client: HubSpotClient, *keys: str) -> dict[str, Written | CrmError]:
    return client.upsert_companies(KEY_PROPERTY, {key: {"name": key} for key in keys})


def refusal(call: Callable[[], object]) -> CrmError:
    with pytest.raises(CrmError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        pytest.param({"status": 503}, "not available right now", id="no body"),
        pytest.param(
            {"status": 503, "body": "<html>busy</html>"},
            "not available right now",
            id="html",
        ),
        pytest.param(
            {"status": 500, "body": '{"message": "internal error"}'},
            "internal error",
            id="json",
        ),
    ],
)
def test_a_status_of_the_server_is_tried_again(
    client: HubSpotClient,
    hubspot_sandbox: Sandbox,
    effect: dict[str, object],
    told: str,
) -> None:
    hubspot_sandbox.fail("companies", effect, times=1)
    error = refusal(lambda: client.list_companies(None, []))
    assert isinstance(error, Retryable)
    assert (error.status, told in error.message) == (effect["status"], True)
    assert client.list_companies(None, []) == ((), None)


def test_the_headers_of_a_status_are_obeyed(
    client: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    effect = {"status": 477, "body": "{}", "headers": {"Retry-After": "7"}}
    hubspot_sandbox.fail("companies", effect)
    error = refusal(lambda: client.list_companies(None, []))
    assert isinstance(error, Retryable)
    assert error.after == 7


def test_a_status_that_is_not_hubspots_names_the_address(
    client: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.fail("companies", {"status": 418, "body": "<html>tea</html>"})
    error = refusal(lambda: client.list_companies(None, []))
    assert isinstance(error, Rejected)
    assert "Check the connection's address" in error.message


SUSPENDING = {
    "INVALID_AUTHENTICATION": "credentials",
    "EXPIRED_AUTHENTICATION": "credentials",
    "MISSING_SCOPES": "permission",
    "DAILY": "limit",
}
PASSING = {
    "TEN_SECONDLY_ROLLING": 10,
    "SECONDLY": 1,
    "RATE_LIMITS": 1,
    "LOCKED": 2,
    "INTERNAL_ERROR": 5,
    "INTERNAL_ERROR_BARE": 5,
    "MIGRATION": 3600,
    "BAD_GATEWAY": 5,
    "SERVICE_UNAVAILABLE": 5,
    "GATEWAY_TIMEOUT": 5,
    "WEB_SERVER_DOWN": 5,
    "CONNECTION_TIMED_OUT": 5,
    "ORIGIN_UNREACHABLE": 5,
    "TIMEOUT_OCCURRED": 5,
}
OF_A_VALUE = {
    "PROPERTY_DOESNT_EXIST": "industry",
    "INVALID_OPTION": "industry",
    "INVALID_OPTION_OLD": "type",
    "INVALID_OWNER_ID": "hubspot_owner_id",
    "INVALID_OWNER_AND_STAGE_OLD": "hubspot_owner_id",
    "READ_ONLY_VALUE": "name",
    "READ_ONLY_VALUE_OLD": "hs_additional_emails",
    "MAX_LENGTH": "name",
    "MAX_LENGTH_OLD": "name",
    "INVALID_EMAIL": "email",
    "INVALID_DATE": "founded",
    "INVALID_LONG": "founded",
    "INVALID_INTEGER": "numberofemployees",
    "MISSING_REQUIRED_PROPERTY": "phone",
    "UNIQUE_VALUE_TAKEN": "syncadmin_account_id",
}
OF_THE_CALL = {
    "NOT_FOUND": 404,
    "BAD_REQUEST": 400,
    "CONFLICT": 409,
    "ASSOCIATION_LIMIT_EXCEEDED": 400,
    "URI_TOO_LONG": 414,
}


def test_no_named_error_is_left_out() -> None:
    proven = {*SUSPENDING, *PASSING, *OF_A_VALUE, *OF_THE_CALL}
    assert proven == {*VALUE_PROBLEMS, *RATE_ERRORS, *OTHERS, *OLD_ERRORS, *PAGES}


@pytest.mark.parametrize(("name", "why"), SUSPENDING.items(), ids=SUSPENDING)
def test_an_error_that_needs_a_person_suspends(
    client: HubSpotClient, hubspot_sandbox: Sandbox, name: str, why: str
) -> None:
    hubspot_sandbox.fail("batch/read", {"error": name})
    error = refusal(lambda: client.read_companies(["1"], []))
    assert isinstance(error, Fatal)
    assert error.suspends == why


@pytest.mark.parametrize(("name", "seconds"), PASSING.items(), ids=PASSING)
def test_an_error_that_passes_is_tried_again_after_a_pause(
    client: HubSpotClient, hubspot_sandbox: Sandbox, name: str, seconds: float
) -> None:
    hubspot_sandbox.fail("batch/read", {"error": name})
    error = refusal(lambda: client.read_companies(["1"], []))
    assert isinstance(error, Retryable)
    assert error.after == seconds


@pytest.mark.parametrize(("name", "blamed"), OF_A_VALUE.items(), ids=OF_A_VALUE)
def test_an_error_of_a_value_names_its_property(
    client: HubSpotClient, hubspot_sandbox: Sandbox, name: str, blamed: str
) -> None:
    hubspot_sandbox.fail("batch/upsert", {"error": name})
    error = upsert(client, "A")["A"]
    assert isinstance(error, Rejected)
    assert blamed in error.fields


@pytest.mark.parametrize(("name", "status"), OF_THE_CALL.items(), ids=OF_THE_CALL)
def test_an_error_of_the_call_is_not_tried_again(
    client: HubSpotClient, hubspot_sandbox: Sandbox, name: str, status: int
) -> None:
    hubspot_sandbox.fail("batch/read", {"error": name})
    error = refusal(lambda: client.read_companies(["1"], []))
    assert isinstance(error, Rejected)
    assert error.status == status


def test_the_first_records_of_a_batch_fail_alone(
    client: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.fail("batch/upsert", {"error": "LOCKED", "records": 2}, times=1)
    told = upsert(client, "A", "B", "C")
    assert [type(each) for each in told.values()] == [Retryable, Retryable, Written]
    assert hubspot_sandbox.state()["companies"] == 1


def test_a_slow_answer_is_given_up_and_tried_again(hubspot_sandbox: Sandbox) -> None:
    hubspot_sandbox.fail("companies", {"latency_ms": 3000}, times=1)
    client = HubSpotClient(
        hubspot_sandbox.url, "token", throttle=NoThrottle(), timeout=(5, 0.2)
    )
    error = refusal(lambda: client.list_companies(None, []))
    assert isinstance(error, Retryable)
    assert "no answer in time" in error.message


@pytest.mark.parametrize(("side", "kept"), [("before", 0), ("after", 1)])
def test_a_cut_connection_is_tried_again_without_making_twins(
    client: HubSpotClient, hubspot_sandbox: Sandbox, side: str, kept: int
) -> None:
    hubspot_sandbox.fail("batch/upsert", {"drop": side}, times=1)
    error = refusal(lambda: upsert(client, "A"))
    assert isinstance(error, Retryable)
    assert hubspot_sandbox.state()["companies"] == kept
    [again] = upsert(client, "A").values()
    assert isinstance(again, Written)
    assert (again.created, hubspot_sandbox.state()["companies"]) == (not kept, 1)


def test_an_expired_session_asks_for_another_token(
    client: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.fail("companies", {"expire_session": True}, times=1)
    error = refusal(lambda: client.list_companies(None, []))
    assert isinstance(error, Fatal)
    assert (error.suspends, error.code) == ("credentials", "EXPIRED_AUTHENTICATION")
    assert client.list_companies(None, []) == ((), None)


def test_short_pages_lose_nobody(
    client: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.reset(companies=5)
    hubspot_sandbox.fail("companies", {"short_pages": 2})
    listed, after = client.list_companies(None, [])
    pages = [len(listed)]
    while after:
        listed, after = client.list_companies(after, [])
        pages.append(len(listed))
    assert pages == [2, 2, 1]
    assert len(_changed(client)) == 5


def test_a_late_commit_shows_in_the_record_before_the_search(
    client: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.fail("batch/upsert", {"late_commit_s": 600}, times=1)
    late, soon = (upsert(client, key)[key] for key in ("late", "soon"))
    assert isinstance(late, Written)
    assert isinstance(soon, Written)
    assert _changed(client) == {soon.id}
    assert set(client.read_companies([late.id, soon.id], [])) == {late.id, soon.id}


def test_a_fault_waits_strikes_and_passes(
    client: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.fail(
        "companies", {"status": 503}, method="GET", after=1, times=2, probability=1.0
    )
    assert client.count_companies() == 0
    reactions = [_reaction(client) for _ in range(4)]
    assert reactions == ["read", "Retryable", "Retryable", "read"]


def test_a_healed_sandbox_answers_again(
    client: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    hubspot_sandbox.fail("companies", {"status": 503})
    assert _reaction(client) == "Retryable"
    hubspot_sandbox.heal()
    assert _reaction(client) == "read"


def _reaction(client: HubSpotClient) -> str:
    try:
        client.list_companies(None, [])
    except CrmError as error:
        return type(error).__name__
    return "read"


def _changed(client: HubSpotClient) -> set[str]:
    found = set()
    cursor = changed_since(LONG_AGO)
    while cursor:
        page = client.search_changed(cursor)
        found |= {company.id for company in page.rows}
        cursor = page.next or {}
    return found
