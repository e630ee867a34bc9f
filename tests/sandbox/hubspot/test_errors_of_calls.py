"""What the real HubSpot was recorded to say of calls it does not take."""

from __future__ import annotations

import json

from tests.sandbox.hubspot.api import Answer, Api, condition
from tests.sandbox.hubspot.facts import Fact, check, each, error

COMPANIES = "/crm/v3/objects/companies"
SCOPES_URL = "https://developers.hubspot.com/scopes"


def _with_token(token: str) -> Answer:
    return Api(token=token)("GET", COMPANIES)


def _create(api: Api, properties: object) -> Answer:
    return api("POST", COMPANIES, {"properties": properties})


FACTS = (
    Fact(
        "rec",
        "no credentials",
        lambda _: _with_token(""),
        401,
        error(
            "Authentication credentials not found. This API supports OAuth 2.0 "
            "authentication and you can find more details at "
            "https://developers.hubspot.com/docs/methods/auth/oauth-overview",
            "INVALID_AUTHENTICATION",
        ),
    ),
    Fact(
        "rec",
        "missing scopes are named",
        lambda _: _with_token("forbidden"),
        403,
        error(
            "This app hasn't been granted all required scopes to make this call. "
            f"Read more about required scopes here: {SCOPES_URL}.",
            "MISSING_SCOPES",
            errors=[
                {
                    "message": "One or more of the following scopes are required.",
                    "context": {
                        "requiredGranularScopes": ["crm.objects.companies.read"]
                    },
                }
            ],
            links={"scopes": SCOPES_URL},
        ),
    ),
    Fact(
        "rec",
        "an unknown record has no category",
        lambda api: api("GET", f"{COMPANIES}/999"),
        404,
        error("resource not found"),
    ),
    Fact(
        "rec",
        "an unknown object type",
        lambda api: api("GET", "/crm/v3/objects/butterflies"),
        400,
        error("Unable to infer object type from: butterflies"),
    ),
    Fact(
        "rec",
        "more than 100 inputs",
        lambda api: api.batch("read", *({"id": str(n)} for n in range(101))),
        400,
        error(
            "The maximum number of inputs supported in a batch is 100. "
            "Please reduce the number of items and try again",
            "VALIDATION_ERROR",
        ),
    ),
    Fact(
        "rec",
        "an input without its id",
        lambda api: api.batch("update", {"properties": {"name": "A"}}),
        400,
        error(
            "Invalid input JSON on line 1, column 41. "
            "Some required fields were not set: [id]",
            "VALIDATION_ERROR",
        ),
    ),
    Fact(
        "rec",
        "the same id twice in a batch",
        lambda api: api.batch("update", *[{"id": "7", "properties": {}}] * 2),
        400,
        error(
            "Duplicate IDs found in batch input: [7]. IDs must be unique",
            "VALIDATION_ERROR",
            context={"ids": ["7"]},
        ),
    ),
    Fact(
        "rec",
        "an array as the value of a property",
        lambda api: _create(api, {"name": ["A"]}),
        400,
        error(
            "Invalid input JSON on line 1, column 16: Cannot deserialize value of "
            "type `java.lang.String` from Array value "
            "(token `JsonToken.START_ARRAY`)"
        ),
    ),
    Fact(
        "pub",
        "a number in the place of the properties",
        lambda api: _create(api, 5),
        400,
        error(
            "Invalid input JSON on line 1, column 17: Cannot deserialize value of "
            "type `java.util.LinkedHashMap` from Integer value "
            "(token `JsonToken.VALUE_NUMBER_INT`)"
        ),
    ),
    Fact(
        "pub",
        "no in the place of the properties",
        lambda api: _create(api, json.loads("false")),
        400,
        error(
            "Invalid input JSON on line 1, column 21: Cannot deserialize value of "
            "type `java.util.LinkedHashMap` from Boolean value "
            "(token `JsonToken.VALUE_FALSE`)"
        ),
    ),
    Fact(
        "rec",
        "names of properties must be small letters",
        lambda api: _create(api, {"hsTimestamp": "1", "HubSpotOwnerId": "2"}),
        400,
        error(
            "Invalid input JSON on line 1, column 34: Names for properties should be "
            "lowercase and have less than 100 characters. "
            "Invalid names: [hsTimestamp, HubSpotOwnerId]",
            "VALIDATION_ERROR",
        ),
    ),
    Fact(
        "rec",
        "an upsert by a property that is not unique",
        lambda api: api.batch(
            "upsert", {"id": "a.example", "idProperty": "domain", "properties": {}}
        ),
        400,
        error(
            "Unable to perform update/upsert by non-unique 0-2 property domain "
            "in portal ID 12345678",
            "VALIDATION_ERROR",
        ),
    ),
    Fact(
        "rec",
        "a search past 10,000 says nothing",
        lambda api: api.search(after="10000", limit=1),
        400,
        error("There was a problem with the request."),
    ),
    Fact(
        "rec",
        "IN without values",
        lambda api: api.search(condition("domain", "IN")),
        400,
        error(
            "Invalid input JSON on line 1, column 1: operator IN requires values",
            "VALIDATION_ERROR",
        ),
    ),
)


@each(FACTS)
def test_a_call_is_refused_in_hubspots_words(fact: Fact, api: Api) -> None:
    check(fact, api)


def test_every_error_has_a_correlation_id_in_body_and_header(api: Api) -> None:
    answer = api("GET", f"{COMPANIES}/999")
    assert answer.json["correlationId"] == answer.headers["X-HubSpot-Correlation-Id"]


def test_an_order_on_an_enumeration_is_refused_in_a_nested_body(api: Api) -> None:
    answer = api.search(condition("industry", "LT", "BANKING"))
    inner = json.loads(answer.json["message"])
    assert (answer.status, inner["correlationId"]) == (
        400,
        answer.json["correlationId"],
    )
    assert inner["message"].startswith(
        "Operator LT is not valid for this property type enumeration. "
        'Filter: property: "industry"\ntype: enumeration\n'
    )
