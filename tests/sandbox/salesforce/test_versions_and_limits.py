"""Versions of the API, and how much of it a day has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integrations.sandbox.salesforce.crm import SalesforceCrm
from integrations.sandbox.settings import SandboxSettings
from integrations.sandbox.wire import Request
from tests.sandbox.salesforce.calling import Salesforce, code

if TYPE_CHECKING:
    from integrations.sandbox.wire import Response


def test_doc_versions_are_listed_without_a_token(salesforce: Salesforce) -> None:
    response = salesforce.crm.handle(Request("GET", "/services/data/"))
    body: Any = response.body
    labels = {version["version"]: version["label"] for version in body}
    assert labels["59.0"] == "Winter '24"
    assert labels["62.0"] == "Winter '25"
    assert labels["66.0"] == "Spring '26"
    assert labels["68.0"] == "Winter '27"
    assert body[-1]["url"] == "/services/data/v68.0"


def test_doc_a_version_lists_its_resources(salesforce: Salesforce) -> None:
    resources = salesforce.answer("GET", "")
    org = salesforce.crm.org
    assert resources["sobjects"] == "/services/data/v64.0/sobjects"
    assert resources["identity"] == f"http://sandbox:1/id/{org.id}/{org.user_id}"


@pytest.mark.parametrize(
    ("version", "status"),
    [("v50.0", 200), ("v68.0", 200), ("v69.0", 404), ("v49.0", 501), ("64.0", 404)],
)
def test_versions_from_50_on_are_served(
    salesforce: Salesforce, version: str, status: int
) -> None:
    path = f"/services/data/{version}/sobjects/Account/describe"
    assert salesforce.send("GET", path).status == status


def test_urls_name_the_version_of_the_call(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    path = f"/services/data/v59.0/sobjects/Account/{id_}"
    body: Any = salesforce.send("GET", path).body
    assert body["attributes"]["url"] == path


def test_doc_each_answer_tells_the_use_of_the_day(salesforce: Salesforce) -> None:
    assert _header(salesforce.call("GET", "limits")) == "api-usage=1/15000"
    assert _header(salesforce.call("GET", "nothing")) == "api-usage=2/15000"


def test_doc_limits_tell_what_is_left(salesforce: Salesforce) -> None:
    answer = salesforce.answer("GET", "limits/")
    assert answer["DailyApiRequests"] == {"Max": 15000, "Remaining": 14999}
    assert answer["DailyBulkV2QueryJobs"] == {"Max": 10000, "Remaining": 10000}


def test_doc_past_the_daily_limit_calls_are_403() -> None:
    salesforce = Salesforce(SalesforceCrm(SandboxSettings(daily_limit=2)))
    assert [salesforce.call("GET", "limits").status for _ in range(2)] == [200, 200]
    response = salesforce.call("GET", "limits")
    assert (response.status, response.body) == (
        403,
        [
            {
                "message": "TotalRequests Limit exceeded.",
                "errorCode": "REQUEST_LIMIT_EXCEEDED",
            }
        ],
    )
    salesforce.crm.clock.advance(25 * 3600)
    assert salesforce.call("GET", "limits").status == 200


def test_the_usual_limit_holds_only_when_limits_are_on(salesforce: Salesforce) -> None:
    for _ in range(15_000):
        salesforce.crm.org.usage.count()
    assert salesforce.call("GET", "limits").status == 200
    salesforce.crm.settings.rate_limits = True
    assert code(salesforce.call("GET", "limits")) == (403, "REQUEST_LIMIT_EXCEEDED")


def test_doc_an_address_too_long_is_414_and_headers_431(salesforce: Salesforce) -> None:
    assert salesforce.call("GET", f"query?q={'x' * 16_384}").status == 414
    long = {"x-long": "x" * 16_384}
    assert salesforce.call("GET", "limits", headers=long).status == 431


def test_reset_begins_a_new_day(salesforce: Salesforce) -> None:
    salesforce.call("GET", "limits")
    salesforce.crm.reset(1, {})
    assert _header(salesforce.call("GET", "limits")) == "api-usage=1/15000"


def _header(response: Response) -> str:
    return response.headers["Sforce-Limit-Info"]
