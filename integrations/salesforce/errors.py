"""What Salesforce refuses, told by what brings it right again."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson

from integrations.errors import Fatal, Rejected, Retryable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.errors import CrmError

RETRY_AFTER = {
    "UNABLE_TO_LOCK_ROW": 1.0,
    "QUERY_TIMEOUT": 5.0,
    "SERVER_UNAVAILABLE": 30.0,
    "TXN_SECURITY_METERING_ERROR": 30.0,
}
RETRY_STATUS = {406, 408, 420, 429, 500, 502, 503, 504}
API_OFF = {"API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED"}
REMEDIES = {
    "INVALID_FIELD": (
        "The field is gone, or field-level security hides it from the connected user. "
        "Make it visible in Salesforce, or remove its mapping."
    ),
    "INVALID_FIELD_FOR_INSERT_UPDATE": (
        "The connected user may not edit the field. Allow it in the field-level "
        "security of the user's profile or permission set, or change the mapping."
    ),
    "REQUIRED_FIELD_MISSING": (
        "Fill the mapped HubSpot property, or stop requiring the field in Salesforce."
    ),
    "STRING_TOO_LONG": (
        "Shorten the value in HubSpot, or make the Salesforce field longer."
    ),
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": (
        "Add the value to the Salesforce picklist, or to the mapping's value map."
    ),
    "FIELD_CUSTOM_VALIDATION_EXCEPTION": (
        "A validation rule of your Salesforce refuses the record. Correct the value "
        "in HubSpot, or change the rule."
    ),
    "FIELD_INTEGRITY_EXCEPTION": (
        "Correct the value in HubSpot; a state or country must be one of Salesforce's."
    ),
    "DUPLICATE_VALUE": (
        "Another record already holds this unique value. Merge the two in Salesforce, "
        "or clear the value on the one that should not have it."
    ),
    "DUPLICATES_DETECTED": (
        "A duplicate rule of your Salesforce found the same account. Link the existing "
        "account, or merge the two."
    ),
    "ENTITY_IS_DELETED": (
        "The account was deleted in Salesforce. Restore it from the recycle bin, or "
        "unlink the company."
    ),
    "INVALID_CROSS_REFERENCE_KEY": (
        "The record it points to does not exist, or the connected user may not see it."
    ),
    "INSUFFICIENT_ACCESS_OR_READONLY": (
        "Give the connected user edit access to this record in Salesforce."
    ),
    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": (
        "Give the connected user access to the record it points to (often the owner)."
    ),
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": (
        "A trigger or flow of your Salesforce stopped the change. Its administrator "
        "finds the cause in the debug log."
    ),
    "INVALID_TYPE": "Give the connected user's profile read access to this object.",
    "INVALID_QUERY_LOCATOR": "The list expired on Salesforce's side. Start it again.",
    "MALFORMED_QUERY": "Check the conditions that were entered.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One error entry; single calls say ``errorCode``, collections ``statusCode``."""

    code: str
    message: str
    fields: tuple[str, ...] = ()


def refused_call(
    status: int, body: bytes, host: str, retry_after: float | None = None
) -> CrmError:
    """A whole call was refused with an HTTP error."""
    raw = body.decode("utf-8", "replace")
    refusal = _first_refusal(body)
    common: dict[str, Any] = {
        "crm": "salesforce",
        "status": status,
        "raw": raw,
        "code": refusal.code if refusal else "",
    }
    if status == HTTPStatus.UNAUTHORIZED:
        return Fatal(
            f"Salesforce ({host}) no longer accepts this connection's session. "
            "Connect Salesforce again under Connected apps.",
            suspends="credentials",
            **common,
        )
    if refusal is None:
        return _unreadable(status, host, retry_after, common)
    return _by_code(refusal, f"Salesforce ({host})", retry_after, common)


def refused_record(label: str, errors: Sequence[Mapping[str, Any]]) -> CrmError:
    """One record of a batch was refused; ``label`` says which, in words."""
    refusal = _refusal(errors[0]) if errors else Refusal("UNKNOWN", "no reason given")
    common: dict[str, Any] = {
        "crm": "salesforce",
        "raw": orjson.dumps(errors).decode(),
        "code": refusal.code,
    }
    return _by_code(refusal, f"Salesforce, {label}", None, common)


def unreachable(host: str, reason: str) -> Retryable:
    return Retryable(
        f"Salesforce ({host}) could not be reached: {reason}. It is tried again; if "
        "this lasts, check the connection's address and this server's way out.",
        crm="salesforce",
        code="UNREACHABLE",
    )


def _by_code(
    refusal: Refusal, where: str, retry_after: float | None, common: dict[str, Any]
) -> CrmError:
    said = refusal.message.strip().rstrip(".")
    code, status = refusal.code, common.get("status")
    if code == "REQUEST_LIMIT_EXCEEDED" and "TotalRequests" in said:
        return Fatal(
            f"{where}: the organisation's API calls of the last 24 hours are used up. "
            "Wait, or ask Salesforce for more; Syncadmin goes on by itself.",
            suspends="limit",
            **common,
        )
    if code == "STORAGE_LIMIT_EXCEEDED":
        return Fatal(
            f"{where}: the data storage is full. Free some, or buy more.",
            suspends="limit",
            **common,
        )
    if code in API_OFF:
        return Fatal(
            f"{where}: API access is off ({said}). Enable it for the edition and for "
            "the connected user's profile ('API Enabled').",
            suspends="api_off",
            **common,
        )
    if (
        code in RETRY_AFTER
        or code == "REQUEST_LIMIT_EXCEEDED"
        or status in RETRY_STATUS
    ):
        after = retry_after or RETRY_AFTER.get(code, 5.0)
        return Retryable(f"{where}: {said}. It is tried again.", after=after, **common)
    if status == HTTPStatus.FORBIDDEN:
        return Fatal(
            f"{where}: the connected user lacks a permission ({said}). Grant it in the "
            "user's profile or permission set.",
            suspends="permission",
            **common,
        )
    remedy = REMEDIES.get(
        code, "Correct the record, or ask a Salesforce administrator."
    )
    return Rejected(f"{where}: {said}. {remedy}", fields=refusal.fields, **common)


def _unreadable(
    status: int, host: str, retry_after: float | None, common: dict[str, Any]
) -> CrmError:
    """Salesforce's edge (and anything in between) answers in HTML, or nothing."""
    if status in RETRY_STATUS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Retryable(
            f"Salesforce ({host}) is not available right now (HTTP {status}). "
            "It is tried again.",
            after=retry_after or 5.0,
            **common,
        )
    return Rejected(
        f"{host} did not answer as Salesforce does (HTTP {status}). Check the "
        "connection's address: it is your My Domain, https://….my.salesforce.com.",
        **common,
    )


def _first_refusal(body: bytes) -> Refusal | None:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    match answer:
        case [dict(entry), *_] | dict(entry):
            return _refusal(entry)
    return None


def _refusal(entry: Mapping[str, Any]) -> Refusal:
    code = entry.get("errorCode") or entry.get("statusCode") or entry.get("error") or ""
    message = entry.get("message") or entry.get("error_description") or code
    return Refusal(str(code), str(message), tuple(entry.get("fields") or ()))
