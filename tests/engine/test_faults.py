"""What goes wrong ends in words, the others go on, nothing is lost or made twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine import connections
from integrations.engine.mappings import judge
from integrations.errors import Fatal
from integrations.models import Connection, Mapping, Record, SyncError, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World

UPSERT = "companies/batch/upsert"
HTML = {"status": 503, "body": "<html>busy</html>", "headers": {}}


@pytest.mark.parametrize(
    "effect",
    [
        pytest.param(HTML, id="503-with-html"),
        pytest.param({"status": 429, "body": None, "headers": {}}, id="429"),
        pytest.param({"drop": "before"}, id="cut-before"),
        pytest.param({"drop": "after"}, id="answer-lost"),
    ],
)
def test_a_failing_call_is_made_again_and_nothing_twice(
    synced: World, effect: dict[str, object]
) -> None:
    synced.hubspot.fail(UPSERT, effect, times=2)
    for place in range(5):
        synced.create_account(Name=f"Firm {place}")
    run = synced.sync()
    assert (run.status, run.created) == (SyncRun.Status.SUCCEEDED, 5)
    assert synced.companies() == 5


def test_an_expired_session_is_renewed_or_explained(synced: World) -> None:
    synced.create_account(Name="Acme")
    synced.salesforce.fail("query", {"expire_session": True}, times=1)
    first = synced.sync()
    second = synced.sync() if first.status == SyncRun.Status.FAILED else first
    assert second.status == SyncRun.Status.SUCCEEDED
    assert synced.companies() == 1


def test_one_refused_record_does_not_stop_the_others(synced: World) -> None:
    refused = {"error": "INVALID_OPTION", "records": 1}
    synced.hubspot.fail(UPSERT, refused, times=1)
    for place in range(3):
        synced.create_account(Name=f"Firm {place}")
    run = synced.sync()
    error = SyncError.objects.get()
    assert (run.status, run.created, run.failed) == (SyncRun.Status.PARTLY_DONE, 2, 1)
    assert error.record.status == Record.Status.FAILING
    assert error.raw
    assert error.record.retry_at is not None


def test_a_failed_record_is_tried_again_and_its_error_closes(synced: World) -> None:
    refused = {"error": "INVALID_OPTION", "records": 1}
    synced.hubspot.fail(UPSERT, refused, times=1)
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    Record.objects.update(retry_at="2020-01-01T00:00:00Z")
    run = synced.sync()
    assert run.created == 1
    assert synced.record(account_id).status == Record.Status.IN_SYNC
    assert SyncError.objects.get().solved_at is not None


def test_a_locked_account_does_not_lose_its_key(synced: World) -> None:
    locked = {"error": "UNABLE_TO_LOCK_ROW", "records": 1}
    synced.salesforce.fail("composite/sobjects", locked, method="PATCH", times=1)
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    Record.objects.update(retry_at="2020-01-01T00:00:00Z")
    synced.sync()
    company_id = synced.record(account_id).company_id
    assert synced.account(account_id)["HubSpot_Company_Id__c"] == company_id
    assert synced.companies() == 1


def test_an_account_that_salesforce_refuses_is_named_with_the_reason(
    synced: World,
) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    synced.change_company(synced.record(account_id).company_id or "", city="x" * 41)
    synced.sync()
    error = SyncError.objects.get()
    assert error.record.account_id == account_id
    assert error.property == "city"
    assert "40" in error.message


def test_a_crm_that_stays_away_fails_the_run_and_the_next_one_catches_up(
    synced: World,
) -> None:
    synced.create_account(Name="Acme")
    synced.salesforce.fail("query", {"drop": "before"}, times=100)
    run = synced.sync()
    assert run.status == SyncRun.Status.FAILED
    assert "Salesforce" in run.message
    synced.salesforce.heal()
    assert synced.sync().created == 1


def test_refused_credentials_suspend_and_say_so(synced: World) -> None:
    stored = synced.integration.connections.get(crm=Connection.Crm.HUBSPOT)
    stored.credentials = {"token": "expired-token"}
    stored.save()
    synced.create_account(Name="Acme")
    run = synced.sync()
    synced.integration.refresh_from_db()
    assert run.status == SyncRun.Status.FAILED
    assert "HubSpot" in run.message
    assert synced.integration.suspended == "credentials"


def test_a_good_check_ends_the_suspension(synced: World) -> None:
    synced.integration.suspended = "credentials"
    synced.integration.save()
    for connection in synced.integration.connections.all():
        assert connections.check(connection) == ""
    synced.integration.refresh_from_db()
    assert synced.integration.suspended == ""


def test_a_missing_scope_is_named_on_connecting(empty_world: World) -> None:
    with pytest.raises(Fatal, match=r"crm\.objects"):
        empty_world.connect(hubspot="forbidden-token")
    assert not Connection.objects.exists()


def test_a_wrong_token_is_refused_on_connecting(empty_world: World) -> None:
    with pytest.raises(Fatal, match="Salesforce"):
        empty_world.connect(salesforce="expired-token")
    assert not Connection.objects.exists()


def test_a_mapping_whose_property_is_gone_is_left_out_and_says_so(
    synced: World,
) -> None:
    synced.integration.mappings.create(
        property="favourite_colour", field="Site", rule="two_way"
    )
    account_id = synced.create_account(Name="Acme", Site="Turin")
    run = synced.sync()
    judge(synced.integration)
    mapping = Mapping.objects.get(property="favourite_colour")
    assert run.created == 1
    assert synced.record(account_id).is_linked
    assert mapping.status == Mapping.Status.ERROR
    assert "favourite_colour" in mapping.problem


def test_a_field_that_disappears_between_two_passes_stops_nothing(
    synced: World,
) -> None:
    stored = synced.integration.connections.get(crm=Connection.Crm.SALESFORCE)
    ghost = {**stored.metadata["fields"][1], "name": "Gone__c", "label": "Gone"}
    ghost |= {"type": "string", "length": 40, "options": []}
    stored.metadata["fields"].append(ghost)
    stored.save()
    synced.integration.mappings.create(
        property="about_us", field="Gone__c", rule="two_way"
    )
    synced.create_account(Name="Acme")
    run = synced.sync()
    mapping = Mapping.objects.get(field="Gone__c")
    assert (run.status, run.created) == (SyncRun.Status.SUCCEEDED, 1)
    assert mapping.status == Mapping.Status.ERROR
    assert "Gone__c" in mapping.problem
