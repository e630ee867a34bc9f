"""Rules, settings of the account and tokens, held after a stop and a start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from integrations.sandbox.data_file import DataFile
from integrations.sandbox.hubspot.keeper import HubSpotKeeper
from integrations.sandbox.keeping import Saver
from integrations.sandbox.salesforce.keeper import SalesforceKeeper
from tests.sandbox.hubspot.api import Api
from tests.sandbox.running import run
from tests.sandbox.salesforce.calling import KEY, Salesforce, code

if TYPE_CHECKING:
    from pathlib import Path

    from integrations.sandbox.keeping import Keeper

CLIENT = {"client_id": "id", "client_secret": "secret"}
REQUIRED = {"rule": "required", "object": "Account", "field": "Phone"}
VALIDATION = {
    "rule": "validation",
    "object": "Account",
    "when": "AnnualRevenue < 0",
    "message": "Not below nothing",
    "field": "AnnualRevenue",
}
DUPLICATE = {
    "rule": "duplicate",
    "object": "Account",
    "fields": ["Website"],
    "blocks": True,
}


def _moved(old: Keeper, new: Keeper, path: Path) -> None:
    """Save one as a stop does, and load the other as a start does."""
    path.mkdir(exist_ok=True)
    file = DataFile(path / "data")

    async def stop() -> None:
        async with Saver(old, file).saving():
            pass

    run(stop())
    file = DataFile(path / "data")
    assert Saver(new, file).restore()
    file.close()


def _restarted(old: Salesforce, path: Path) -> Salesforce:
    new = Salesforce()
    _moved(SalesforceKeeper(old.crm), SalesforceKeeper(new.crm), path)
    return new


def _restarted_api(old: Api, path: Path) -> Api:
    new = Api()
    _moved(HubSpotKeeper(old.crm), HubSpotKeeper(new.crm), path)
    return new


def _post(there: Salesforce, name: str, **form: str) -> Any:
    body, plain = urlencode(CLIENT | form).encode(), {"authorization": ""}
    return there.send("POST", f"/services/oauth2/{name}", body, plain)


def _refreshed(there: Salesforce, token: str) -> tuple[int, Any]:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    answer = _post(there, "token", **form)
    return answer.status, answer.body


@pytest.mark.parametrize(
    ("rule", "refused", "error"),
    [
        (REQUIRED, {}, "REQUIRED_FIELD_MISSING"),
        (VALIDATION, {"AnnualRevenue": -1}, "FIELD_CUSTOM_VALIDATION_EXCEPTION"),
        (DUPLICATE, {"Website": "a.example"}, "DUPLICATES_DETECTED"),
    ],
    ids=["required", "validation", "duplicate"],
)
def test_a_rule_of_the_org_still_holds(
    tmp_path: Path, rule: dict[str, Any], refused: dict[str, Any], error: str
) -> None:
    salesforce = Salesforce()
    salesforce.create(Website="a.example")
    salesforce.steered("rules", rule)
    again = _restarted(salesforce, tmp_path)
    answer = again.call("POST", "sobjects/Account", {"Name": "x", **refused})
    assert code(answer) == (400, error)
    assert again.steer("GET", "rules").body == {"rules": 1}


def test_a_rule_about_a_field_that_is_gone_does_not_hinder_the_start(
    tmp_path: Path,
) -> None:
    salesforce = Salesforce()
    salesforce.add_key_field()
    salesforce.steered("rules", REQUIRED | {"field": KEY})
    [field_id] = salesforce.crm.org.custom_fields
    salesforce.call("DELETE", f"tooling/sobjects/CustomField/{field_id}")
    again = _restarted(salesforce, tmp_path)
    assert again.steer("GET", "rules").body == {"rules": 0}
    assert again.create()


def test_salesforce_tokens_and_their_ends_are_known(tmp_path: Path) -> None:
    salesforce = Salesforce()
    grants = salesforce.crm.sign_in.grants
    spent = grants.open("id", "api refresh_token").refresh_token
    current = _refreshed(salesforce, spent)[1]["refresh_token"]
    ended = salesforce.crm.sign_in.sessions.issue("00D")
    salesforce.crm.sign_in.sessions.revoke(ended)
    test_key = salesforce.crm.sign_in.keys.test_key()

    again = _restarted(salesforce, tmp_path)
    assert again.crm.sign_in.keys.test_key() == test_key
    bearer = {"authorization": f"Bearer {ended}"}
    assert again.call("GET", "limits", headers=bearer).status == 401
    status, renewed = _refreshed(again, current)
    assert status == 200
    assert renewed["refresh_token"] not in (spent, current)
    assert _refreshed(again, spent)[0] == 400
    assert _refreshed(again, renewed["refresh_token"])[0] == 400


def test_hubspot_goes_on_to_make_companies_of_contacts(tmp_path: Path) -> None:
    api = Api()
    api.crm.settings.auto_create_companies = True
    order = {"excluded_domains": ["quiet.example"], "enrichment_s": 5}
    api.crm.controls["POST", "employers"](order)
    api.contact(email="ann@acme.example")

    again = _restarted_api(api, tmp_path)
    again.contact(email="bob@quiet.example")
    again.contact(email="eve@other.example")
    assert again.crm.counts()["companies"] == 2
    again.crm.clock.advance(6)
    found = again("GET", "/crm/v3/objects/companies", properties="city").json
    assert all(row["properties"]["city"] for row in found["results"])


def test_hubspot_tokens_and_their_ends_are_known(tmp_path: Path) -> None:
    api = Api()
    api.crm.sessions.refresh_tokens["sandbox-refresh-1"] = "id"
    api.crm.sessions.scopes["sandbox-refresh-1"] = ("oauth",)
    form = {"grant_type": "refresh_token", "refresh_token": "sandbox-refresh-1"}
    tokens = api("POST", "/oauth/v1/token", urlencode(CLIENT | form).encode()).json
    api.crm.clock.advance(1000)

    again = _restarted_api(api, tmp_path)
    wrong = {**form, "client_id": "other", "client_secret": "secret"}
    assert again("POST", "/oauth/v1/token", urlencode(wrong).encode()).status == 400
    issued = Api(again.crm, tokens["access_token"])
    assert issued("GET", "/crm/v3/objects/companies").status == 200
    again.crm.clock.advance(1000)
    assert issued("GET", "/crm/v3/objects/companies").status == 401
    renewed = again("POST", "/oauth/v1/token", urlencode(CLIENT | form).encode()).json
    assert renewed["access_token"] != tokens["access_token"]
    assert renewed["scopes"] == ["oauth"]


def test_hubspot_still_knows_whom_to_tell(tmp_path: Path) -> None:
    api = Api()
    order = {"url": "http://127.0.0.1:9/", "client_secret": "s"}
    api.crm.controls["POST", "webhooks"](order)
    again = _restarted_api(api, tmp_path)
    assert again.crm.webhooks.order == order
    state: Any = again.crm.controls["GET", "webhooks"]({})
    assert state["url"] == order["url"]
    again.crm.controls["DELETE", "webhooks"]({})
    third = _restarted_api(again, tmp_path / "later")
    assert third.crm.webhooks.order is None
