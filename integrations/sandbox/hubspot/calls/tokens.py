"""Consent to an app, and what becomes of its tokens (section 2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

from integrations.sandbox.hubspot.calls.oauth import SCOPES
from integrations.sandbox.hubspot.grants import check_client, posted_form
from integrations.sandbox.hubspot.portal import APP_ID, PORTAL_ID
from integrations.sandbox.hubspot.refusals import invalid, not_found, not_implemented
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.sessions import Code
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call

NEEDED = ("client_id", "redirect_uri", "scope")
USER = {"user": "ada@northwind.example", "user_id": 1_001}
DOMAIN = "northwind.example"


def authorize(call: Call) -> Response:
    """The page on which a person agrees: here everybody does at once.

    HubSpot has it on app.hubspot.com, without a version (documented).
    """
    missing = [name for name in NEEDED if not call.text(name)]
    if missing:
        raise invalid(f"Missing parameters: {', '.join(missing)}")
    if call.text("code_challenge"):
        raise not_implemented("authorization with a code challenge")
    code, address = str(uuid4()), call.text("redirect_uri") or ""
    call.sessions.codes[code] = Code(
        call.text("client_id") or "", address, _scopes(call)
    )
    state = call.text("state")
    query = urlencode({"code": code} | ({} if state is None else {"state": state}))
    join = "&" if "?" in address else "?"
    return Response(302, None, {"Location": f"{address}{join}{query}"})


def introspect(call: Call) -> Response:
    """Only ``active`` is in the contract; the other fields are [mem]."""
    form = posted_form(call)
    check_client(call, form)
    token = form.get("token", "")
    if call.sessions.seconds_left(token):
        return Response(200, {"active": True} | _access_token(call, token))
    if _is_good_refresh_token(call, token):
        return Response(200, {"active": True} | _refresh_token(call, token))
    return Response(200, {"active": False})


def revoke(call: Call) -> Response:
    """200 without a body, whatever the token was: [mem], as RFC 7009 has it."""
    form = posted_form(call)
    check_client(call, form)
    call.sessions.end(form.get("token", ""))
    return Response(200)


def access_token(call: Call) -> Response:
    token = call.arguments["token"]
    if not call.sessions.seconds_left(token):
        raise not_found()
    return Response(200, _access_token(call, token))


def refresh_token(call: Call) -> Response:
    token = call.arguments["token"]
    if not _is_good_refresh_token(call, token):
        raise not_found()
    return Response(200, _refresh_token(call, token))


def delete_refresh_token(call: Call) -> Response:
    call.sessions.end(call.arguments["token"])
    return Response(204)


def _scopes(call: Call) -> tuple[str, ...]:
    """Optional ones are granted too; ``oauth`` always is."""
    asked = f"oauth {call.text('scope')} {call.text('optional_scope') or ''}"
    return tuple(dict.fromkeys(asked.split()))


def _is_good_refresh_token(call: Call, token: str) -> bool:
    sessions = call.sessions
    return token in sessions.refresh_tokens and token not in sessions.revoked


def _access_token(call: Call, token: str) -> dict[str, object]:
    return {
        **_token(call, token, "bearer"),
        "app_id": APP_ID,
        "expires_in": call.sessions.seconds_left(token),
        "is_private_distribution": True,
    }


def _refresh_token(call: Call, token: str) -> dict[str, object]:
    owner = {"client_id": call.sessions.refresh_tokens[token]}
    return _token(call, token, "refresh") | owner


def _token(call: Call, token: str, kind: str) -> dict[str, object]:
    return {
        "token": token,
        "token_type": kind,
        "hub_id": PORTAL_ID,
        "hub_domain": DOMAIN,
        "scopes": list(call.sessions.scopes.get(token, SCOPES)),
        **USER,
    }


ONE_REFRESH_TOKEN = "oauth/refresh-tokens/{token}"  # noqa: S105
ROUTES = (
    Route("GET", "oauth/authorize", authorize, family="free"),
    Route("POST", "oauth/token/introspect", introspect, family="free"),
    Route("POST", "oauth/token/revoke", revoke, family="free"),
    Route("GET", "oauth/access-tokens/{token}", access_token, family="free"),
    Route("GET", ONE_REFRESH_TOKEN, refresh_token, family="free"),
    Route("DELETE", ONE_REFRESH_TOKEN, delete_refresh_token, family="free"),
)
