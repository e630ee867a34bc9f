"""Every error body HubSpot was seen to send can be had of the sandbox."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.sandbox.hubspot.recorded import (
    CLIENT,
    COMPANIES,
    CONTACTS,
    FIRST_ANN,
    Call,
    Recorded,
    after,
    ann,
    batch,
    contacts,
    grant,
    linked_to_itself,
    other_client,
)
from tests.sandbox.hubspot.recorded_calls import CALLS
from tests.sandbox.hubspot.recorded_values import STRUCTURE_ERRORS, VALUE_ERRORS

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Api

ERRORS = (*CALLS, *VALUE_ERRORS, *STRUCTURE_ERRORS)


class Grant(NamedTuple):
    """What OAuth refuses, told by a word where other answers say "error"."""

    name: str
    call: Call
    word: str
    says: str
    has: str = "correlationId"


class Partial(NamedTuple):
    """A 207: what went wrong with some of the records."""

    name: str
    call: Call
    categories: list[str]
    done: int
    context: str = ""


GRANTS = (
    Grant(
        "oauth_bad_refresh_token_old",
        grant(f"grant_type=refresh_token&{CLIENT}"),
        "BAD_REFRESH_TOKEN",
        "missing or invalid refresh token",
    ),
    Grant(
        "oauth_bad_refresh_token_new",
        grant(f"grant_type=refresh_token&refresh_token=revoked&{CLIENT}"),
        "BAD_REFRESH_TOKEN",
        "refresh token is invalid, expired or revoked",
        "error error_description",
    ),
    Grant(
        "oauth_refresh_token_other_client",
        other_client,
        "MISMATCH_REFRESH_TOKEN_CLIENT",
        "refresh token was not issued to this client",
    ),
    Grant(
        "oauth_bad_client_id",
        grant("grant_type=refresh_token&refresh_token=r"),
        "BAD_CLIENT_ID",
        "missing or unknown client id",
    ),
    Grant(
        "oauth_bad_grant_type",
        grant(f"grant_type=password&{CLIENT}"),
        "BAD_GRANT_TYPE",
        "missing or unknown grant type",
    ),
)
BOB = {"properties": {"email": "bob@a.example"}, "objectWriteTraceId": "1"}
PARTIALS = (
    Partial(
        "batch_create_partial_207",
        after(FIRST_ANN, contacts("create", ann({}, objectWriteTraceId="0"), BOB)),
        ["CONFLICT"],
        1,
        "existingId objectWriteTraceId",
    ),
    Partial(
        "batch_update_partial_207",
        lambda api: api(
            "POST",
            f"{CONTACTS}/batch/update",
            {
                "inputs": [
                    {"id": api.contact(lastname="Ann"), "properties": {}},
                    {"id": "unknownIdentifier888", "properties": {}},
                ]
            },
        ),
        ["OBJECT_NOT_FOUND"],
        1,
        "ids",
    ),
    Partial(
        "batch_read_partial_207_company",
        lambda api: api(
            "POST",
            f"{COMPANIES}/batch/read",
            {"inputs": [{"id": "001"}], "idProperty": "syncadmin_account_id"},
        ),
        ["OBJECT_NOT_FOUND"],
        0,
        "ids",
    ),
    Partial(
        "association_create_partial_207",
        linked_to_itself,
        ["VALIDATION_ERROR", "VALIDATION_ERROR"],
        0,
        "id",
    ),
)


@pytest.mark.parametrize("error", ERRORS, ids=[f"[{e.mark}] {e.name}" for e in ERRORS])
def test_an_error_has_the_recorded_body(api: Api, error: Recorded) -> None:
    answer = error.call(api)
    assert answer.status == error.status, answer.json
    assert re.fullmatch(error.says, answer.json["message"], re.DOTALL)
    assert answer.json.get("category", "") == error.category
    usual = {"status", "message", "correlationId"} | set(error.has.split())
    assert set(answer.json) == usual | ({"category"} if error.category else set())


@pytest.mark.parametrize("refused", GRANTS, ids=[f"[rec] {g.name}" for g in GRANTS])
def test_a_refused_grant_has_the_recorded_body(api: Api, refused: Grant) -> None:
    answer = refused.call(api)
    assert answer.status == 400
    assert (answer.json["status"], answer.json["message"]) == refused[2:4]
    assert set(answer.json) == {"status", "message", *refused.has.split()}


@pytest.mark.parametrize("told", PARTIALS, ids=[f"[rec] {p.name}" for p in PARTIALS])
def test_a_batch_that_fails_in_part_has_the_recorded_body(
    api: Api, told: Partial
) -> None:
    body = told.call(api)
    assert body.status == 207
    errors = body.json["errors"]
    assert [error["category"] for error in errors] == told.categories
    assert body.json["numErrors"] == len(errors)
    assert len(body.json["results"]) == told.done
    assert set(errors[0]["context"]) == set(told.context.split())


def test_all_48_recorded_bodies_are_here() -> None:
    names = [each.name for each in (*ERRORS, *GRANTS, *PARTIALS)]
    assert len(names) == len(set(names)) == 48


def test_a_batch_says_the_same_when_everything_is_refused(api: Api) -> None:
    answer = batch("update", {"id": "1", "properties": {}})(api)
    assert (answer.status, answer.json["numErrors"]) == (207, 1)
