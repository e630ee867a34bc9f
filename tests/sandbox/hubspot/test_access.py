"""Who may call, and at what paths."""

from __future__ import annotations

import pytest

from integrations.sandbox.hubspot.calls import TABLE
from integrations.sandbox.hubspot.sessions import LIFETIME
from integrations.sandbox.wire import Request
from tests.sandbox.hubspot.api import Answer, Api

COMPANIES = "/crm/v3/objects/companies"
FORM = b"grant_type=refresh_token&refresh_token=r&client_id=a&client_secret=b"


def _with_grant(api: Api) -> Api:
    answer = Api(api.crm, token="")("POST", "/oauth/v1/token", FORM)
    return Api(api.crm, token=answer.json["access_token"])


def test_any_token_will_do(api: Api) -> None:
    assert Api(api.crm, token="whatever")("GET", COMPANIES).status == 200


def test_an_expired_token_is_told_from_none(api: Api) -> None:
    answer = Api(api.crm, token="expired-1")("GET", COMPANIES)
    assert (answer.status, answer.json["category"]) == (401, "EXPIRED_AUTHENTICATION")
    assert answer.json["context"].keys() == {"expire time"}


@pytest.mark.parametrize(
    ("method", "path", "scopes"),
    [
        ("GET", COMPANIES, ["crm.objects.companies.read"]),
        ("POST", f"{COMPANIES}/batch/upsert", ["crm.objects.companies.write"]),
        ("GET", "/crm/v3/owners/", ["crm.objects.owners.read"]),
        ("PUT", "/crm/v3/lists/1/memberships/add", ["crm.lists.write"]),
        ("POST", "/crm/v3/properties/companies", ["crm.schemas.companies.write"]),
        (
            "GET",
            "/crm/v3/properties/contacts",
            ["crm.schemas.contacts.read", "crm.objects.contacts.read"],
        ),
    ],
)
def test_spec_each_call_names_the_scope_it_needs(
    api: Api, method: str, path: str, scopes: list[str]
) -> None:
    answer = Api(api.crm, token="forbidden")(method, path)
    assert answer.status == 403
    [error] = answer.json["errors"]
    assert error["context"]["requiredGranularScopes"] == scopes


@pytest.mark.parametrize("path", ["/oauth/v1/token", "/oauth/2026-03/token"])
def test_doc_a_refresh_token_gives_an_access_token_for_half_an_hour(
    api: Api, path: str
) -> None:
    answer = Api(api.crm, token="")("POST", path, FORM).json
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 1800)
    assert (answer["refresh_token"], answer["token_use"]) == ("r", "refresh")
    granted = Api(api.crm, token=answer["access_token"])
    assert granted("GET", COMPANIES).status == 200
    api.crm.clock.advance(LIFETIME)
    assert granted("GET", COMPANIES).status == 401


def test_expired_sessions_need_a_fresh_grant(api: Api) -> None:
    granted = _with_grant(api)
    api.crm.expire_sessions()
    assert [granted("GET", COMPANIES).status for _ in range(2)] == [401, 401]
    assert _with_grant(api)("GET", COMPANIES).status == 200


def test_a_token_fixed_by_hand_is_refused_once(api: Api) -> None:
    api.crm.expire_sessions()
    assert [api("GET", COMPANIES).status for _ in range(2)] == [401, 200]


@pytest.mark.parametrize("version", ["2026-03", "2026-09", "v3"])
@pytest.mark.parametrize(
    "path",
    [
        "/crm/objects/{}/companies",
        "/crm/properties/{}/companies",
        "/crm/owners/{}",
        "/crm/lists/{}",
        "/crm/pipelines/{}/companies",
        "/account-info/{}/details",
        "/account-info/{}/api-usage/daily/private-apps",
    ],
)
def test_spec_dated_paths_and_slashes_lead_to_the_same_calls(
    api: Api, path: str, version: str
) -> None:
    path = path.format(version)
    assert api("GET", path).status == 200
    assert api("GET", f"{path}/").status == 200


@pytest.mark.parametrize("version", ["2026-03", "2026-09"])
def test_spec_dated_associations(api: Api, version: str) -> None:
    company = api.made(name="Acme")
    path = f"/crm/objects/{version}/companies/{company}/associations/contacts"
    assert api("GET", path).json == {"results": []}
    path = f"/crm/associations/{version}/contacts/companies/labels"
    assert api("GET", path).status == 200


@pytest.mark.parametrize(
    ("method", "path", "named"),
    [
        ("POST", "/crm/v3/imports", "imports"),
        ("POST", "/crm/v3/exports/export/async", "exports"),
        ("GET", "/webhooks/v3/1/subscriptions", "webhooks"),
        ("GET", "/crm-object-schemas/v3/schemas", "custom object schemas"),
        ("POST", "/crm/v3/pipelines/companies", "writing pipelines"),
        ("GET", "/crm/v3/objects/deals", "the object type deals"),
        ("GET", "/crm/objects/2025-09/companies", "objects in the version 2025-09"),
        ("GET", "/crm/v3/associations/0-1/0-2/batch/read", "associations in the"),
        ("GET", "/crm/v3/objects/companies/1/associations/0-1", "objects in the"),
        ("GET", "/crm/v3/lists/folders", "list folders"),
        ("GET", "/oauth/v2/token", "oauth in the version v2"),
        ("GET", "/crm/objects/2026-09/carts", "the object type carts"),
        ("PUT", "/crm/lists/2026-09/folders/1/rename", "list folders"),
        ("GET", "/account-info/2026-03/activity/login", "the activity of an account"),
        ("GET", "/crm/extensions/calling/2026-03/1/settings", "extensions of the"),
        ("GET", "/media-bridge/2026-03/1/settings", "the media bridge"),
    ],
)
def test_what_the_sandbox_has_not_is_a_501_that_names_it(
    api: Api, method: str, path: str, named: str
) -> None:
    answer = api(method, path)
    assert answer.status == 501
    assert answer.json["message"].startswith(f"The sandbox does not implement {named}")


def test_an_unknown_path_is_a_404_and_a_wrong_method_a_405(api: Api) -> None:
    assert api("GET", "/crm/v3/nothing").status == 404
    assert api("GET", "/").status == 404
    assert api("PUT", COMPANIES).status == 405


def test_no_two_routes_answer_one_call() -> None:
    seen = [(route.method, route.pattern) for route in TABLE]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("method", "path", "endpoint"),
    [
        ("POST", "/crm/v3/objects/companies/batch/upsert", "companies/batch/upsert"),
        ("POST", "/crm/objects/2026-03/0-2/search", "companies/search"),
        ("PATCH", "/crm/v3/objects/companies/17", "companies/{id}"),
        (
            "POST",
            "/crm/v4/associations/0-2/0-1/batch/read",
            "associations/companies/contacts/batch/read",
        ),
        ("GET", "/crm/v3/properties/companies/name", "properties/companies/{name}"),
        ("GET", "/crm/v3/owners/", "owners"),
        ("GET", "/crm/v3/nothing/17", "nothing/{id}"),
    ],
)
def test_a_call_is_counted_under_its_path_without_ids(
    api: Api, method: str, path: str, endpoint: str
) -> None:
    assert api.crm.endpoint(Request(method, path)) == f"{method} {endpoint}"


def test_owners_are_paged_and_found(api: Api) -> None:
    first = api("GET", "/crm/v3/owners/", limit=2)
    after = first.json["paging"]["next"]["after"]
    second = api("GET", "/crm/v3/owners/", after=after)
    assert len(first.ids + second.ids) == 5
    email = first.json["results"][0]["email"]
    assert api("GET", "/crm/v3/owners/", email=email).ids == first.ids[:1]
    owner = first.json["results"][0]
    assert _owner(api, owner["id"]).json == owner
    assert _owner(api, str(owner["userId"]), idProperty="userId").json == owner
    assert _owner(api, "1").status == 404


def test_spec_an_archived_owner_has_no_user_id(api: Api) -> None:
    [owner] = api("GET", "/crm/v3/owners/", archived="true").json["results"]
    assert (owner["userId"], owner["archived"]) == (None, True)
    assert owner["userIdIncludingInactive"]


def _owner(api: Api, owner_id: str, **query: object) -> Answer:
    return api("GET", f"/crm/v3/owners/{owner_id}", **query)
