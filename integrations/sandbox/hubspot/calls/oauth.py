"""The token call of OAuth, in its v1 and its dated form (section 2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from uuid import uuid4

from integrations.sandbox.hubspot.portal import PORTAL_ID
from integrations.sandbox.hubspot.refusals import RefusedError, not_implemented
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.sessions import LIFETIME
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call

SCOPES = (
    "oauth",
    "crm.objects.companies.read",
    "crm.objects.companies.write",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.objects.owners.read",
    "crm.schemas.companies.read",
    "crm.schemas.companies.write",
    "crm.lists.read",
    "crm.lists.write",
)
REVOKED = ("expired", "revoked")


def token(call: Call) -> Response:
    """Any code and any refresh token serve, but for those named expired or revoked.

    A refresh token issued here serves only the client it was issued to.
    """
    form = dict(parse_qsl(call.request.body.decode(errors="replace")))
    grant = form.get("grant_type")
    if grant == "client_credentials":
        raise not_implemented("the client_credentials grant")
    if grant not in ("authorization_code", "refresh_token"):
        raise _odd("BAD_GRANT_TYPE", "missing or unknown grant type")
    if not form.get("client_id") or not form.get("client_secret"):
        raise _odd("BAD_CLIENT_ID", "missing or unknown client id")
    refresh_token = _refresh_token(call, form, grant)
    return Response(200, _answer(call, refresh_token))


def _refresh_token(call: Call, form: dict[str, str], grant: str) -> str:
    if grant == "authorization_code":
        if form.get("code", "expired").startswith(REVOKED):
            raise _odd("BAD_AUTH_CODE", "missing or unknown auth code")
        issued = f"sandbox-refresh-{uuid4()}"
        call.sessions.refresh_tokens[issued] = form["client_id"]
        return issued
    given = form.get("refresh_token", "")
    if not given:
        raise _odd("BAD_REFRESH_TOKEN", "missing or invalid refresh token")
    if given.startswith(REVOKED):
        raise _invalid_grant()
    owner = call.sessions.refresh_tokens.get(given, form["client_id"])
    if owner != form["client_id"]:
        message = "refresh token was not issued to this client"
        raise _odd("MISMATCH_REFRESH_TOKEN_CLIENT", message)
    return given


def _answer(call: Call, refresh_token: str) -> dict[str, object]:
    return {
        "token_type": "bearer",
        "refresh_token": refresh_token,
        "access_token": call.sessions.issue(),
        "expires_in": LIFETIME,
        "hub_id": PORTAL_ID,
        "scopes": list(SCOPES),
        "token_use": "refresh",
    }


def _odd(status: str, message: str) -> RefusedError:
    """These answers tell their reason where others say "error" (recorded)."""
    return RefusedError(400, message, status_text=status)


def _invalid_grant() -> RefusedError:
    message = "refresh token is invalid, expired or revoked"
    return RefusedError(
        400,
        message,
        status_text="BAD_REFRESH_TOKEN",
        error="invalid_grant",
        error_description=message,
        correlationId=None,
    )


ROUTES = (Route("POST", "oauth/token", token, family="free"),)
