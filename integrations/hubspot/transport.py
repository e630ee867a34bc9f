"""The one way out to HubSpot: one pool, timed, counted, never silently repeated."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import certifi
import urllib3

from integrations.clocks import SAME, ahead_of_ours
from integrations.errors import Retryable
from integrations.hubspot.errors import refused_call, unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from integrations.errors import CrmError
    from integrations.throttle import Throttle

BUCKET = "hubspot"
SEARCH_BUCKET = "hubspot-search"
USER_AGENT = "Syncadmin"
DATED_PATHS = (
    ("/crm/v3/objects/", "/crm/objects/{version}/"),
    ("/crm/v4/associations/", "/crm/associations/{version}/"),
    ("/crm/v3/properties/", "/crm/properties/{version}/"),
    ("/crm/v3/owners", "/crm/owners/{version}"),
    ("/crm/v3/lists", "/crm/lists/{version}"),
    ("/crm/v3/pipelines/", "/crm/pipelines/{version}/"),
    ("/account-info/v3/", "/account-info/{version}/"),
)


class Transport:
    """Stands in for the generated clients' own sending, which has no timeout,
    repeats some GETs unasked, and opens a new pool at each attribute access."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        throttle: Throttle,
        timeout: tuple[float, float],
        user_agent: str = USER_AGENT,
        pool_size: int = 16,
        version: str | None = None,
    ) -> None:
        self.url = base_url(url)
        self.host = urlsplit(self.url).netloc
        self.calls = 0
        self.search_calls = 0
        self.usage: tuple[int, int] | None = None
        self.clock_ahead = SAME
        self._throttle = throttle
        self._timeout = urllib3.Timeout(connect=timeout[0], read=timeout[1])
        self._version = version
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "Content-Type": "application/json",
            "User-Agent": user_agent,
        }
        self._pool = urllib3.PoolManager(maxsize=pool_size, ca_certs=certifi.where())
        self._apis: dict[str, Any] = {}
        self._lock = threading.Lock()

    def api(self, package: ModuleType, name: str, config: Mapping[str, Any]) -> Any:
        """hubspot.Client's ``api_factory``: the same API object every time."""
        key = f"{package.__name__}.{name}"
        with self._lock:
            if key not in self._apis:
                configuration = package.Configuration()
                configuration.host = config["host"]
                api_client = package.ApiClient(configuration=configuration)
                api_client.request = self.request
                self._apis[key] = getattr(package, name)(api_client=api_client)
            return self._apis[key]

    def request(
        self,
        method: str,
        url: str,
        query_params: Sequence[tuple[str, str]] = (),
        body: bytes | None = None,
        **_: object,
    ) -> urllib3.BaseHTTPResponse:
        """What every generated API calls in the end; ``body`` is JSON already."""
        path = self._path(url)
        bucket = _bucket(path)
        query = f"?{urlencode(query_params)}" if query_params else ""
        with self._throttle.turn(bucket):
            self._count(bucket)
            response = self._exchange(method, self.url + path + query, body)
        self._note_usage(response)
        date = response.headers.get("Date")
        self.clock_ahead = ahead_of_ours(date, self.clock_ahead)
        if not 200 <= response.status < 300:
            raise self._refused(response, bucket)
        return response

    def _exchange(
        self, method: str, address: str, body: bytes | None
    ) -> urllib3.BaseHTTPResponse:
        try:
            return self._pool.request(
                method,
                address,
                body=body,
                headers=self._headers,
                timeout=self._timeout,
                retries=False,
            )
        except urllib3.exceptions.HTTPError as error:
            raise unreachable(self.host, plain_reason(error)) from error

    def _path(self, url: str) -> str:
        path = url.removeprefix(self.url)
        if self._version:
            for old, new in DATED_PATHS:
                if path.startswith(old):
                    path = new.format(version=self._version) + path[len(old) :]
        return path.rstrip("/")

    def _count(self, bucket: str) -> None:
        with self._lock:
            self.calls += 1
            self.search_calls += bucket == SEARCH_BUCKET

    def _note_usage(self, response: urllib3.BaseHTTPResponse) -> None:
        remaining = response.headers.get("X-HubSpot-RateLimit-Daily-Remaining")
        limit = response.headers.get("X-HubSpot-RateLimit-Daily")
        if remaining and limit:
            self.usage = int(remaining), int(limit)

    def _refused(self, response: urllib3.BaseHTTPResponse, bucket: str) -> CrmError:
        error = refused_call(
            response.status, response.headers, response.data, self.host
        )
        if isinstance(error, Retryable) and response.status == 429 and error.after:
            self._throttle.hold(bucket, error.after)
        return error


def _bucket(path: str) -> str:
    """Only the search of records has a limit of its own, that of lists has none."""
    searches = "/objects/" in path and path.endswith("/search")
    return SEARCH_BUCKET if searches else BUCKET


def base_url(url: str) -> str:
    """``https://host[:port]`` of what was entered as the address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{url!r} is not an address such as https://api.hubapi.com")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def plain_reason(error: urllib3.exceptions.HTTPError) -> str:
    match error:
        case urllib3.exceptions.NewConnectionError():
            return "no connection"
        case urllib3.exceptions.ConnectTimeoutError():
            return "no connection in time"
        case urllib3.exceptions.TimeoutError():
            return "no answer in time"
        case urllib3.exceptions.SSLError():
            return "its certificate was not accepted"
        case urllib3.exceptions.ProtocolError():
            return "the connection was cut"
    return type(error).__name__
