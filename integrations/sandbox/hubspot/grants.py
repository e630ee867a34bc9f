"""How OAuth's calls are read and refused (section 2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from integrations.sandbox.hubspot.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.sandbox.hubspot.call import Call

REVOKED = ("expired", "revoked")


def posted_form(call: Call) -> dict[str, str]:
    return dict(parse_qsl(call.request.body.decode(errors="replace")))


def check_client(call: Call, form: Mapping[str, str]) -> None:
    """Any pair serves, until tokens were fetched with one."""
    client_id, secret = form.get("client_id"), form.get("client_secret")
    if not client_id:
        raise bad_client()
    if not secret or call.sessions.secrets.get(client_id, secret) != secret:
        raise bad_secret()


def odd(status: str, message: str) -> RefusedError:
    """These answers tell their reason where others say "error" (recorded)."""
    return RefusedError(400, message, status_text=status)


def bad_client() -> RefusedError:
    return odd("BAD_CLIENT_ID", "missing or unknown client id")


def bad_secret() -> RefusedError:
    """Status and words are [mem]."""
    return odd("BAD_CLIENT_SECRET", "missing or invalid client secret")


def invalid_grant() -> RefusedError:
    message = "refresh token is invalid, expired or revoked"
    return RefusedError(
        400,
        message,
        status_text="BAD_REFRESH_TOKEN",
        error="invalid_grant",
        error_description=message,
        correlationId=None,
    )


NAMED: dict[str, Callable[[], RefusedError]] = {
    "OAUTH_BAD_CLIENT_ID": bad_client,
    "OAUTH_BAD_CLIENT_SECRET": bad_secret,
    "OAUTH_BAD_REFRESH_TOKEN": invalid_grant,
}
