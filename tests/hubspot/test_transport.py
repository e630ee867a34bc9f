from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from integrations.errors import CrmError, Fatal, Rejected, Retryable
from integrations.hubspot.client import HubSpotClient
from integrations.throttle import NoThrottle
from tests.canned import Turnstile, html, json, serve, silence
from tests.sandboxes import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.sandbox.wire import Request, Response
    from integrations.throttle import Throttle

EMPTY = {"results": [], "total": 0}
DAILY = {
    "X-HubSpot-RateLimit-Daily": "250000",
    "X-HubSpot-RateLimit-Daily-Remaining": "249900",
}


def client(
    url: str,
    throttle: Throttle | None = None,
    *,
    timeout: tuple[float, float] = (5, 30),
    version: str | None = None,
) -> HubSpotClient:
    return HubSpotClient(
        url,
        "secret",
        throttle=throttle or NoThrottle(),
        timeout=timeout,
        version=version,
    )


def always(response: Response) -> Callable[[Request], Response]:
    return lambda _: response


def limited(message: str, **more: object) -> Response:
    body = {"status": "error", "message": message, **more}
    return json(429, body)


def test_every_api_of_the_library_shares_one_connection(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Left alone, hubspot-api-client opens a pool at each attribute access."""
    caplog.set_level(logging.DEBUG, "urllib3.connectionpool")
    with serve(always(json(body=EMPTY))) as (url, hubspot):
        one = client(url)
        for _ in range(3):
            one.list_companies(None, ["name"])
            one.owners()
            one.properties()
            one.count_companies()
    assert len(hubspot.requests) == 15
    opened = [text for text in caplog.messages if text.startswith("Starting new")]
    assert len(opened) == 1


def test_eight_threads_share_one_client() -> None:
    with serve(always(json(body=EMPTY))) as (url, hubspot):
        one = client(url)
        with ThreadPoolExecutor(8) as pool:
            totals = pool.map(lambda _: one.count_companies(), range(80))
            assert list(totals) == [0] * 80
    assert one.calls == one.search_calls == len(hubspot.requests) == 80


def test_a_call_carries_its_token_and_takes_compressed_answers() -> None:
    with serve(always(json(body=EMPTY))) as (url, hubspot):
        client(url).list_companies("12", ["name", "domain"])
    request = hubspot.requests[0]
    assert request.headers["authorization"] == "Bearer secret"
    assert request.headers["accept-encoding"] == "gzip"
    assert request.headers["user-agent"] == "Syncadmin"
    assert sorted(request.query) == [
        ("after", "12"),
        ("limit", "100"),
        ("properties", "domain"),
        ("properties", "name"),
    ]


@pytest.mark.parametrize(
    ("call", "path", "dated"),
    [
        (
            lambda hubspot: hubspot.list_companies(None, []),
            "/crm/v3/objects/companies",
            "/crm/objects/2026-03/companies",
        ),
        (
            lambda hubspot: hubspot.count_companies(),
            "/crm/v3/objects/companies/search",
            "/crm/objects/2026-03/companies/search",
        ),
        (
            lambda hubspot: hubspot.properties(),
            "/crm/v3/properties/companies",
            "/crm/properties/2026-03/companies",
        ),
        (lambda hubspot: hubspot.owners(), "/crm/v3/owners", "/crm/owners/2026-03"),
        (
            lambda hubspot: hubspot.now(),
            "/account-info/v3/details",
            "/account-info/2026-03/details",
        ),
    ],
    ids=["list", "search", "properties", "owners", "account"],
)
def test_a_version_switches_to_the_dated_paths(
    call: Callable[[HubSpotClient], object], path: str, dated: str
) -> None:
    with serve(always(json(body=EMPTY))) as (url, hubspot):
        call(client(url))
        assert hubspot.requests[0].path == path
        hubspot.requests.clear()
        call(client(url, version="2026-03"))
        assert hubspot.requests[0].path == dated


def test_searches_wait_in_a_line_of_their_own() -> None:
    throttle = Turnstile()
    with serve(always(json(body=EMPTY))) as (url, _):
        hubspot = client(url, throttle)
        hubspot.count_companies()
        hubspot.list_companies(None, [])
    assert throttle.waited == ["hubspot-search", "hubspot"]
    assert (hubspot.calls, hubspot.search_calls) == (2, 1)


def test_the_accounts_use_is_read_off_every_answer() -> None:
    with serve(always(json(400, {"message": "no"}, **DAILY))) as (url, _):
        hubspot = client(url)
        with pytest.raises(CrmError):
            hubspot.list_companies(None, [])
        assert hubspot.usage == (249_900, 250_000)


def test_a_get_told_to_wait_is_not_repeated_behind_our_back() -> None:
    """Left alone, the library repeats a GET three times when it is told to wait."""
    throttle = Turnstile()
    answer = json(
        429, {"message": "You have reached your secondly limit."}, Retry_After="7"
    )
    with (
        serve(always(answer)) as (url, hubspot),
        pytest.raises(Retryable) as caught,
    ):
        client(url, throttle).list_companies(None, [])
    assert len(hubspot.requests) == 1
    assert caught.value.after == 7
    assert throttle.held == [("hubspot", 7)]


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        pytest.param(
            limited(
                "You have reached your ten_secondly_rolling limit.",
                errorType="RATE_LIMIT",
                policyName="TEN_SECONDLY_ROLLING",
            ),
            10,
            id="ten seconds",
        ),
        pytest.param(
            limited("You have reached your secondly limit.", policyName="SECONDLY"),
            1,
            id="search, older",
        ),
        pytest.param(
            limited("You have reached your secondly limit.", category="RATE_LIMITS"),
            1,
            id="search, newer",
        ),
        pytest.param(html(429), 1, id="from the edge"),
    ],
)
def test_a_limit_holds_everybody_who_shares_it(answer: Response, seconds: int) -> None:
    throttle = Turnstile()
    with serve(always(answer)) as (url, _), pytest.raises(Retryable) as caught:
        client(url, throttle).count_companies()
    assert caught.value.after == seconds
    assert throttle.held == [("hubspot-search", seconds)]


def test_the_daily_limit_suspends() -> None:
    answer = limited("You have reached your daily limit.", policyName="DAILY")
    throttle = Turnstile()
    with serve(always(answer)) as (url, _), pytest.raises(Fatal) as caught:
        client(url, throttle).list_companies(None, [])
    assert caught.value.suspends == "limit"
    assert throttle.held == []


@pytest.mark.parametrize("status", [500, 502, 503, 504, 521, 524])
def test_a_page_from_the_edge_is_tried_again_later_but_not_by_the_client(
    status: int,
) -> None:
    with (
        serve(always(html(status))) as (url, hubspot),
        pytest.raises(Retryable, match=rf"HubSpot \(127.*HTTP {status}") as caught,
    ):
        client(url).list_companies(None, [])
    assert len(hubspot.requests) == 1
    assert "<html>" in caught.value.raw


def test_a_page_from_the_edge_with_403_is_no_missing_right() -> None:
    with serve(always(html(403))) as (url, _), pytest.raises(Retryable):
        client(url).list_companies(None, [])


@pytest.mark.parametrize(
    "call",
    [
        lambda hubspot: hubspot.list_companies(None, []),
        lambda hubspot: hubspot.properties(),
        lambda hubspot: hubspot.owners(),
        lambda hubspot: hubspot.account(),
    ],
    ids=["companies", "properties", "owners", "account"],
)
def test_every_api_refuses_in_the_same_way(
    call: Callable[[HubSpotClient], object],
) -> None:
    """The library's packages raise exceptions that have no base in common."""
    answer = json(404, {"status": "error", "message": "resource not found"})
    with serve(always(answer)) as (url, _), pytest.raises(Rejected, match="not found"):
        call(client(url))


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cut_connection_is_tried_again_later_but_not_by_the_client(when: str) -> None:
    with serve(always(json(body=EMPTY))) as (url, _):
        Sandbox(url).fail("", {"drop": when})
        with pytest.raises(Retryable, match=r"127.0.0.1:\d+.*was cut"):
            client(url).list_companies(None, [])
        assert Sandbox(url).requests()["total"] == 1


@pytest.mark.timeout(60)
def test_an_answer_that_does_not_come_is_not_waited_for_for_ever() -> None:
    with silence() as url, pytest.raises(Retryable, match="no answer in time"):
        client(url, timeout=(1, 0.05)).list_companies(None, [])


def test_nobody_there_is_said_with_the_address() -> None:
    with pytest.raises(Retryable, match=r"HubSpot \(127.0.0.1:9\).*no connection\."):
        client("http://127.0.0.1:9").list_companies(None, [])


def test_a_redirect_is_not_followed() -> None:
    moved = json(302, Location="https://elsewhere.example/")
    with (
        serve(always(moved)) as (url, hubspot),
        pytest.raises(Rejected, match="did not answer as HubSpot"),
    ):
        client(url).list_companies(None, [])
    assert len(hubspot.requests) == 1


def test_something_else_behind_the_address_is_named_as_such() -> None:
    with (
        serve(always(html(200))) as (url, _),
        pytest.raises(Retryable, match="not JSON"),
    ):
        client(url).list_companies(None, [])


@pytest.mark.parametrize("url", ["api.hubapi.com", "ftp://x.example", "https://"])
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        client(url)
