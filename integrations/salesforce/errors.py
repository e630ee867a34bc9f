"""What Salesforce refuses, told by what brings it right again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypedDict

import orjson

from integrations.errors import Fatal, Rejected, Retryable
from integrations.said import said
from integrations.salesforce.remedies import NO_STORAGE, REMEDIES, SUSPENDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.errors import Crm, CrmError, Suspension

RETRY_AFTER = {
    "UNABLE_TO_LOCK_ROW": 1.0,
    "REQUEST_LIMIT_EXCEEDED": 5.0,
    "QUERY_TIMEOUT": 5.0,
    "SERVER_UNAVAILABLE": 30.0,
    "TXN_SECURITY_METERING_ERROR": 30.0,
}
RETRY_STATUS = {406, 408, 420, 429, 500, 502, 503, 504}
TOO_LONG = {414, 431}
OUT_OF_STORAGE = "STORAGE_LIMIT_EXCEEDED"
SUSPENDS: Mapping[str, Suspension] = {
    OUT_OF_STORAGE: "limit",
    "API_DISABLED_FOR_ORG": "api_off",
    "API_CURRENTLY_DISABLED": "api_off",
}
AGAIN = said("It is tried again.")
ANY_REMEDY = said("Correct the record, or ask a Salesforce administrator.")
MISSING_COLUMN = re.compile(r"No such column '([\w.]+)'")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One error entry; single calls say ``errorCode``, collections ``statusCode``."""

    code: str = ""
    message: str = ""
    fields: tuple[str, ...] = ()


class Facts(TypedDict):
    crm: Crm
    code: str
    status: int | None
    raw: str


def refused_call(
    status: int, body: bytes, host: str, retry_after: float | None = None
) -> CrmError:
    """A whole call was refused with an HTTP error."""
    refusal = _first_refusal(body)
    raw = body.decode("utf-8", "replace")
    facts = Facts(crm="salesforce", code=refusal.code, status=status, raw=raw)
    where = f"Salesforce ({host})"
    if status == HTTPStatus.UNAUTHORIZED:
        return _fatal("credentials", where, refusal, facts)
    if not refusal.code and status not in RETRY_STATUS:
        return _stranger(host, facts)
    return _classified(where, refusal, facts, retry_after)


def refused_record(label: str, errors: Sequence[Mapping[str, Any]]) -> CrmError:
    """One record of a batch was refused; ``label`` says which, in words."""
    refusal = (
        _refusal(errors[0]) if errors else Refusal("UNKNOWN", said("no reason given"))
    )
    raw = orjson.dumps(errors).decode()
    facts = Facts(crm="salesforce", code=refusal.code, status=None, raw=raw)
    return _classified(f"Salesforce, {label}", refusal, facts)


def refused_log_in(error: CrmError, host: str) -> Fatal:
    """No token was issued; OAuth says why in words of its own."""
    refusal = _first_refusal(error.raw.encode())
    return Fatal(
        said(
            "Salesforce (%(host)s) refused the log-in: %(reason)s. Check the connected"
            " app's client id and its secret or key, and that its user is approved for"
            " it.",
            host=host,
            reason=refusal.message.rstrip(".") or f"HTTP {error.status}",
        ),
        crm="salesforce",
        suspends="credentials",
        code=refusal.code,
        status=error.status,
        raw=error.raw,
    )


def unreachable(host: str, reason: str) -> Retryable:
    return Retryable(
        said(
            "Salesforce (%(host)s) could not be reached: %(reason)s. If this lasts,"
            " check the connection's address and this server's way out.",
            host=host,
            reason=reason,
        ),
        crm="salesforce",
        code="UNREACHABLE",
    )


def _classified(
    where: str, refusal: Refusal, facts: Facts, retry_after: float | None = None
) -> CrmError:
    suspends = _suspends(refusal, facts["status"])
    if suspends:
        return _fatal(suspends, where, refusal, facts)
    told = refusal.message.strip().rstrip(".")
    if refusal.code in RETRY_AFTER or facts["status"] in RETRY_STATUS:
        after = retry_after or RETRY_AFTER.get(refusal.code, 5.0)
        told = told or said(
            "not available right now (HTTP %(status)s)", status=str(facts["status"])
        )
        return Retryable(f"{where}: {told}. {AGAIN}", after=after, **facts)
    remedy = REMEDIES.get(refusal.code, ANY_REMEDY)
    return Rejected(f"{where}: {told}. {remedy}", fields=refusal.fields, **facts)


def _stranger(host: str, facts: Facts) -> Rejected:
    if facts["status"] in TOO_LONG:
        told = said("Salesforce found the call too long. Map fewer fields at once.")
    else:
        told = said(
            "%(host)s did not answer as Salesforce does (HTTP %(status)s). Check the"
            " connection's address: it is your My Domain, https://….my.salesforce.com.",
            host=host,
            status=str(facts["status"]),
        )
    return Rejected(told, **facts)


def _suspends(refusal: Refusal, status: int | None) -> Suspension | None:
    """The daily limit and the concurrent one differ in their words only."""
    if refusal.code == "REQUEST_LIMIT_EXCEEDED":
        return "limit" if "TotalRequests" in refusal.message else None
    if status == HTTPStatus.FORBIDDEN and refusal.code not in RETRY_AFTER:
        return SUSPENDS.get(refusal.code, "permission")
    return SUSPENDS.get(refusal.code)


def _fatal(suspends: Suspension, where: str, refusal: Refusal, facts: Facts) -> Fatal:
    told = refusal.message.strip().rstrip(".") or f"HTTP {facts['status']}"
    answer = said("Salesforce said: %(answer)s.", answer=told)
    remedy = NO_STORAGE if refusal.code == OUT_OF_STORAGE else SUSPENDED[suspends]
    return Fatal(
        f"{where}: {remedy} {answer}",
        suspends=suspends,
        **facts,
    )


def _first_refusal(body: bytes) -> Refusal:
    """Empty when it is not Salesforce's: its edge answers in HTML, or nothing."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Refusal()
    match answer:
        case [dict(entry), *_] | dict(entry):
            return _refusal(entry)
    return Refusal()


def _refusal(entry: Mapping[str, Any]) -> Refusal:
    code = entry.get("errorCode") or entry.get("statusCode") or entry.get("error") or ""
    message = entry.get("message") or entry.get("error_description") or code
    fields = entry.get("fields") or MISSING_COLUMN.findall(message)
    return Refusal(code, message, tuple(fields))
