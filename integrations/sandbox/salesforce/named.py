"""Salesforce's errors by name, for tests that want one to happen.

Codes and messages as they were seen in public. Sources disagree about the HTTP status
of some, so a client must go by the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.duplicates import DuplicatesError
from integrations.sandbox.salesforce.errors import FIELD_SECURITY_HINT, RefusalError
from integrations.sandbox.salesforce.oauth.refusals import NAMED as GRANT_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable

CONCURRENT = "CONCURRENT_REQUEST_LIMIT_EXCEEDED"
CALL_ERRORS = {
    "REQUEST_LIMIT_EXCEEDED": (403, "TotalRequests Limit exceeded."),
    "INVALID_SESSION_ID": (401, "Session expired or invalid"),
    "API_DISABLED_FOR_ORG": (403, "API is not enabled for this Organization."),
    "NOT_FOUND": (404, "The requested resource does not exist"),
    "SERVER_UNAVAILABLE": (503, "Server temporarily unavailable."),
    "UNKNOWN_EXCEPTION": (500, "An unexpected error occurred."),
    "QUERY_TIMEOUT": (400, "Your query request was running for too long."),
    "INVALID_QUERY_LOCATOR": (400, "invalid query locator"),
    "INVALID_FIELD": (400, "No such column 'Gone__c' on entity 'Account'."),
    "TXN_SECURITY_METERING_ERROR": (
        400,
        "We can't complete the action because enabled transaction security policies "
        "took too long to complete.",
    ),
}
RECORD_ERRORS = {
    "UNABLE_TO_LOCK_ROW": (
        "unable to obtain exclusive access to this record or 1 records",
        [],
    ),
    "STORAGE_LIMIT_EXCEEDED": ("storage limit exceeded", []),
    "ENTITY_IS_DELETED": ("entity is deleted", []),
    "INVALID_CROSS_REFERENCE_KEY": ("invalid cross reference id", []),
    "INSUFFICIENT_ACCESS_OR_READONLY": ("insufficient access rights on object id", []),
    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": (
        "insufficient access rights on cross-reference id",
        [],
    ),
    "FIELD_CUSTOM_VALIDATION_EXCEPTION": (
        "Annual Revenue cannot be negative",
        ["AnnualRevenue"],
    ),
    "REQUIRED_FIELD_MISSING": ("Required fields are missing: [Name]", ["Name"]),
    "STRING_TOO_LONG": (
        "Account Name: data value too large: A long name (max length=255)",
        ["Name"],
    ),
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": (
        "Industry: bad value for restricted picklist field: Alchemy",
        ["Industry"],
    ),
    "FIELD_INTEGRITY_EXCEPTION": (
        "There's a problem with this country, even though it may appear correct.",
        ["BillingCountry"],
    ),
    "INVALID_FIELD_FOR_INSERT_UPDATE": (
        f"Unable to create/update fields: Name. {FIELD_SECURITY_HINT}",
        ["Name"],
    ),
    "INVALID_EMAIL_ADDRESS": ("Email: invalid email address: nobody", ["Email"]),
    "DUPLICATE_VALUE": ("duplicate value found: <unknown>", []),
    "INACTIVE_OWNER_OR_USER": (
        "operation performed with inactive user as owner of account",
        ["OwnerId"],
    ),
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": (
        "AccountTrigger: execution of BeforeInsert caused by: "
        "System.NullPointerException",
        [],
    ),
}

# A call for one record alone finds none (documented).
OF_NO_RECORD = frozenset({"ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY"})


def named_refusal(name: str) -> RefusalError:
    if name in SPECIAL:
        return SPECIAL[name]()
    if name in CALL_ERRORS:
        status, message = CALL_ERRORS[name]
        return RefusalError(name, message, None, status)
    if name in RECORD_ERRORS:
        message, fields = RECORD_ERRORS[name]
        return RefusalError(name, message, fields, 404 if name in OF_NO_RECORD else 400)
    known = ", ".join((*CALL_ERRORS, *RECORD_ERRORS, *SPECIAL, *GRANT_ERRORS))
    raise ValueError(f"{name} is none of {known}.")


def _too_many_at_once() -> RefusalError:
    """The code is that of the daily limit: only the message tells (documented)."""
    message = "ConcurrentPerOrgLongTxn Limit exceeded."
    return RefusalError("REQUEST_LIMIT_EXCEEDED", message, None, 403)


SPECIAL: dict[str, Callable[[], RefusalError]] = {
    CONCURRENT: _too_many_at_once,
    "DUPLICATES_DETECTED": DuplicatesError,
}
