"""The page where a user lets a client in: consent is given unless it is asked for.

``prompt=consent`` shows a page with two links; ``login_hint=denied…`` is a user who
says no by himself.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from integrations.sandbox.salesforce.errors import UnsupportedError
from integrations.sandbox.salesforce.oauth.forms import check_client, form_of
from integrations.sandbox.salesforce.oauth.refusals import GrantError
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.oauth.forms import Form
    from integrations.sandbox.salesforce.oauth.sign_in import SignIn
    from integrations.sandbox.salesforce.rest.call import Call

HTML = {"Content-Type": "text/html;charset=UTF-8"}
PAGE = """<!doctype html>
<title>Allow Access?</title>
<h1>Allow Access?</h1>
<p>{client} asks for: {scope}</p>
<p><a href="{allow}">Allow</a> <a href="{deny}">Deny</a></p>
"""


def authorize(call: Call, sign_in: SignIn) -> Response:
    form = form_of(call.request)
    try:
        _check_place(form)
    except GrantError as error:
        return _shown(error)
    try:
        _check_wishes(form)
    except GrantError as error:
        wrong = {"error": error.error, "error_description": error.description}
        return _sent_back(form, wrong)
    if form.get("prompt") == "consent" and "consent" not in form:
        return _asked(form)
    client, scope = form["client_id"], form.get("scope", "")
    challenge = form.get("code_challenge", "")
    code = sign_in.codes.make(client, form["redirect_uri"], scope, challenge)
    return _sent_back(form, {"code": code})


def _check_place(form: Form) -> None:
    """Who must not be sent anywhere sees the error on the page itself."""
    check_client(form)
    if not (address := form.get("redirect_uri", "")):
        raise GrantError("redirect_uri_missing", "missing required redirect_uri")
    if not _is_place(address):
        description = "redirect_uri must match configuration"
        raise GrantError("redirect_uri_mismatch", description)


def _is_place(address: str) -> bool:
    """An app may have a scheme of its own, but nothing here may run or break."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_safe = parts.scheme not in ("", "data", "javascript") and not parts.fragment
    return is_safe and address.isprintable()


def _check_wishes(form: Form) -> None:
    """Documented: a denial is ``access_denied``; its description was seen in public."""
    kind = form.get("response_type")
    if kind in ("token", "hybrid_token"):
        raise UnsupportedError("the user-agent flow")
    if kind != "code":
        raise GrantError("unsupported_response_type", "response type not supported")
    if "openid" in form.get("scope", "").split():
        raise UnsupportedError("ID tokens")
    if form.get("code_challenge_method", "S256") != "S256":
        raise GrantError("invalid_request", "code challenge method not supported")
    if form.get("code_challenge_method") and not form.get("code_challenge"):
        raise GrantError("invalid_request", "missing required code challenge")
    denied = form.get("login_hint", "").startswith("denied")
    if denied or form.get("consent") == "denied":
        raise GrantError("access_denied", "end-user denied authorization")


def _asked(form: Form) -> Response:
    links = {
        name: escape("?" + urlencode({**form, "consent": answer}))
        for name, answer in (("allow", "given"), ("deny", "denied"))
    }
    client, scope = escape(form["client_id"]), escape(form.get("scope", "everything"))
    page = PAGE.format(client=client, scope=scope, **links)
    return Response(200, page.encode(), HTML)


def _shown(error: GrantError) -> Response:
    """A page of the sandbox's own making: its form is not documented."""
    text = f"error={error.error}&error_description={error.description}"
    return Response(400, text.encode(), HTML)


def _sent_back(form: Form, answer: dict[str, str]) -> Response:
    state = {"state": form["state"]} if "state" in form else {}
    address = form["redirect_uri"]
    mark = "&" if urlsplit(address).query else "?"
    location = f"{address}{mark}{urlencode({**answer, **state})}"
    return Response(302, headers={"Location": location})
