"""The token call of OAuth, in its v1, v3 and dated forms (section 2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from integrations.sandbox.hubspot.grants import (
    REVOKED,
    bad_client,
    check_client,
    invalid_grant,
    odd,
    posted_form,
)
from integrations.sandbox.hubspot.portal import PORTAL_ID
from integrations.sandbox.hubspot.refusals import not_implemented
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


def token(call: Call) -> Response:
    """Any code and any refresh token serve, but for those named expired or revoked.

    What was issued here serves only the client it was issued to, by its own secret,
    a code only once.
    """
    form = posted_form(call)
    grant = form.get("grant_type")
    if grant == "client_credentials":
        raise not_implemented("the client_credentials grant")
    if grant not in ("authorization_code", "refresh_token"):
        raise odd("BAD_GRANT_TYPE", "missing or unknown grant type")
    check_client(call, form)
    by_code = grant == "authorization_code"
    refresh_token = _by_code(call, form) if by_code else _by_refresh(call, form)
    return Response(200, _answer(call, refresh_token))


def _by_code(call: Call, form: dict[str, str]) -> str:
    given = form.get("code", "expired")
    code = call.sessions.codes.get(given)
    if given.startswith(REVOKED) or (given in call.sessions.codes and code is None):
        raise odd("BAD_AUTH_CODE", "missing or unknown auth code")
    issued = f"sandbox-refresh-{uuid4()}"
    if code is not None:
        if code.client_id != form["client_id"]:
            raise bad_client()
        if code.redirect_uri != form.get("redirect_uri"):
            raise odd("MISMATCH_REDIRECT_URI_AUTH_CODE", "redirect URI does not match")
        call.sessions.codes[given] = None
        call.sessions.scopes[issued] = code.scopes
    call.sessions.refresh_tokens[issued] = form["client_id"]
    call.sessions.secrets[form["client_id"]] = form["client_secret"]
    return issued


def _by_refresh(call: Call, form: dict[str, str]) -> str:
    given = form.get("refresh_token", "")
    if not given:
        raise odd("BAD_REFRESH_TOKEN", "missing or invalid refresh token")
    if given.startswith(REVOKED) or given in call.sessions.revoked:
        raise invalid_grant()
    owner = call.sessions.refresh_tokens.get(given, form["client_id"])
    if owner != form["client_id"]:
        message = "refresh token was not issued to this client"
        raise odd("MISMATCH_REFRESH_TOKEN_CLIENT", message)
    return given


def _answer(call: Call, refresh_token: str) -> dict[str, object]:
    access_token = call.sessions.issue()
    scopes = call.sessions.scopes.get(refresh_token, SCOPES)
    call.sessions.scopes[access_token] = scopes
    return {
        "token_type": "bearer",
        "refresh_token": refresh_token,
        "access_token": access_token,
        "expires_in": LIFETIME,
        "hub_id": PORTAL_ID,
        "scopes": list(scopes),
        "token_use": "refresh",
    }


ROUTES = (Route("POST", "oauth/token", token, family="free"),)
