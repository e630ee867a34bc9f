"""What HubSpot refuses, told by what brings it right again."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson

from integrations.errors import Fatal, Rejected, Retryable
from integrations.hubspot.reasons import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.errors import CrmError
    from integrations.hubspot.reasons import Reason

LOCKED_FOR = 2.0  # documented: at least two seconds
ACCOUNT_MOVES = 477  # documented: the account is being moved, up to a day
WINDOW = 10.0
REMEDIES = {
    "OBJECT_NOT_FOUND": (
        "The company was deleted or merged in HubSpot. Restore it there, or unlink the "
        "account."
    ),
    "CONFLICT": "Merge the two companies in HubSpot, or link the existing one.",
}
ANY_REMEDY = "Correct the record, or ask a HubSpot administrator."


def refused_call(
    status: int, headers: Mapping[str, str], body: bytes, host: str
) -> CrmError:
    """A whole call was refused with an HTTP error."""
    answer = _loads(body)
    where = f"HubSpot ({host})"
    common: dict[str, Any] = {
        "crm": "hubspot",
        "status": status,
        "raw": body.decode("utf-8", "replace"),
        "code": _code(answer),
    }
    if status == HTTPStatus.UNAUTHORIZED:
        return Fatal(
            f"{where} does not accept the access token. Enter a valid one under "
            "Connected apps.",
            suspends="credentials",
            **common,
        )
    if status == HTTPStatus.FORBIDDEN and answer:
        return _forbidden(where, answer, common)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _limited(where, answer, headers, common)
    if _passes(status, answer):
        after = retry_after(headers) or _pause(status)
        return Retryable(
            f"{where} is not available right now (HTTP {status}). It is tried again.",
            after=after,
            **common,
        )
    if not answer:
        return Rejected(
            f"{host} did not answer as HubSpot does (HTTP {status}). Check the "
            "connection's address: it is https://api.hubapi.com.",
            **common,
        )
    return _rejected(where, answer, common)


def refused_record(label: str, entry: Mapping[str, Any]) -> CrmError:
    """One record of a batch was refused; ``label`` says which, in words."""
    raw = orjson.dumps(entry).decode()
    common: dict[str, Any] = {"crm": "hubspot", "raw": raw, "code": _code(entry)}
    if entry.get("category") == "LOCKED":
        said = entry.get("message", "")
        return Retryable(
            f"HubSpot, {label}: {said} It is tried again.", after=LOCKED_FOR, **common
        )
    return _rejected(f"HubSpot, {label}", entry, common)


def unreachable(host: str, reason: str) -> Retryable:
    return Retryable(
        f"HubSpot ({host}) could not be reached: {reason}. It is tried again; if this "
        "lasts, check the connection's address and this server's way out.",
        crm="hubspot",
        code="UNREACHABLE",
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        return float(headers["Retry-After"])
    except (KeyError, ValueError):
        return None


def missing_scopes(answer: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        scope
        for entry in answer.get("errors") or ()
        for scope in (entry.get("context") or {}).get("requiredGranularScopes") or ()
    )


def _forbidden(where: str, answer: Mapping[str, Any], common: dict[str, Any]) -> Fatal:
    scopes = missing_scopes(answer)
    if scopes:
        said = f"the access token lacks the scope {' or '.join(scopes)}"
        remedy = (
            "Add it to the private app or service key in HubSpot, then connect again."
        )
    else:
        said = answer.get("message", "the access token may not do this").rstrip(".")
        remedy = "Give the private app or service key this right in HubSpot."
    return Fatal(f"{where}: {said}. {remedy}", suspends="permission", **common)


def _limited(
    where: str,
    answer: Mapping[str, Any],
    headers: Mapping[str, str],
    common: dict[str, Any],
) -> CrmError:
    """Two families: ``policyName``, or ``category`` RATE_LIMITS and only the words."""
    policy = answer.get("policyName") or answer.get("message", "").upper()
    if "DAILY" in policy:
        return Fatal(
            f"{where}: the account's API calls of today are used up. They come back at "
            "midnight in the account's time zone; Syncadmin goes on by itself.",
            suspends="limit",
            **common,
        )
    after = retry_after(headers) or (WINDOW if "TEN_SECONDLY" in policy else 1.0)
    return Retryable(
        f"{where}: too many calls at once. It is tried again in {after:g} s.",
        after=after,
        **common,
    )


def _passes(status: int, answer: Mapping[str, Any]) -> bool:
    passing = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.LOCKED, ACCOUNT_MOVES}
    from_the_edge = status == HTTPStatus.FORBIDDEN and not answer
    return status >= 500 or status in passing or from_the_edge


def _pause(status: int) -> float:
    return {HTTPStatus.LOCKED: LOCKED_FOR, ACCOUNT_MOVES: 3600.0}.get(status, 5.0)


def _rejected(
    where: str, answer: Mapping[str, Any], common: dict[str, Any]
) -> Rejected:
    found = reasons(answer)
    if found:
        told = " ".join(reason.sentence for reason in found)
    else:
        said = str(answer.get("message", "no reason given")).rstrip(".")
        told = f"{said}. {REMEDIES.get(common['code'], ANY_REMEDY)}"
    fields = tuple(dict.fromkeys(reason.name for reason in found))
    return Rejected(f"{where}: {told}", fields=fields, **common)


def _code(answer: Mapping[str, Any]) -> str:
    first: Reason | None = next(iter(reasons(answer)), None)
    if first and first.code:
        return first.code
    return str(answer.get("subCategory") or answer.get("category") or "")


def _loads(body: bytes) -> Mapping[str, Any]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}
