"""Which kind of sync error a code stands for (E2), by both vendors' codes and ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integrations.errors import CrmError, Fatal, Retryable
from integrations.models import SyncError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.errors import Suspension

Category = SyncError.Category

# HubSpot's one word for many refusals: its precise one stands inside (recorded).
UNSPECIFIC = frozenset({"", "VALIDATION_ERROR"})
CODE = re.compile(r"\b[A-Z]+(?:_[A-Z]+)+\b")

CODES: Mapping[str, Iterable[str]] = {
    Category.ASSOCIATION: (
        "ASSOCIATION_LIMIT_EXCEEDED",
        "CIRCULAR_DEPENDENCY",
        "INVALID_OBJECT_IDS",
        "crm.associations.INVALID_IDENTIFIER",
        "crm.associations.NO_ASSOCIATIONS_FOUND",
    ),
    Category.DUPLICATE: (
        "CONFLICT",
        "DUPLICATES_DETECTED",
        "DUPLICATE_EXTERNAL_ID",
        "DUPLICATE_VALUE",
        "OBJECT_ALREADY_EXISTS",
        "UNIQUE_VALUE_TAKEN",
    ),
    Category.PERMISSION: (
        "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
        "INSUFFICIENT_ACCESS_OR_READONLY",
        "INVALID_CROSS_REFERENCE_KEY",
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        "INVALID_TYPE",
        "MISSING_SCOPES",
        "NOT_FOUND",
        "TRANSFER_REQUIRES_READ",
        "invalid_app_access",
    ),
    Category.VALIDATION: (
        "CANNOT_EXECUTE_FLOW_TRIGGER",
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
        "ENTITY_IS_LOCKED",
        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        "FIELD_FILTER_VALIDATION_EXCEPTION",
        "ping_pong",
        "ping_pong_one_side",
    ),
    Category.PICKLIST: (
        "INVALID_OPTION",
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        "no_option",
        "retired_option",
    ),
    Category.VALUE: (
        "FIELD_INTEGRITY_EXCEPTION",
        "INACTIVE_OWNER_OR_USER",
        "INVALID_DATE",
        "INVALID_EMAIL",
        "INVALID_EMAIL_ADDRESS",
        "INVALID_INTEGER",
        "INVALID_LONG",
        "INVALID_OWNER_ID",
        "INVALID_TYPE_ON_FIELD_IN_RECORD",
        "JSON_PARSER_ERROR",
        "MALFORMED_ID",
        "MAX_LENGTH",
        "NUMBER_OUTSIDE_VALID_RANGE",
        "STRING_TOO_LONG",
        "VALIDATION_ERROR",
        "date_out_of_range",
        "not_a_boolean",
        "not_a_date",
        "not_a_number",
        "not_a_value",
        "not_an_email",
        "number_too_large",
        "owner_unmatched",
        "too_long",
        "too_long_for_hubspot",
    ),
    Category.REQUIRED: (
        "MISSING_CONDITIONAL_REQUIRED_PROPERTY",
        "MISSING_REQUIRED_PROPERTY",
        "REQUIRED_FIELD_MISSING",
        "required_missing",
    ),
    Category.MAPPING: (
        "ILLEGAL_FIELD_MODIFICATION",
        "INVALID_FIELD",
        "PROPERTY_DOESNT_EXIST",
        "Properties.PROPERTY_WITH_NAME_EXISTS",
        "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
        "PropertyValidationError.INVALID_BOOLEAN_OPTION",
        "READ_ONLY_VALUE",
        "not_read",
        "read_only",
    ),
    Category.LIMIT: (
        "CONCURRENT_REQUEST_LIMIT_EXCEEDED",
        "DAILY",
        "EXCEEDED_ID_LIMIT",
        "LIMIT_EXCEEDED",
        "RATE_LIMIT",
        "RATE_LIMITS",
        "REQUEST_LIMIT_EXCEEDED",
        "SECONDLY",
        "STORAGE_LIMIT_EXCEEDED",
        "TEN_SECONDLY_ROLLING",
    ),
    Category.CONNECTION: (
        "API_CURRENTLY_DISABLED",
        "API_DISABLED_FOR_ORG",
        "BAD_CLIENT_ID",
        "BAD_GRANT_TYPE",
        "BAD_REFRESH_TOKEN",
        "EXPIRED_AUTHENTICATION",
        "INTERNAL_ERROR",
        "INVALID_AUTHENTICATION",
        "INVALID_SESSION_ID",
        "LOCKED",
        "MISMATCH_REFRESH_TOKEN_CLIENT",
        "QUERY_TIMEOUT",
        "SERVER_UNAVAILABLE",
        "TXN_SECURITY_METERING_ERROR",
        "UNABLE_TO_LOCK_ROW",
        "UNREACHABLE",
        "invalid_client_id",
        "invalid_grant",
        "unsupported_grant_type",
    ),
    Category.OTHER: (
        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
        "API_ERROR",
        "ENTITY_IS_DELETED",
        "INVALIDENTITY",
        "INVALID_QUERY_LOCATOR",
        "INVALID_REPLICATION_DATE",
        "MALFORMED_QUERY",
        "OBJECT_NOT_FOUND",
        "PRECONDITION_FAILED",
        "PROCESSING_HALTED",
        "UNKNOWN",
        "UNKNOWN_EXCEPTION",
        "internal",
    ),
}
BY_CODE = {code: category for category, codes in CODES.items() for code in codes}
SUSPENDED: Mapping[Suspension, str] = {
    "permission": Category.PERMISSION,
    "limit": Category.LIMIT,
    "credentials": Category.CONNECTION,
    "api_off": Category.CONNECTION,
}


def category(code: str, error: CrmError | None = None) -> str:
    code = precise(code, error.raw if error else "")
    if code in BY_CODE:
        return BY_CODE[code]
    match error:
        case Retryable():
            return Category.CONNECTION
        case Fatal():
            return SUSPENDED[error.suspends]
    return Category.VALUE if code.startswith("INVALID_") else Category.OTHER


def precise(code: str, raw: str) -> str:
    """The word the answer has for what is wrong, where its code is no more than a
    category of answers."""
    if code not in UNSPECIFIC:
        return code
    found = (word for word in CODE.findall(raw) if word in BY_CODE)
    return next((word for word in found if word not in UNSPECIFIC), code)
