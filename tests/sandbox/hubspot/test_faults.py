"""The faults a test can order of HubSpot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.sandbox.hubspot.grants import NAMED as GRANT_ERRORS
from integrations.sandbox.hubspot.named_errors import OTHERS, PAGES, VALUE_PROBLEMS
from integrations.sandbox.hubspot.old_errors import OLD_ERRORS
from integrations.sandbox.hubspot.rate_errors import RATE_ERRORS

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Api

NAMES = sorted(
    {*OTHERS, *PAGES, *VALUE_PROBLEMS, *RATE_ERRORS, *OLD_ERRORS, *GRANT_ERRORS}
)


@pytest.mark.parametrize("name", NAMES)
def test_a_named_error_is_an_error(api: Api, name: str) -> None:
    assert api.crm.named_error(name).status >= 400


RECORDED = {
    "LOCKED": (
        423,
        {
            "status": "error",
            "message": "Timed out trying to acquire unique value lock for "
            "PropertyValueCoordinates{portalId=12345678, "
            "objectTypeId=ObjectTypeId{legacyObjectType=COMPANY}, "
            "propertyName=syncadmin_account_id, value=001000000000000AAA}. "
            "The lock was being held.",
            "category": "LOCKED",
        },
    ),
    "SECONDLY": (
        429,
        {
            "status": "error",
            "message": "You have reached your secondly limit.",
            "errorType": "RATE_LIMIT",
            "policyName": "SECONDLY",
            "groupName": "publicapi:crm:search:oauth:12345678:7654321",
        },
    ),
    "INTERNAL_ERROR": (
        500,
        {
            "status": "error",
            "message": "There was an error processing the request.",
            "category": "INTERNAL_ERROR",
        },
    ),
    "INTERNAL_ERROR_BARE": (500, {"status": "error", "message": "internal error"}),
    "CONFLICT": (
        409,
        {
            "status": "error",
            "message": "Contact already exists. Existing ID: 482701",
            "category": "CONFLICT",
        },
    ),
}


@pytest.mark.parametrize("name", RECORDED, ids=[f"[rec] {name}" for name in RECORDED])
def test_a_named_error_has_its_recorded_body(api: Api, name: str) -> None:
    response = api.crm.named_error(name)
    assert isinstance(response.body, dict)
    del response.body["correlationId"]
    assert (response.status, response.body) == RECORDED[name]


def test_rec_a_refresh_token_can_be_refused_by_name(api: Api) -> None:
    response = api.crm.named_error("OAUTH_BAD_REFRESH_TOKEN")
    message = "refresh token is invalid, expired or revoked"
    assert (response.status, response.body) == (
        400,
        {
            "status": "BAD_REFRESH_TOKEN",
            "message": message,
            "error": "invalid_grant",
            "error_description": message,
        },
    )


def test_an_unknown_name_is_told_with_the_known_ones(api: Api) -> None:
    with pytest.raises(ValueError, match=r"UNABLE_TO_LOCK_ROW is not.*LOCKED"):
        api.crm.named_error("UNABLE_TO_LOCK_ROW")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_edge_answers_with_a_page(api: Api, name: str) -> None:
    response = api.crm.named_error(name)
    assert response.headers["Content-Type"].startswith("text/html")
    assert isinstance(response.body, bytes)


def test_a_migration_says_when_to_come_back(api: Api) -> None:
    response = api.crm.named_error("MIGRATION")
    assert (response.status, response.headers["Retry-After"]) == (477, "3600")


def _rows(count: int, *, traced: bool) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [
        {"properties": {"name": f"N{number}"}} for number in range(count)
    ]
    if traced:
        return [row | {"objectWriteTraceId": str(n)} for n, row in enumerate(rows)]
    return rows


def test_the_first_records_of_a_traced_batch_are_refused(api: Api) -> None:
    api.fault = {"error": "LOCKED", "records": 2}
    answer = api.batch("create", *_rows(5, traced=True))
    assert (answer.status, len(answer.ids)) == (207, 3)
    assert [error["category"] for error in answer.json["errors"]] == ["LOCKED"] * 2
    traces = [error["context"]["objectWriteTraceId"] for error in answer.json["errors"]]
    assert traces == [["0"], ["1"]]


def test_a_batch_without_trace_ids_is_refused_as_a_whole(api: Api) -> None:
    api.fault = {"error": "LOCKED", "records": 1}
    assert api.batch("create", *_rows(5, traced=False)).status == 423
    assert api.crm.counts()["companies"] == 0


def test_short_pages_are_short_everywhere(api: Api) -> None:
    api.crm.reset(1, {"companies": 5, "contacts": 5, "lists": 1})
    api.fault = {"short_pages": 2}
    assert len(api("GET", "/crm/v3/objects/companies").ids) == 2
    assert len(api.search(limit=200).ids) == 2
    assert len(api("GET", "/crm/v3/owners/").ids) == 2


def test_a_late_row_shows_later_with_the_stamp_of_now(api: Api) -> None:
    api.fault = {"late_commit_s": 30}
    late = api.made(name="Late")
    api.fault = {}
    api.crm.clock.advance(1)
    soon = api.made(name="Soon")
    assert api.search().ids == [soon]
    api.crm.clock.advance(30)
    sorts = [{"propertyName": "hs_lastmodifieddate", "direction": "ASCENDING"}]
    assert api.search(sorts=sorts).ids == [late, soon]
