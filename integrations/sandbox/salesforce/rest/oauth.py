"""OAuth: tokens for those who show credentials.

Any credentials are good, but for those that begin with ``invalid`` or ``expired``.
A JWT is checked for its claims, not for its signature: no certificate is on file.
"""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64decode
from binascii import Error as Base64Error
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import orjson

from integrations.sandbox.salesforce.errors import UnsupportedError
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.sandbox.salesforce.rest.call import Call
    from integrations.sandbox.salesforce.sessions import Sessions

Form = dict[str, str]

JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class GrantError(Exception):
    """A refused grant: an object, not a list (documented)."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.status = status
        self.body = {"error": error, "error_description": description}


def token(call: Call, sessions: Sessions) -> Response:
    try:
        form = _form(call)
        grant = GRANTS.get(form.get("grant_type", ""))
        if form.get("grant_type") == "authorization_code":
            raise UnsupportedError("the web server flow")
        if grant is None:
            raise GrantError("unsupported_grant_type", "grant type not supported")
        grant(form, call)
    except GrantError as error:
        return Response(error.status, error.body)
    return Response(200, _issued(call, sessions))


def revoke(call: Call, sessions: Sessions) -> Response:
    form = dict(call.request.query) | _body(call)
    if not form.get("token"):
        body = {"error": "invalid_token", "error_description": "invalid token"}
        return Response(400, body)
    sessions.revoke(form["token"])
    return Response(200)


def _issued(call: Call, sessions: Sessions) -> dict[str, str]:
    """``issued_at`` is text in milliseconds, and no word of an expiry (documented)."""
    org = call.org
    access_token = sessions.issue(org.id)
    identity = f"{call.host}/id/{org.id}/{org.user_id}"
    issued_at = str(int(org.clock.now().timestamp() * 1000))
    signature = sha256(f"{identity}{issued_at}".encode()).hexdigest()
    return {
        "access_token": access_token,
        "signature": signature,
        "scope": "api refresh_token",
        "instance_url": call.host,
        "id": identity,
        "token_type": "Bearer",
        "issued_at": issued_at,
        "api_instance_url": call.host,
    }


def _form(call: Call) -> Form:
    """The client may show itself in the form or by basic authentication."""
    form = _body(call)
    kind, _, encoded = call.request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        client, _, secret = _decoded(encoded).partition(":")
        form |= {"client_id": client, "client_secret": secret}
    return form


def _body(call: Call) -> Form:
    return dict(parse_qsl(call.request.body.decode(errors="replace")))


def _decoded(encoded: str) -> str:
    try:
        return b64decode(encoded, validate=True).decode()
    except (Base64Error, UnicodeDecodeError) as error:
        raise GrantError("invalid_client", "invalid client credentials") from error


def _client_credentials(form: Form, _: Call) -> None:
    _check_client(form)
    if not _is_good(form.get("client_secret")):
        raise GrantError("invalid_client", "invalid client credentials", 401)


def _refresh_token(form: Form, _: Call) -> None:
    _check_client(form)
    if not _is_good(form.get("refresh_token")):
        raise GrantError("invalid_grant", "expired access/refresh token")


def _password(form: Form, _: Call) -> None:
    _check_client(form)
    if not _is_good(form.get("username")) or not _is_good(form.get("password")):
        raise GrantError("invalid_grant", "authentication failure")


def _jwt_bearer(form: Form, call: Call) -> None:
    claims = _claims(form.get("assertion", ""))
    _check_client({"client_id": str(claims.get("iss", ""))})
    if not str(claims.get("aud", "")).startswith("http"):
        raise GrantError("invalid_grant", "audience is invalid")
    if not _expiry(claims) > call.org.now():
        raise GrantError("invalid_grant", "invalid assertion")
    if not _is_good(str(claims.get("sub", ""))):
        raise GrantError("invalid_grant", "user hasn't approved this consumer")


def _claims(assertion: str) -> dict[str, object]:
    try:
        header, payload, signature = assertion.split(".")
        algorithm = orjson.loads(_unpadded(header)).get("alg")
        claims = orjson.loads(_unpadded(payload))
    except (ValueError, AttributeError) as error:
        raise GrantError("invalid_grant", "invalid assertion") from error
    if algorithm != "RS256" or not signature or not isinstance(claims, dict):
        raise GrantError("invalid_grant", "invalid assertion")
    return claims


def _unpadded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _expiry(claims: dict[str, object]) -> float:
    """Text or number: clients send either."""
    try:
        return float(str(claims.get("exp")))
    except ValueError as error:
        raise GrantError("invalid_grant", "invalid assertion") from error


def _check_client(form: Form) -> None:
    if not _is_good(form.get("client_id")):
        raise GrantError("invalid_client_id", "client identifier invalid")


def _is_good(credential: str | None) -> bool:
    return bool(credential) and not str(credential).startswith(("invalid", "expired"))


GRANTS: dict[str, Callable[[Form, Call], None]] = {
    "client_credentials": _client_credentials,
    "refresh_token": _refresh_token,
    "password": _password,
    JWT_GRANT: _jwt_bearer,
}
