"""Accounts by their key, kept against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from integrations.errors import Rejected, Retryable
from integrations.records import KEY_FIELD, Written
from tests.salesforce import rows

if TYPE_CHECKING:
    from integrations.salesforce.client import SalesforceClient
    from tests.sandboxes import Sandbox


def add_rule(sandbox: Sandbox, **rule: object) -> None:
    url = f"{sandbox.url}/__sandbox__/rules"
    requests.post(
        url, json={"object": "Account", **rule}, timeout=30
    ).raise_for_status()


def test_the_key_field_is_made_once(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce.create_key_field()
    salesforce_sandbox.forget_requests()
    salesforce.create_key_field()
    assert salesforce_sandbox.requests()["total"] == 1
    field = next(field for field in salesforce.describe() if field.name == KEY_FIELD)
    assert (field.type, field.length) == ("string", 64)
    assert (field.external_id, field.unique, field.updateable) == (True, True, True)


def test_an_upsert_creates_once_and_updates_after(keyed: SalesforceClient) -> None:
    first = keyed.upsert_accounts(KEY_FIELD, {"41": {"Name": "Acme"}})
    again = keyed.upsert_accounts(KEY_FIELD, {"41": {"Name": "Acme Inc."}})
    created, updated = first["41"], again["41"]
    assert isinstance(created, Written)
    assert isinstance(updated, Written)
    assert (created.created, updated.created) == (True, False)
    assert created.id == updated.id
    account = keyed.retrieve_accounts([created.id], ["Name", KEY_FIELD])[created.id]
    assert account.fields["Name"] == "Acme Inc."
    assert account.fields[KEY_FIELD] == "41"


@pytest.mark.parametrize(
    "key", ["a/b", "//elsewhere.example", "?x=1", "#", "é 😀", "..", "%2F"]
)
def test_a_key_stays_a_key_whatever_is_in_it(keyed: SalesforceClient, key: str) -> None:
    (result,) = keyed.upsert_accounts(KEY_FIELD, {key: {"Name": "Acme"}}).values()
    assert isinstance(result, Written)
    account = keyed.retrieve_accounts([result.id], [KEY_FIELD])[result.id]
    assert account.fields[KEY_FIELD] == key


def test_a_refused_upsert_names_the_key(keyed: SalesforceClient) -> None:
    results = keyed.upsert_accounts(KEY_FIELD, {"1": {}, "2": {"Name": "Acme"}})
    error = results["1"]
    assert isinstance(error, Rejected)
    assert f"account with {KEY_FIELD} 1" in error.message
    assert error.fields == ("Name",)
    assert isinstance(results["2"], Written)


def test_a_lost_answer_makes_no_second_account(
    keyed: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.fail("composite", {"drop": "after"}, times=1)
    with pytest.raises(Retryable):
        keyed.upsert_accounts(KEY_FIELD, {"41": {"Name": "Acme"}})
    result = keyed.upsert_accounts(KEY_FIELD, {"41": {"Name": "Acme"}})["41"]
    assert isinstance(result, Written)
    assert not result.created
    assert salesforce_sandbox.state()["Account"] == 1


def test_a_session_ended_before_a_write_is_renewed_and_nothing_is_lost(
    keyed: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.fail("composite", {"expire_session": True}, times=1)
    result = keyed.upsert_accounts(KEY_FIELD, {"41": {"Name": "Acme"}})["41"]
    assert isinstance(result, Written)
    assert result.created


@pytest.mark.parametrize("key_field", ["../Contact/Email", "Key__c/1", ""])
def test_a_key_field_is_a_name(salesforce: SalesforceClient, key_field: str) -> None:
    with pytest.raises(ValueError, match="API name"):
        salesforce.upsert_accounts(key_field, {"1": {"Name": "Acme"}})
    assert salesforce.calls == 0


def test_each_row_of_an_upsert_tells_what_became_of_it(
    keyed: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    add_rule(salesforce_sandbox, rule="duplicate", fields=["Website"], blocks=True)
    add_rule(salesforce_sandbox, rule="required", field="Industry")
    whole = {"Name": "Acme", "Industry": "Banking"}
    keyed.upsert_accounts(KEY_FIELD, {"1": {**whole, "Website": "acme.example"}})
    results = keyed.upsert_accounts(
        KEY_FIELD,
        {
            "1": {"Name": "Acme Inc."},
            "2": {**whole, "Website": "other.example"},
            "3": {**whole, "Website": "acme.example"},
            "4": {"Name": "No industry"},
        },
    )
    updated, created = results["1"], results["2"]
    assert isinstance(updated, Written)
    assert isinstance(created, Written)
    assert (updated.created, created.created) == (False, True)
    duplicate, incomplete = results["3"], results["4"]
    assert isinstance(duplicate, Rejected)
    assert isinstance(incomplete, Rejected)
    assert duplicate.code == "DUPLICATES_DETECTED"
    assert "Link the existing account" in duplicate.message
    assert (incomplete.code, incomplete.fields) == (
        "REQUIRED_FIELD_MISSING",
        ("Industry",),
    )
    assert salesforce_sandbox.state()["Account"] == 2


def test_a_key_that_several_accounts_have_is_refused_for_its_row(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    metadata = {"label": "Old key", "type": "Text", "length": 64, "externalId": True}
    body = {"FullName": "Account.Old_Key__c", "Metadata": metadata}
    rows.call(salesforce_sandbox, "POST", "tooling/sobjects/CustomField", body)
    twins: list[rows.Row] = [{"Name": name, "Old_Key__c": "7"} for name in "ab"]
    rows.create_many(salesforce_sandbox, "Account", twins)
    results = salesforce.upsert_accounts(
        "Old_Key__c", {"7": {"Phone": "1"}, "8": {"Name": "c"}}
    )
    error, made = results["7"], results["8"]
    assert isinstance(error, Rejected)
    assert error.code == "DUPLICATE_EXTERNAL_ID"
    assert "account with Old_Key__c 7" in error.message
    assert "clear the key" in error.message
    assert isinstance(made, Written)
    assert made.created
