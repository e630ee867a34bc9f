"""What a client sends to the OAuth endpoints."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from integrations.sandbox.salesforce.oauth.refusals import (
    unknown_client,
    wrong_secret,
)

if TYPE_CHECKING:
    from integrations.sandbox.wire import Request

Form = dict[str, str]


def form_of(request: Request) -> Form:
    """The client may show itself in the form or by basic authentication."""
    form = dict(request.query) | body_of(request)
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        client, _, secret = _decoded(encoded).partition(":")
        form |= {"client_id": client, "client_secret": secret}
    return form


def body_of(request: Request) -> Form:
    text = request.body.decode(errors="replace")
    return dict(parse_qsl(text, keep_blank_values=True))


def check_client(form: Form) -> str:
    client = form.get("client_id", "")
    if not is_good(client):
        raise unknown_client()
    return client


def is_good(credential: str | None) -> bool:
    """Any credentials are, but for those that begin with one of two words."""
    return bool(credential) and not str(credential).startswith(("invalid", "expired"))


def _decoded(encoded: str) -> str:
    try:
        return b64decode(encoded, validate=True).decode()
    except (Base64Error, UnicodeDecodeError) as error:
        raise wrong_secret() from error
