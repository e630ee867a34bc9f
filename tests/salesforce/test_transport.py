from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.errors import CrmError, Fatal, Rejected, Retryable
from integrations.salesforce.auth import StaticToken
from integrations.salesforce.client import SalesforceClient
from integrations.salesforce.transport import Transport
from integrations.throttle import NoThrottle
from tests.canned import Turnstile, html, json, serve, silence
from tests.sandboxes import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from integrations.sandbox.wire import Request, Response
    from integrations.throttle import Throttle

EMPTY = {"totalSize": 0, "done": True, "records": []}
LIMIT = [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "ConcurrentPerOrgLongTxn"}]


def client(
    url: str, throttle: Throttle | None = None, timeout: tuple[float, float] = (5, 60)
) -> SalesforceClient:
    tokens = StaticToken(url, "secret")
    return SalesforceClient(
        url, tokens, throttle=throttle or NoThrottle(), timeout=timeout
    )


def always(response: Response) -> Callable[[Request], Response]:
    return lambda _: response


def test_a_plain_http_address_is_called_over_plain_http() -> None:
    with serve(always(json(body=EMPTY))) as (url, salesforce):
        assert client(url).query("SELECT Id FROM Account").total == 0
    request = salesforce.requests[0]
    assert (request.method, request.path) == ("GET", "/services/data/v64.0/query/")
    assert request.headers["authorization"] == "Bearer secret"
    assert request.headers["user-agent"] == "Syncadmin"
    assert "x-prettyprint" not in request.headers


@pytest.mark.parametrize("locator", ["@elsewhere.example/x", ".elsewhere.example/x"])
def test_a_locator_cannot_send_the_token_elsewhere(locator: str) -> None:
    with pytest.raises(ValueError, match="not where a page goes on"):
        client("https://acme.my.salesforce.com").query_more(locator)


def test_no_other_host_is_called_whatever_the_address_says() -> None:
    transport = Transport(
        "https://acme.my.salesforce.com", throttle=NoThrottle(), timeout=(1, 1)
    )
    with pytest.raises(Rejected, match=r"this connection is for acme"):
        transport.session.get("https://acme.my.salesforce.com@elsewhere.example/x")
    assert transport.calls == 0


def test_a_redirect_is_not_followed() -> None:
    moved = json(302, Location="https://elsewhere.example/services/data")
    with (
        serve(always(moved)) as (url, salesforce),
        pytest.raises(Rejected, match="did not answer as Salesforce"),
    ):
        client(url).limits()
    assert len(salesforce.requests) == 1


@pytest.mark.parametrize(
    "url", ["acme.my.salesforce.com", "ftp://x.example", "https://"]
)
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        Transport(url, throttle=NoThrottle(), timeout=(1, 1))


def test_https_on_its_usual_port_is_the_same_host() -> None:
    transport = Transport(
        "https://Acme.my.salesforce.com:443/home", throttle=NoThrottle(), timeout=(1, 1)
    )
    assert transport.url == "https://acme.my.salesforce.com"


def test_a_netrc_and_a_proxy_of_the_machine_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with serve(always(json(body=EMPTY))) as (url, salesforce):
        client(url).query("SELECT Id FROM Account")
    assert salesforce.requests[0].headers["authorization"] == "Bearer secret"


def test_every_call_waits_its_turn_and_is_counted() -> None:
    throttle = Turnstile()
    with serve(always(json(body=EMPTY))) as (url, _):
        salesforce = client(url, throttle)
        for _ in range(3):
            salesforce.query("SELECT Id FROM Account")
        salesforce.now()
    assert throttle.waited == ["salesforce"] * 4
    assert salesforce.calls == 4


@pytest.mark.parametrize(
    ("header", "usage"),
    [
        ("api-usage=18/15000", (18, 15_000)),
        ("api-usage=25/5000; per-app-api-usage=17/250(appName=sample)", (25, 5_000)),
        ("per-app-api-usage=17/250(appName=sample)", None),
    ],
)
def test_the_organisations_use_is_read_off_every_answer(
    header: str, usage: tuple[int, int] | None
) -> None:
    with serve(always(json(403, LIMIT, Sforce_Limit_Info=header))) as (url, _):
        salesforce = client(url)
        with pytest.raises(CrmError):
            salesforce.limits()
        assert salesforce.usage == usage


@pytest.mark.parametrize("status", [420, 429, 500, 502, 503, 504])
def test_a_page_from_the_edge_is_tried_again_later_but_not_by_the_client(
    status: int,
) -> None:
    with (
        serve(always(html(status))) as (url, salesforce),
        pytest.raises(Retryable, match=f"HTTP {status}") as caught,
    ):
        client(url).query("SELECT Id FROM Account")
    assert len(salesforce.requests) == 1
    assert "<html>" in caught.value.raw
    assert "127.0.0.1" in caught.value.message


def test_what_salesforce_asks_to_wait_is_waited_by_all() -> None:
    throttle = Turnstile()
    with (
        serve(always(json(503, LIMIT, Retry_After="17"))) as (url, _),
        pytest.raises(Retryable) as caught,
    ):
        client(url, throttle).limits()
    assert caught.value.after == 17
    assert throttle.held == [("salesforce", 17)]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cut_connection_is_tried_again_later_but_not_by_the_client(when: str) -> None:
    with serve(always(json(body=EMPTY))) as (url, _):
        Sandbox(url).fail("", {"drop": when})
        with pytest.raises(Retryable, match=r"127.0.0.1:\d+.*failed or was cut"):
            client(url).query("SELECT Id FROM Account")
        assert Sandbox(url).requests()["total"] == 1


@pytest.mark.timeout(60)
def test_an_answer_that_does_not_come_is_not_waited_for_for_ever() -> None:
    with silence() as url, pytest.raises(Retryable, match="no answer in time"):
        client(url, timeout=(1, 0.05)).limits()


def test_nobody_there_is_said_with_the_address() -> None:
    with pytest.raises(Retryable, match=r"Salesforce \(127.0.0.1:9\).*address"):
        client("http://127.0.0.1:9").limits()


def test_something_else_behind_the_address_is_named_as_such() -> None:
    with (
        serve(always(html(404))) as (url, _),
        pytest.raises(Rejected, match="did not answer as Salesforce does"),
    ):
        client(url).limits()
    with (
        serve(always(html(200))) as (url, _),
        pytest.raises(Retryable, match="not JSON"),
    ):
        client(url).limits()


def test_a_dead_session_is_fatal_and_asked_about_once() -> None:
    """simple-salesforce itself would log in without end (its issue 804)."""
    with (
        serve(always(html(401))) as (url, salesforce),
        pytest.raises(Fatal, match="Enter a new one") as caught,
    ):
        client(url).describe()
    assert caught.value.suspends == "credentials"
    assert "<html>" in caught.value.raw
    assert len(salesforce.requests) == 1
