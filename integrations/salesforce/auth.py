"""How a connection gets its session, and a new one when Salesforce ends it."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import jwt
import requests

from integrations.errors import CrmError, Fatal, Retryable
from integrations.said import said
from integrations.salesforce.errors import refused_log_in
from integrations.salesforce.transport import Transport, base_url, host_of
from integrations.throttle import NoThrottle

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN_PATH = "/services/oauth2/token"  # noqa: S105 -- an address, not a secret
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TIMEOUT = (5.0, 30.0)


class Token(NamedTuple):
    access_token: str
    instance_url: str


class TokenSource(Protocol):
    def token(self) -> Token: ...

    def refresh(self, stale_token: str) -> Token:
        """A token newer than this one; whoever comes second gets the first's."""


def token_source(url: str, credentials: Mapping[str, str]) -> TokenSource:
    """From a stored connection's credentials."""
    match dict(credentials):
        case {"token": token}:
            return StaticToken(url, token)
        case {"client_id": client, "username": username, "private_key": key}:
            return JwtBearer(url, client, username, key)
        case {"client_id": client, "client_secret": secret}:
            return ClientCredentials(url, client, secret)
    raise ValueError(
        "Salesforce needs a token, or a client id with a secret, or a client id with "
        "a user name and a private key"
    )


class StaticToken:
    """An access token somebody entered; nothing can renew it."""

    def __init__(self, url: str, token: str) -> None:
        self._token = Token(token, base_url(url))

    def token(self) -> Token:
        return self._token

    def refresh(self, stale_token: str) -> Token:
        raise Fatal(
            said(
                "Salesforce (%(host)s) no longer accepts the access token, and a token"
                " entered by hand cannot be renewed. Enter a new one under Connected"
                " apps, or connect by client id.",
                host=host_of(self._token.instance_url),
            ),
            crm="salesforce",
            suspends="credentials",
            code="INVALID_SESSION_ID",
            status=401,
        )


class OAuthToken(ABC):
    """One log-in at a time, and none when another thread has just done it."""

    def __init__(self, url: str) -> None:
        self.url = base_url(url)
        self._transport = Transport(self.url, throttle=NoThrottle(), timeout=TIMEOUT)
        self._lock = threading.Lock()
        self._token: Token | None = None

    def token(self) -> Token:
        with self._lock:
            if self._token is None:
                self._token = self._log_in()
            return self._token

    def refresh(self, stale_token: str) -> Token:
        with self._lock:
            if self._token is None or self._token.access_token == stale_token:
                self._token = self._log_in()
            return self._token

    def _log_in(self) -> Token:
        grant = self._grant()
        try:
            answer = self._transport.session.post(self.url + TOKEN_PATH, **grant)
            issued = answer.json()
            token, instance = issued["access_token"], issued["instance_url"]
        except Retryable:
            raise
        except CrmError as error:
            raise refused_log_in(error, self._transport.host) from error
        except (requests.JSONDecodeError, KeyError) as error:
            raise _no_token(self.url) from error
        return Token(token, self._checked(instance))

    @abstractmethod
    def _grant(self) -> dict[str, Any]:
        """What a subclass posts, as arguments of requests' ``post``."""

    def _checked(self, instance_url: str) -> str:
        if host_of(instance_url) == host_of(self.url):
            return self.url
        raise Fatal(
            said(
                "%(host)s issues tokens for %(other)s. Enter https://%(other)s as the"
                " connection's address.",
                host=host_of(self.url),
                other=host_of(instance_url),
            ),
            crm="salesforce",
            suspends="credentials",
            code="OTHER_INSTANCE",
        )


class ClientCredentials(OAuthToken):
    """A connected app with a run-as user: the flow Salesforce names for servers."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        super().__init__(url)
        self._client = (client_id, client_secret)

    def _grant(self) -> dict[str, Any]:
        return {"data": {"grant_type": "client_credentials"}, "auth": self._client}


class JwtBearer(OAuthToken):
    """A connected app that trusts a certificate; ``username`` is who we act as."""

    def __init__(
        self, url: str, client_id: str, username: str, private_key: str
    ) -> None:
        super().__init__(url)
        self._client_id = client_id
        self._username = username
        self._private_key = private_key

    def _grant(self) -> dict[str, Any]:
        claims = {
            "iss": self._client_id,
            "sub": self._username,
            "aud": audience(self.url),
            "exp": datetime.now(UTC) + timedelta(minutes=3),
        }
        try:
            assertion = jwt.encode(claims, self._private_key, algorithm="RS256")
        except (ValueError, TypeError, jwt.PyJWTError) as error:
            raise Fatal(
                said(
                    "The private key of the Salesforce connection cannot be read. Enter"
                    " the RSA key in PEM form, without a pass phrase."
                ),
                crm="salesforce",
                suspends="credentials",
                code="BAD_PRIVATE_KEY",
            ) from error
        return {"data": {"grant_type": JWT_GRANT, "assertion": assertion}}


def audience(url: str) -> str:
    """Production or sandbox, told by the address (documented: login or test)."""
    host = host_of(url)
    sandbox = ".sandbox." in host or host == "test.salesforce.com"
    return f"https://{'test' if sandbox else 'login'}.salesforce.com"


def _no_token(url: str) -> Retryable:
    return Retryable(
        said(
            "Salesforce (%(host)s) answered the log-in without a token. It is tried"
            " again; if this lasts, check the connection's address.",
            host=host_of(url),
        ),
        crm="salesforce",
        code="NO_TOKEN",
    )
