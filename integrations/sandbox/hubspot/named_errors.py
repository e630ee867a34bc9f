"""The errors a test can ask for by name, with the words HubSpot was recorded to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.grants import NAMED as GRANT_ERRORS
from integrations.sandbox.hubspot.old_errors import OLD_ERRORS
from integrations.sandbox.hubspot.portal import PORTAL_ID
from integrations.sandbox.hubspot.rate_errors import RATE_ERRORS
from integrations.sandbox.hubspot.refusals import (
    RefusedError,
    bad_request,
    invalid,
    missing_scopes,
    not_found,
)
from integrations.sandbox.hubspot.sessions import expired, no_credentials
from integrations.sandbox.hubspot.values import (
    InvalidPropertiesError,
    InvalidValueError,
)
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Callable

SOME_VALUE = (
    f"PropertyValueCoordinates{{portalId={PORTAL_ID}, "
    "objectTypeId=ObjectTypeId{legacyObjectType=COMPANY}, "
    "propertyName=syncadmin_account_id, value=001000000000000AAA}"
)
SCOPES = ("crm.objects.companies.read", "crm.objects.companies.write")
VALUE_PROBLEMS = {
    "PROPERTY_DOESNT_EXIST": ("industry", 'Property "industry" does not exist'),
    "INVALID_OPTION": ("industry", "X was not one of the allowed options: [BANKING]"),
    "INVALID_OWNER_ID": ("hubspot_owner_id", "910901 was not a valid owner ID"),
    "READ_ONLY_VALUE": (
        "name",
        '"name" is a read only property; its value cannot be set.',
    ),
    "MAX_LENGTH": ("name", "Enter 50 characters or fewer"),
    "INVALID_EMAIL": ("email", "Email address abc@d.c is invalid"),
    "INVALID_DATE": (
        "founded",
        "1684914035320 is at 7:40:35.320 UTC, not midnight!",
    ),
    "INVALID_LONG": ("founded", "2021-11-04 was not a valid long."),
    "INVALID_INTEGER": ("numberofemployees", "1e-14 was not a valid number."),
    "MISSING_REQUIRED_PROPERTY": ("phone", "Property phone is required"),
}
PAGES = {
    "URI_TOO_LONG": (414, "414 Request-URI Too Large"),
    "BAD_GATEWAY": (502, "502 Bad Gateway"),
    "SERVICE_UNAVAILABLE": (503, "503 Service Temporarily Unavailable"),
    "GATEWAY_TIMEOUT": (504, "504 Gateway Time-out"),
    "WEB_SERVER_DOWN": (521, "521: Web server is down"),
    "CONNECTION_TIMED_OUT": (522, "522: Connection timed out"),
    "ORIGIN_UNREACHABLE": (523, "523: Origin is unreachable"),
    "TIMEOUT_OCCURRED": (524, "524: A timeout occurred"),
}
MIGRATION_SECONDS = "3600"


def answer_named(name: str) -> Response:
    """A whole call's answer; ValueError for a name nobody knows."""
    if name in PAGES:
        status, title = PAGES[name]
        page = f"<html><head><title>{title}</title></head><body>{title}</body></html>"
        headers = {"Content-Type": "text/html; charset=UTF-8"}
        return Response(status, page.encode(), headers)
    return refusal_named(name).response()


def refusal_named(name: str) -> RefusedError:
    if name in VALUE_PROBLEMS:
        return InvalidPropertiesError([InvalidValueError(*_parts(name))])
    if name in RATE_ERRORS:
        return RATE_ERRORS[name]()
    if name in OTHERS:
        return OTHERS[name]()
    if name in GRANT_ERRORS:
        return GRANT_ERRORS[name]()
    if name in OLD_ERRORS:
        return OLD_ERRORS[name]()
    if name in PAGES:
        return RefusedError(*PAGES[name])
    raise ValueError(f"{name} is not an error of HubSpot's: {', '.join(_known())}")


def _known() -> list[str]:
    names = {*VALUE_PROBLEMS, *RATE_ERRORS, *OTHERS, *OLD_ERRORS, *PAGES}
    return sorted(names | GRANT_ERRORS.keys())


def _parts(name: str) -> tuple[str, str, str]:
    property_name, message = VALUE_PROBLEMS[name]
    return property_name, name, message


def _conflict() -> RefusedError:
    message = "Contact already exists. Existing ID: 482701"
    return RefusedError(409, message, "CONFLICT", names={"existingId": ["482701"]})


def _taken() -> RefusedError:
    return invalid(
        f"Cannot set {SOME_VALUE} on 78226872556. 36943177921 already has that value."
    )


def _locked() -> RefusedError:
    message = f"Timed out trying to acquire unique value lock for {SOME_VALUE}. "
    return RefusedError(423, f"{message}The lock was being held.", "LOCKED")


def _no_room() -> RefusedError:
    """The limit differs by kind of association: 10,000 and 50,000 are known."""
    told = (
        f"Exceeded association limit of 10000 for portalId {PORTAL_ID}, "
        "fromObjectId 8963354902, associationType COMPANY_TO_CONTACT_UNLABELED"
    )
    return invalid(
        "One or more associations are invalid",
        context={"ASSOCIATION_LIMIT_EXCEEDED": [told]},
    )


def _internal() -> RefusedError:
    message = "There was an error processing the request."
    return RefusedError(500, message, "INTERNAL_ERROR")


def _internal_bare() -> RefusedError:
    return RefusedError(500, "internal error")


def _migration() -> RefusedError:
    """An account on its way to another data centre (documented)."""
    headers = {"Retry-After": MIGRATION_SECONDS}
    return RefusedError(477, "The account is being migrated", headers=headers)


OTHERS: dict[str, Callable[[], RefusedError]] = {
    "INVALID_AUTHENTICATION": no_credentials,
    "EXPIRED_AUTHENTICATION": expired,
    "MISSING_SCOPES": lambda: missing_scopes(SCOPES),
    "NOT_FOUND": not_found,
    "BAD_REQUEST": bad_request,
    "CONFLICT": _conflict,
    "UNIQUE_VALUE_TAKEN": _taken,
    "LOCKED": _locked,
    "ASSOCIATION_LIMIT_EXCEEDED": _no_room,
    "INTERNAL_ERROR": _internal,
    "INTERNAL_ERROR_BARE": _internal_bare,
    "MIGRATION": _migration,
}
