"""Recorded errors of calls as a whole: access, limits, searches, batches."""

from __future__ import annotations

from tests.sandbox.hubspot.api import condition
from tests.sandbox.hubspot.recorded import (
    COMPANIES,
    INVALID,
    ODD_JSON,
    Recorded,
    ann,
    asked,
    batch,
    contacts,
    create,
    day_used_up,
    search,
    seventh_search,
    ten_seconds,
    with_token,
)

CALLS = (
    Recorded(
        "auth_missing",
        401,
        with_token(""),
        "Authentication credentials not found.*oauth-overview",
        "INVALID_AUTHENTICATION",
    ),
    Recorded(
        "auth_token_expired",
        401,
        with_token("expired"),
        r"The OAuth token used to make this call expired 0 second\(s\) ago\.",
        "EXPIRED_AUTHENTICATION",
        "context",
    ),
    Recorded(
        "missing_scopes",
        403,
        with_token("forbidden"),
        "This app hasn't been granted all required scopes to make this call.*",
        "MISSING_SCOPES",
        "errors links",
    ),
    Recorded(
        "not_found_no_category",
        404,
        lambda api: api("GET", f"{COMPANIES}/1"),
        "resource not found",
    ),
    Recorded(
        "rate_ten_secondly",
        429,
        ten_seconds,
        r"You have reached your ten_secondly_rolling limit\.",
        has="errorType policyName groupName",
    ),
    Recorded(
        "rate_search_secondly_old",
        429,
        asked("SECONDLY"),
        r"You have reached your secondly limit\.",
        has="errorType policyName groupName",
    ),
    Recorded(
        "rate_search_secondly_new",
        429,
        seventh_search,
        r"You have reached your secondly limit\.",
        "RATE_LIMITS",
    ),
    Recorded(
        "rate_daily",
        429,
        day_used_up,
        r"You have reached your daily limit\.",
        has="errorType policyName requestId",
        mark="doc",
    ),
    Recorded(
        "search_over_10000",
        400,
        search(after="10000", limit=1),
        r"There was a problem with the request\.",
    ),
    Recorded(
        "search_in_without_values",
        400,
        search(condition("domain", "IN")),
        f"{ODD_JSON}: operator IN requires values",
        INVALID,
    ),
    Recorded(
        "search_operator_not_for_type",
        400,
        search(condition("industry", "LT", "BANKING")),
        r'\{"status":"error","message":"Operator LT is not valid for this property '
        r"type enumeration\. .*",
    ),
    Recorded(
        "batch_over_100",
        400,
        batch("read", *({"id": str(n)} for n in range(101))),
        "The maximum number of inputs supported in a batch is 100. Please reduce .*",
        INVALID,
    ),
    Recorded(
        "batch_missing_id",
        400,
        batch("update", {"properties": {"name": "A"}}),
        rf"{ODD_JSON}\. Some required fields were not set: \[id\]",
        INVALID,
    ),
    Recorded(
        "batch_duplicate_ids",
        400,
        batch("update", *[{"id": "7", "properties": {}}] * 2),
        r"Duplicate IDs found in batch input: \[7\]\. IDs must be unique",
        INVALID,
        "context",
    ),
    Recorded(
        "json_wrong_type",
        400,
        create("companies", name=["A"]),
        rf"{ODD_JSON}: Cannot deserialize value of type `java.lang.String` from Array "
        r"value \(token `JsonToken.START_ARRAY`\)",
    ),
    Recorded(
        "property_names_not_lowercase",
        400,
        create("companies", hsTimestamp="1", HubSpotOwnerId="2"),
        f"{ODD_JSON}: Names for properties should be lowercase and have less than 100 "
        r"characters\. Invalid names: \[hsTimestamp, HubSpotOwnerId\]",
        INVALID,
    ),
    Recorded(
        "upsert_by_non_unique_property",
        400,
        contacts("update", {"id": "a@b.example", "idProperty": "email", **ann({})}),
        "Unable to perform update/upsert by non-unique 0-1 property email in portal ID "
        "12345678",
        INVALID,
    ),
    Recorded(
        "unknown_object_type",
        400,
        lambda api: api("GET", f"{COMPANIES}%20"),
        "Unable to infer object type from: companies ",
    ),
    Recorded(
        "unknown_object_type_search",
        400,
        lambda api: api("POST", "/crm/v3/objects/butterflies/search", {}),
        "Unable to infer object type from: butterflies",
    ),
    Recorded(
        "internal_error_bare", 500, asked("INTERNAL_ERROR_BARE"), "internal error"
    ),
    Recorded(
        "internal_error_category",
        500,
        asked("INTERNAL_ERROR"),
        r"There was an error processing the request\.",
        "INTERNAL_ERROR",
    ),
)
