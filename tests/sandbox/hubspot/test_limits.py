"""The published limits and their headers (reference, section 2.6)."""

from __future__ import annotations

import pytest

from integrations.sandbox.hubspot.crm import HubSpotCrm
from tests.sandbox.hubspot.api import Answer, Api
from tests.sandbox.standing import StandingClock

COMPANIES = "/crm/v3/objects/companies"
SEARCH = f"{COMPANIES}/search"
ASSOCIATIONS = "/crm/v4/associations/companies/contacts/batch/read"
PREFIX = "X-HubSpot-RateLimit-"


@pytest.fixture
def limited() -> Api:
    api = Api(HubSpotCrm(clock=StandingClock()))
    api.crm.settings.rate_limits = True
    return api


def _headers(answer: Answer) -> dict[str, str]:
    return {
        name.removeprefix(PREFIX): value
        for name, value in answer.headers.items()
        if name.startswith(PREFIX)
    }


def _search(api: Api) -> Answer:
    return api("POST", SEARCH, {"limit": 1})


def test_nothing_is_limited_or_told_unless_asked_for() -> None:
    api = Api()
    assert all(api("GET", COMPANIES).status == 200 for _ in range(300))
    assert _headers(api("GET", COMPANIES)) == {}


def test_doc_190_calls_fit_into_ten_seconds(limited: Api) -> None:
    answers = [limited("GET", COMPANIES) for _ in range(191)]
    assert [answer.status for answer in answers[-2:]] == [200, 429]
    refused = answers[-1]
    assert refused.told == {
        "status": "error",
        "message": "You have reached your ten_secondly_rolling limit.",
        "errorType": "RATE_LIMIT",
        "policyName": "TEN_SECONDLY_ROLLING",
        "groupName": "publicapi:private_app-api-calls-ten-secondly:12345678:7654321",
    }
    assert "Retry-After" not in refused.headers
    limited.crm.clock.advance(10)
    assert limited("GET", COMPANIES).status == 200


def test_doc_the_headers_tell_what_is_left(limited: Api) -> None:
    limited("GET", COMPANIES)
    assert _headers(limited("GET", COMPANIES)) == {
        "Daily": "625000",
        "Daily-Remaining": "624998",
        "Interval-Milliseconds": "10000",
        "Max": "190",
        "Remaining": "188",
        "Secondly": "19",
        "Secondly-Remaining": "19",
    }


def test_an_error_tells_them_too(limited: Api) -> None:
    assert _headers(limited("GET", f"{COMPANIES}/1"))["Remaining"] == "189"


def test_doc_each_token_has_its_own_window(limited: Api) -> None:
    for _ in range(190):
        limited("GET", COMPANIES)
    assert Api(limited.crm, token="other")("GET", COMPANIES).status == 200


def test_doc_an_oauth_app_has_110_calls_and_no_daily_headers(limited: Api) -> None:
    form = b"grant_type=refresh_token&refresh_token=r&client_id=a&client_secret=b"
    answer = Api(limited.crm, token="")("POST", "/oauth/v1/token", form)
    granted = Api(limited.crm, token=answer.json["access_token"])
    headers = _headers(granted("GET", COMPANIES))
    assert headers["Max"] == "110"
    assert "Daily" not in headers


def test_rec_five_searches_fit_into_a_second_for_all_tokens(limited: Api) -> None:
    other = Api(limited.crm, token="other")
    answers = [_search(each) for each in (limited, other, limited) for _ in range(2)]
    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert answers[-1].told == {
        "status": "error",
        "message": "You have reached your secondly limit.",
        "category": "RATE_LIMITS",
    }
    assert _headers(answers[0]).keys() == {"Daily", "Daily-Remaining"}
    limited.crm.clock.advance(1)
    assert _search(limited).status == 200


def test_spec_searches_do_not_count_for_the_ten_seconds(limited: Api) -> None:
    for _ in range(5):
        _search(limited)
    assert _headers(limited("GET", COMPANIES))["Remaining"] == "189"


def test_doc_association_batches_have_a_limit_of_their_own(limited: Api) -> None:
    order = {"inputs": [{"id": "1"}]}
    answers = [limited("POST", ASSOCIATIONS, order) for _ in range(151)]
    assert [answer.status for answer in answers[-2:]] == [207, 429]
    assert _headers(limited("GET", COMPANIES))["Remaining"] == "189"


def test_spec_the_associations_of_one_record_count_like_any_call(limited: Api) -> None:
    limited("GET", "/crm/v4/objects/companies/1/associations/contacts")
    assert _headers(limited("GET", COMPANIES))["Remaining"] == "188"


def test_doc_the_daily_limit_counts_everything_till_midnight(limited: Api) -> None:
    limited.crm.settings.daily_limit = 3
    limited("GET", COMPANIES)
    _search(limited)
    limited("POST", ASSOCIATIONS, {"inputs": [{"id": "1"}]})
    refused = limited("GET", COMPANIES)
    assert (refused.status, refused.json["policyName"]) == (429, "DAILY")
    assert refused.told == {
        "status": "error",
        "message": "You have reached your daily limit.",
        "errorType": "RATE_LIMIT",
        "policyName": "DAILY",
    }
    limited.crm.clock.advance(25 * 3600)
    assert limited("GET", COMPANIES).status == 200


def test_doc_the_use_of_the_day_can_be_read(limited: Api) -> None:
    limited("GET", COMPANIES)
    path = "/account-info/v3/api-usage/daily/private-apps"
    [usage] = limited("GET", path).json["results"]
    assert usage.keys() == {
        *("name", "usageLimit", "currentUsage", "collectedAt"),
        *("fetchStatus", "resetsAt"),
    }
    assert (usage["usageLimit"], usage["currentUsage"]) == (625_000, 2)
    assert usage["resetsAt"] > usage["collectedAt"]


def test_the_account_tells_its_time_zone(limited: Api) -> None:
    details = limited("GET", "/account-info/v3/details").json
    assert details.keys() == {
        *("portalId", "accountType", "timeZone", "companyCurrency", "utcOffset"),
        *("additionalCurrencies", "utcOffsetMilliseconds", "uiDomain"),
        "dataHostingLocation",
    }
    assert details["timeZone"] == "US/Eastern"
