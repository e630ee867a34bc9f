"""The OAuth endpoints as a client without a token calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

if TYPE_CHECKING:
    from integrations.sandbox.wire import Response
    from tests.sandbox.salesforce.calling import Salesforce

BACK = "https://app.example/callback"
WEB = {"client_id": "key", "redirect_uri": BACK, "response_type": "code"}
SECRET = {"client_id": "key", "client_secret": "hush"}


def post(salesforce: Salesforce, name: str, form: dict[str, str]) -> Response:
    body = urlencode(form).encode()
    plain = {"authorization": ""}
    return salesforce.send("POST", f"/services/oauth2/{name}", body, plain)


def token(salesforce: Salesforce, **form: str) -> Response:
    return post(salesforce, "token", form)


def granted(response: Response) -> dict[str, Any]:
    body: Any = response.body
    assert response.status == 200, body
    return dict(body)


def error(response: Response) -> tuple[str, str]:
    body: Any = response.body
    assert response.status in (400, 401)
    return body["error"], body["error_description"]


def status(salesforce: Salesforce, token: str) -> int:
    headers = {"authorization": f"Bearer {token}"}
    return salesforce.call("GET", "limits", headers=headers).status


def grant(salesforce: Salesforce) -> dict[str, Any]:
    """Both tokens, by an authorization code."""
    path = f"/services/oauth2/authorize?{urlencode(WEB)}"
    address = urlsplit(salesforce.send("GET", path).headers["Location"])
    form = {"code": parse_qs(address.query)["code"][0], "redirect_uri": BACK}
    return granted(token(salesforce, grant_type="authorization_code", **form, **SECRET))
