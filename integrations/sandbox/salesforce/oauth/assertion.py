"""The JWT a client signs to be let in as a user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import jwt

from integrations.sandbox.salesforce.oauth.forms import check_client
from integrations.sandbox.salesforce.oauth.refusals import GrantError, expired_code

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.oauth.keys import Keys

Claims = dict[str, object]

AUDIENCES = ("https://login.salesforce.com", "https://test.salesforce.com")
MY_DOMAIN = re.compile(r"https://[\w.-]+\.my\.salesforce\.com/?\Z", re.ASCII)
# General knowledge, not confirmed.
LONGEST = 5 * 60
UNCHECKED = {
    f"verify_{claim}": False for claim in ("aud", "exp", "iat", "jti", "nbf", "sub")
}


def user_of(assertion: str, keys: Keys, host: str, now: int) -> str:
    """Whom it is for. RS256 alone is taken (documented), by the client's own key."""
    unproven = _claims(assertion, None)
    client = check_client({"client_id": str(unproven.get("iss", ""))})
    claims = _claims(assertion, keys.public(client))
    if not _is_audience(claims.get("aud"), host):
        raise GrantError("invalid_grant", "audience is invalid")
    _check_time(_expiry(claims), now)
    return str(claims.get("sub") or "")


def _claims(assertion: str, key: str | None) -> Claims:
    """``key`` None: only look inside."""
    options = {**UNCHECKED, "verify_signature": key is not None}
    try:
        claims = jwt.decode(
            assertion,
            key or "",
            algorithms=["RS256"],
            options=cast("jwt.types.Options", options),
        )
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise _invalid() from error
    return cast("Claims", claims)


def _is_audience(audience: object, host: str) -> bool:
    """Documented: the log-in hosts or the org's own address."""
    if not isinstance(audience, str):
        return False
    is_domain = MY_DOMAIN.match(audience) is not None
    return audience.rstrip("/") in (*AUDIENCES, host) or is_domain


def _check_time(expiry: float, now: int) -> None:
    """Seen in public for one that is over; [mem] for one that is good for too long."""
    if expiry <= now:
        raise expired_code()
    if not expiry <= now + LONGEST:
        raise _invalid()


def _expiry(claims: Claims) -> float:
    """Text or number: clients send either."""
    try:
        return float(str(claims.get("exp")))
    except ValueError as error:
        raise _invalid() from error


def _invalid() -> GrantError:
    return GrantError("invalid_grant", "invalid assertion")
