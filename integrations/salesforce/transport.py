"""The one way out to Salesforce: own host only, timed, counted, never repeated."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from integrations.clocks import SAME, ahead_of_ours
from integrations.errors import Rejected
from integrations.salesforce.errors import refused_call, unreachable

if TYPE_CHECKING:
    from integrations.throttle import Throttle

BUCKET = "salesforce"
USER_AGENT = "Syncadmin"
USAGE = re.compile(r"(?:^|[^-])api-usage=(\d+)/(\d+)")


class Transport(HTTPAdapter):
    """Stands below simple-salesforce, which writes https:// whatever it was given."""

    def __init__(
        self,
        url: str,
        *,
        throttle: Throttle,
        timeout: tuple[float, float],
        user_agent: str = USER_AGENT,
    ) -> None:
        self.url = base_url(url)
        self.host = host_of(url)
        self.calls = 0
        self.usage: tuple[int, int] | None = None
        self.clock_ahead = SAME
        self._throttle = throttle
        self._timeout = timeout
        self._user_agent = user_agent
        self._lock = threading.Lock()
        self._local = threading.local()
        super().__init__(pool_maxsize=16, max_retries=0)

    @property
    def session(self) -> requests.Session:
        """One a thread, because requests' are not safe to share; one pool for all."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False  # a .netrc would replace the bearer token
            session.headers["User-Agent"] = self._user_agent
            session.mount("https://", self)
            session.mount("http://", self)
        return session

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        request.url = self._own_address(str(request.url))
        request.headers.pop("X-PrettyPrint", None)
        kwargs["timeout"] = self._timeout
        with self._throttle.turn(BUCKET):
            with self._lock:
                self.calls += 1
            response = self._exchange(request, *args, **kwargs)
        self._note_usage(response)
        date = response.headers.get("Date")
        self.clock_ahead = ahead_of_ours(date, self.clock_ahead)
        if response.status_code >= requests.codes.multiple_choices:
            self._refuse(response)
        return response

    def _exchange(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """Reads the body too, so that a connection cut half-way is noticed here."""
        try:
            response = super().send(request, *args, **kwargs)
            _ = response.content
        except requests.RequestException as error:
            raise unreachable(self.host, plain_reason(error)) from error
        return response

    def _refuse(self, response: requests.Response) -> None:
        after = retry_after(response)
        if after is not None:
            self._throttle.hold(BUCKET, after)
        raise refused_call(response.status_code, response.content, self.host, after)

    def _own_address(self, address: str) -> str:
        """No token leaves for another host, whatever a path or a redirect says."""
        parts = urlsplit(address)
        if parts.netloc != self.host:
            raise Rejected(
                f"Refused to call {parts.netloc}: this connection is for {self.host}.",
                crm="salesforce",
                code="FOREIGN_HOST",
            )
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.url}{parts.path}{query}"

    def _note_usage(self, response: requests.Response) -> None:
        found = USAGE.search(response.headers.get("Sforce-Limit-Info", ""))
        if found:
            self.usage = int(found[1]), int(found[2])


def base_url(url: str) -> str:
    """Scheme, host and port of what was entered as the address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{url!r} is not an address such as https://….salesforce.com")
    return f"{parts.scheme}://{host_of(url)}"


def host_of(url: str) -> str:
    """Host and port as simple-salesforce writes them: 443 is left out."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return host if parts.port in {None, 443} else f"{host}:{parts.port}"


def retry_after(response: requests.Response) -> float | None:
    try:
        return float(response.headers["Retry-After"])
    except (KeyError, ValueError):
        return None


def plain_reason(error: requests.RequestException) -> str:
    match error:
        case requests.ConnectTimeout():
            return "no connection in time"
        case requests.Timeout():
            return "no answer in time"
        case requests.exceptions.SSLError():
            return "its certificate was not accepted"
        case requests.ConnectionError() | requests.exceptions.ChunkedEncodingError():
            return "the connection failed or was cut"
    return type(error).__name__
