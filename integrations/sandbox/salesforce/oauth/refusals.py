"""Refused grants: an object with two texts, not a list (documented)."""

from __future__ import annotations

from integrations.sandbox.wire import Response


class GrantError(Exception):
    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.description = description
        self.status = status

    def response(self) -> Response:
        body = {"error": self.error, "error_description": self.description}
        return Response(self.status, body, {"Cache-Control": "no-store"})


# By the names under which a test asks for them; documented but for the last.
NAMED = {
    "OAUTH_NOT_APPROVED": ("invalid_grant", "user hasn't approved this consumer"),
    "OAUTH_NO_APP_ACCESS": (
        "invalid_app_access",
        "user is not admin approved to access this app",
    ),
    "OAUTH_EXPIRED_TOKEN": ("invalid_grant", "expired access/refresh token"),
    "OAUTH_NO_RUN_AS_USER": ("invalid_grant", "no client credentials user enabled"),
    "OAUTH_UNKNOWN_CLIENT": ("invalid_client_id", "client identifier invalid"),
    "OAUTH_WRONG_PASSWORD": ("invalid_grant", "authentication failure"),
}


def expired() -> GrantError:
    """Documented for a refresh token that was revoked or has expired."""
    return GrantError("invalid_grant", "expired access/refresh token")


def expired_code() -> GrantError:
    """Seen in public for codes, and for JWTs."""
    return GrantError("invalid_grant", "expired authorization code")


def unknown_client() -> GrantError:
    return GrantError("invalid_client_id", "client identifier invalid")


def wrong_secret() -> GrantError:
    return GrantError("invalid_client", "invalid client credentials", 401)


def not_approved() -> GrantError:
    return GrantError("invalid_grant", "user hasn't approved this consumer")
