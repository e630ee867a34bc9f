"""OAuth: tokens for those who show credentials.

Any client, user and password is good, but for those that begin with ``invalid`` or
``expired``; so is any secret, until a client got tokens for a code with one.
Signatures, the users of JWTs, codes and refresh tokens are really checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.oauth.assertion import user_of
from integrations.sandbox.salesforce.oauth.codes import check_verifier
from integrations.sandbox.salesforce.oauth.forms import (
    Form,
    body_of,
    check_client,
    form_of,
    is_good,
)
from integrations.sandbox.salesforce.oauth.refusals import (
    GrantError,
    expired,
    not_approved,
)
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.sandbox.salesforce.oauth.grants import Grant
    from integrations.sandbox.salesforce.oauth.sign_in import SignIn
    from integrations.sandbox.salesforce.rest.call import Call

JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "api refresh_token"
LASTING = frozenset(("refresh_token", "offline_access", "full"))


@dataclass(frozen=True, slots=True)
class Asking:
    form: Form
    call: Call
    sign_in: SignIn


def token(call: Call, sign_in: SignIn) -> Response:
    try:
        form = form_of(call.request)
        flow = FLOWS.get(form.get("grant_type", ""))
        if flow is None:
            raise GrantError("unsupported_grant_type", "grant type not supported")
        grant = flow(Asking(form, call, sign_in))
    except GrantError as error:
        return error.response()
    return Response(200, _issued(call, sign_in, grant), {"Cache-Control": "no-store"})


def revoke(call: Call, sign_in: SignIn) -> Response:
    form = dict(call.request.query) | body_of(call.request)
    if not form.get("token"):
        return GrantError("invalid_token", "invalid token").response()
    sign_in.sessions.revoke(form["token"])
    sign_in.grants.revoke(form["token"])
    return Response(200)


def _issued(call: Call, sign_in: SignIn, grant: Grant | None) -> dict[str, str]:
    """``issued_at`` is text in milliseconds, and no word of an expiry (documented)."""
    org = call.org
    access_token = sign_in.sessions.issue(org.id)
    identity = f"{call.host}/id/{org.id}/{org.user_id}"
    issued_at = str(int(org.clock.now().timestamp() * 1000))
    signature = sha256(f"{identity}{issued_at}".encode()).hexdigest()
    answer = {
        "access_token": access_token,
        "signature": signature,
        "scope": SCOPE if grant is None else grant.scope,
        "instance_url": call.host,
        "id": identity,
        "token_type": "Bearer",
        "issued_at": issued_at,
        "api_instance_url": call.host,
    }
    if grant is not None:
        grant.access_tokens.append(access_token)
        answer["refresh_token"] = grant.refresh_token
    return answer


def _client_credentials(asking: Asking) -> None:
    _check_secret(asking)


def _check_secret(asking: Asking) -> str:
    client = check_client(asking.form)
    asking.sign_in.check_secret(client, asking.form.get("client_secret"))
    return client


def _refresh_token(asking: Asking) -> Grant | None:
    """One entered by hand has nothing to be rotated with: it stays good.

    A client that has no secret may go without one, but not with a wrong one.
    """
    client = check_client(asking.form)
    if "client_secret" in asking.form or client in asking.sign_in.secrets:
        _check_secret(asking)
    refresh_token = asking.form.get("refresh_token", "")
    if not is_good(refresh_token):
        raise expired()
    return asking.sign_in.grants.rotate(refresh_token, client)


def _password(asking: Asking) -> None:
    """Documented: with the secret of the client."""
    _check_secret(asking)
    if not all(is_good(asking.form.get(name)) for name in ("username", "password")):
        raise GrantError("invalid_grant", "authentication failure")


def _jwt_bearer(asking: Asking) -> None:
    """Documented: no refresh token comes of it."""
    call, keys = asking.call, asking.sign_in.keys
    assertion = asking.form.get("assertion", "")
    name = user_of(assertion, keys, call.host, call.org.now())
    users = call.org.tables["User"].find_alive("Username", name)
    if not any(user.get("IsActive") for user in users):
        raise not_approved()


def _authorization_code(asking: Asking) -> Grant | None:
    """A client without a secret has to prove itself by its verifier."""
    form = asking.form
    client = check_client(form)
    code = asking.sign_in.codes.redeem(form.get("code", ""), client)
    if form.get("redirect_uri") != code.redirect_uri:
        description = "redirect_uri must match configuration"
        raise GrantError("redirect_uri_mismatch", description)
    check_verifier(code, form.get("code_verifier", ""))
    if "client_secret" in form or not code.challenge:
        _check_secret(asking)
        asking.sign_in.secrets.setdefault(client, form["client_secret"])
    scope = code.scope or SCOPE
    if not LASTING & set(scope.split()):
        return None
    return asking.sign_in.grants.open(client, scope)


FLOWS: dict[str, Callable[[Asking], Grant | None]] = {
    "authorization_code": _authorization_code,
    "client_credentials": _client_credentials,
    "refresh_token": _refresh_token,
    "password": _password,
    JWT_GRANT: _jwt_bearer,
}
