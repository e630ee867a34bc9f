"""What HubSpot refuses, told by what brings it right again."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypedDict

import orjson

from integrations.errors import Fatal, Rejected, Retryable
from integrations.hubspot.reasons import reasons, told
from integrations.said import said, said_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.errors import Crm, CrmError

ACCOUNT_MOVES = 477  # documented: the account is being moved, typically for hours
PAUSES: Mapping[int, float] = {
    HTTPStatus.REQUEST_TIMEOUT: 5.0,
    HTTPStatus.LOCKED: 2.0,  # documented: wait two seconds at least
    ACCOUNT_MOVES: 3600.0,
}
SERVER_PAUSE = 5.0
REMEDIES = {
    "OBJECT_NOT_FOUND": said(
        "The company was deleted or merged in HubSpot. Restore it there, or unlink the "
        "account."
    ),
    "CONFLICT": said("Merge the two companies in HubSpot, or link the existing one."),
}
AGAIN = said("It is tried again.")
ANY_REMEDY = said("Correct the record, or ask a HubSpot administrator.")


class Facts(TypedDict):
    crm: Crm
    code: str
    status: int | None
    raw: str


def refused_call(
    status: int, headers: Mapping[str, str], body: bytes, host: str
) -> CrmError:
    """A whole call was refused with an HTTP error."""
    answer = _loads(body)
    where = f"HubSpot ({host})"
    raw = body.decode("utf-8", "replace")
    facts = Facts(crm="hubspot", code=_code(answer), status=status, raw=raw)
    pause = _pause(status, answer)
    if pause is not None:
        reason = f"{told(answer)} (HTTP {status})" if answer else _away(status)
        return Retryable(
            f"{where}: {reason}. {AGAIN}",
            after=retry_after(headers) or pause,
            **facts,
        )
    match status:
        case HTTPStatus.UNAUTHORIZED:
            return _unauthorised(where, answer, facts)
        case HTTPStatus.FORBIDDEN:
            return _forbidden(where, answer, facts)
        case HTTPStatus.TOO_MANY_REQUESTS:
            return _limited(where, answer, retry_after(headers), facts)
    return _rejected(where, answer, facts) if answer else _stranger(host, facts)


def refused_record(label: str, entry: Mapping[str, Any]) -> CrmError:
    """One record of a batch was refused; ``label`` says which, in words."""
    raw = orjson.dumps(entry).decode()
    facts = Facts(crm="hubspot", code=_code(entry), status=None, raw=raw)
    where = f"HubSpot, {label}"
    if entry.get("category") == "LOCKED":
        after = PAUSES[HTTPStatus.LOCKED]
        return Retryable(f"{where}: {told(entry)}. {AGAIN}", after=after, **facts)
    return _rejected(where, entry, facts)


def unreachable(host: str, reason: str) -> Retryable:
    return Retryable(
        said(
            "HubSpot (%(host)s) could not be reached: %(reason)s. If this lasts, check"
            " the connection's address and this server's way out.",
            host=host,
            reason=reason,
        ),
        crm="hubspot",
        code="UNREACHABLE",
    )


def _away(status: int) -> str:
    return said("not available right now (HTTP %(status)s)", status=str(status))


def retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        return float(headers["Retry-After"])
    except (KeyError, ValueError):
        return None


def required_scopes(answer: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        scope
        for entry in answer.get("errors") or ()
        for scope in (entry.get("context") or {}).get("requiredGranularScopes") or ()
    )


def _pause(status: int, answer: Mapping[str, Any]) -> float | None:
    """None when waiting does not help; a 403 in HTML is HubSpot's edge (recorded)."""
    from_the_edge = status == HTTPStatus.FORBIDDEN and not answer
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or from_the_edge:
        return SERVER_PAUSE
    return PAUSES.get(status)


def _unauthorised(where: str, answer: Mapping[str, Any], facts: Facts) -> Fatal:
    return Fatal(
        said(
            "%(where)s does not accept the access token. Enter a valid one under"
            " Connected apps. HubSpot said: %(answer)s.",
            where=where,
            answer=told(answer),
        ),
        suspends="credentials",
        **facts,
    )


def _forbidden(where: str, answer: Mapping[str, Any], facts: Facts) -> Fatal:
    scopes = required_scopes(answer)
    lacks = (
        said_as("lacks", "the scope %(scopes)s", scopes=" or ".join(scopes))
        if scopes
        else said_as("lacks", "a right (%(answer)s)", answer=told(answer))
    )
    return Fatal(
        said(
            "%(where)s: the access token lacks %(lacks)s. Add it to the private app or"
            " service key in HubSpot, then connect again.",
            where=where,
            lacks=lacks,
        ),
        suspends="permission",
        **facts,
    )


def _limited(
    where: str, answer: Mapping[str, Any], asked: float | None, facts: Facts
) -> CrmError:
    """Two families: one names its policy, the other only says it (recorded)."""
    policy = answer.get("policyName") or told(answer).upper()
    if "DAILY" in policy:
        return Fatal(
            said(
                "%(where)s: the account's API calls of today are used up. They come"
                " back at midnight in the account's time zone; a limit increase is sold"
                " by HubSpot.",
                where=where,
            ),
            suspends="limit",
            **facts,
        )
    after = asked or (10.0 if "TEN_SECONDLY" in policy else 1.0)
    return Retryable(
        said(
            "%(where)s: too many calls at once. It is tried again in %(after)s s.",
            where=where,
            after=f"{after:g}",
        ),
        after=after,
        **facts,
    )


def _rejected(where: str, answer: Mapping[str, Any], facts: Facts) -> Rejected:
    found = reasons(answer)
    remedy = REMEDIES.get(facts["code"], ANY_REMEDY)
    why = " ".join(reason.sentence for reason in found) or f"{told(answer)}. {remedy}"
    fields = tuple(dict.fromkeys(reason.name for reason in found))
    return Rejected(f"{where}: {why}", fields=fields, **facts)


def _stranger(host: str, facts: Facts) -> Rejected:
    if facts["status"] == HTTPStatus.REQUEST_URI_TOO_LONG:
        text = said("HubSpot found the call too long. Map fewer properties at once.")
    else:
        text = said(
            "%(host)s did not answer as HubSpot does (HTTP %(status)s). Check the"
            " connection's address: it is https://api.hubapi.com.",
            host=host,
            status=str(facts["status"]),
        )
    return Rejected(text, **facts)


def _code(answer: Mapping[str, Any]) -> str:
    codes = [reason.code for reason in reasons(answer)]
    words = ("subCategory", "category", "policyName")
    named = (*codes, *(answer.get(word) for word in words))
    return next((str(code) for code in named if code), "")


def _loads(body: bytes) -> Mapping[str, Any]:
    """Empty when it is not HubSpot's: its edge answers in HTML."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}
