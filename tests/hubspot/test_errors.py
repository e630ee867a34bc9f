"""The bodies are recorded answers of HubSpot, ids and people masked."""

from __future__ import annotations

import orjson
import pytest

from integrations.errors import CrmError, Fatal, Rejected, Retryable
from integrations.hubspot.errors import refused_call, refused_record
from integrations.hubspot.reasons import Reason, reasons

HOST = "api.hubapi.com"


def call(http: int, /, **body: object) -> CrmError:
    return refused_call(http, {}, orjson.dumps(body), HOST)


def invalid(**problem: object) -> str:
    return f"Property values were not valid: {orjson.dumps([problem]).decode()}"


@pytest.mark.parametrize(
    ("message", "category"),
    [
        ("Authentication credentials not found.", "INVALID_AUTHENTICATION"),
        ("The OAuth token used … expired 0 second(s) ago.", "EXPIRED_AUTHENTICATION"),
    ],
)
def test_a_refused_token_suspends_and_says_where_to_enter_another(
    message: str, category: str
) -> None:
    error = call(401, status="error", message=message, category=category)
    assert isinstance(error, Fatal)
    assert (error.suspends, error.code) == ("credentials", category)
    assert "HubSpot (api.hubapi.com)" in error.message
    assert "Connected apps" in error.message


def test_a_missing_scope_suspends_and_is_named() -> None:
    scopes = ["crm.schemas.contacts.read", "crm.objects.contacts.read"]
    error = call(
        403,
        status="error",
        message="This app hasn't been granted all required scopes to make this call.",
        errors=[
            {
                "message": "One or more of the following scopes are required.",
                "context": {"requiredGranularScopes": scopes},
            }
        ],
        category="MISSING_SCOPES",
    )
    assert isinstance(error, Fatal)
    assert error.suspends == "permission"
    assert "crm.schemas.contacts.read or crm.objects.contacts.read" in error.message


@pytest.mark.parametrize(
    ("status", "seconds"), [(423, 2), (477, 3600), (500, 5), (503, 5), (408, 5)]
)
def test_what_passes_by_itself_is_tried_again(status: int, seconds: float) -> None:
    error = call(status, status="error", message="internal error")
    assert isinstance(error, Retryable)
    assert error.after == seconds


def test_the_servers_own_pause_comes_first() -> None:
    error = refused_call(477, {"Retry-After": "86400"}, b"{}", HOST)
    assert isinstance(error, Retryable)
    assert error.after == 86_400


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        pytest.param(
            {
                "message": invalid(
                    isValid=False,
                    message='Property "first000name" does not exist',
                    error="PROPERTY_DOESNT_EXIST",
                    name="first000name",
                ),
                "errors": [
                    {
                        "message": 'Property "first000name" does not exist',
                        "code": "PROPERTY_DOESNT_EXIST",
                        "context": {"propertyName": ["first000name"]},
                    }
                ]
                * 2,
                "category": "VALIDATION_ERROR",
            },
            "PROPERTY_DOESNT_EXIST",
            'first000name: Property "first000name" does not exist. Create the property',
            id="told twice in one answer",
        ),
        pytest.param(
            {
                "message": invalid(
                    message="Enter 50 characters or fewer",
                    error="MAX_LENGTH",
                    name="resolved",
                ),
                "category": "VALIDATION_ERROR",
            },
            "MAX_LENGTH",
            "resolved: Enter 50 characters or fewer. Shorten the value in Salesforce.",
            id="only inside the message",
        ),
        pytest.param(
            {
                "message": "Property values were not valid",
                "validationResults": [
                    {
                        "isValid": False,
                        "message": "1684914035320 is at 7:40:35.320 UTC, not midnight!",
                        "error": "INVALID_DATE",
                        "name": "user_created_date",
                    }
                ],
            },
            "INVALID_DATE",
            "user_created_date: 1684914035320 is at 7:40:35.320 UTC, not midnight! ",
            id="in the older place",
        ),
        pytest.param(
            {
                "message": invalid(
                    message="king,queen was not one of the allowed options: [label: "
                    '"king"\nvalue: "king"\ndisplay_order: 0\n]',
                    error="INVALID_OPTION",
                    name="multi_select",
                ),
            },
            "INVALID_OPTION",
            "multi_select: king,queen is not one of its options. Add the option",
            id="without the list of options",
        ),
        pytest.param(
            {
                "message": "Cannot set PropertyValueCoordinates{portalId=12345678, "
                "objectTypeId=ObjectTypeId{legacyObjectType=PRODUCT}, "
                "propertyName=hs_sku, value=20000020} on 78226872556. 36943177921 "
                "already has that value.",
                "category": "VALIDATION_ERROR",
            },
            "UNIQUE_VALUE_TAKEN",
            "hs_sku: company 36943177921 already has this value. Merge the two",
            id="taken, in prose",
        ),
    ],
)
def test_a_refused_property_is_named_with_its_remedy(
    body: dict[str, object], code: str, told: str
) -> None:
    error = call(400, status="error", correlationId="x", **body)
    assert isinstance(error, Rejected)
    assert error.code == code
    assert len(error.fields) == 1
    assert error.message.startswith(f"HubSpot (api.hubapi.com): {told}")
    assert orjson.loads(error.raw)["correlationId"] == "x"


def test_a_message_that_is_an_answer_again_is_opened() -> None:
    nested = {"message": "Operator LT is not valid for this property type enumeration."}
    error = call(400, status="error", message=orjson.dumps(nested).decode())
    assert "Operator LT is not valid for this property type" in error.message


def test_several_properties_are_all_named() -> None:
    found = [
        {"message": "910901 was not a valid owner ID", "error": "INVALID_OWNER_ID"},
        {"message": "open is not a valid stage", "error": "INVALID_OPTION"},
    ]
    problems = [
        {**problem, "name": name}
        for problem, name in zip(found, ["hubspot_owner_id", "stage"], strict=True)
    ]
    assert reasons({"validationResults": problems}) == (
        Reason(
            "INVALID_OWNER_ID", "hubspot_owner_id", "910901 was not a valid owner ID"
        ),
        Reason("INVALID_OPTION", "stage", "open is not a valid stage"),
    )


def test_a_refused_record_of_a_batch_is_named() -> None:
    entry = {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "message": "Could not get some COMPANY objects, they may be deleted.",
        "context": {"ids": ["1051"]},
    }
    error = refused_record("company 1051", entry)
    assert isinstance(error, Rejected)
    assert error.code == "OBJECT_NOT_FOUND"
    assert "company 1051: Could not get some COMPANY objects" in error.message
    assert "unlink the account" in error.message


def test_a_locked_record_of_a_batch_is_tried_again() -> None:
    entry = {"category": "LOCKED", "message": "Timed out trying to acquire … lock."}
    error = refused_record("company 1", entry)
    assert isinstance(error, Retryable)
    assert error.after == 2


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"message": null}', b"\xff"])
def test_a_body_that_says_nothing_still_gives_an_error(body: bytes) -> None:
    assert isinstance(refused_call(400, {}, body, HOST), Rejected)
    assert isinstance(refused_call(401, {}, body, HOST), Fatal)
    assert isinstance(refused_call(502, {}, body, HOST), Retryable)
    assert isinstance(refused_call(429, {}, body, HOST), Retryable)
