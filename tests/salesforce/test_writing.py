"""What the client promises of writing, kept against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.errors import Fatal, Rejected, Retryable
from integrations.records import Written

if TYPE_CHECKING:
    from integrations.salesforce.client import SalesforceClient
    from tests.sandboxes import Sandbox

ODD_NAMES = [
    "O'Hara & Söhne",
    "名前 😀",
    "line\nbreak",
    "a\u2028b",
    "\u202eright to left",
]


def ids(salesforce: SalesforceClient) -> list[str]:
    return [str(row["Id"]) for row in salesforce.query("SELECT Id FROM Account").rows]


def test_accounts_are_updated_and_cleared(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=3)
    first, second, third = ids(salesforce)
    results = salesforce.update_accounts(
        {first: {"Phone": "+1 555 0100"}, second: {"Phone": None, "AnnualRevenue": 12}}
    )
    assert results == {first: Written(first), second: Written(second)}
    found = salesforce.retrieve_accounts([first, second], ["Phone", "AnnualRevenue"])
    assert found[first].fields["Phone"] == "+1 555 0100"
    assert found[second].fields["Phone"] is None
    assert found[second].fields["AnnualRevenue"] == 12
    assert third not in results


def test_odd_names_come_back_as_they_were_sent(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=len(ODD_NAMES))
    names = dict(zip(ids(salesforce), ODD_NAMES, strict=True))
    salesforce.update_accounts({id_: {"Name": name} for id_, name in names.items()})
    found = salesforce.retrieve_accounts(list(names), ["Name"])
    assert {id_: account.fields["Name"] for id_, account in found.items()} == names


def test_two_hundred_accounts_go_in_one_call(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=450)
    wanted = ids(salesforce)
    before = salesforce.calls
    results = salesforce.update_accounts({id_: {"Phone": "1"} for id_ in wanted})
    assert salesforce.calls == before + 3
    assert results == {id_: Written(id_) for id_ in wanted}


def test_a_refused_account_is_named_and_the_others_are_written(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=3)
    first, second, third = ids(salesforce)
    missing = "001000000000000AAA"
    results = salesforce.update_accounts(
        {
            first: {"Name": "x" * 256},
            second: {"Phone": "1"},
            third: {"Name": None},
            missing: {"Phone": "1"},
        }
    )
    assert results[second] == Written(second)
    codes = {}
    for id_ in (first, third, missing):
        error = results[id_]
        assert isinstance(error, Rejected)
        assert id_ in error.message
        codes[id_] = (error.code, error.fields)
    assert codes[first] == ("STRING_TOO_LONG", ("Name",))
    assert codes[third] == ("REQUIRED_FIELD_MISSING", ("Name",))
    assert codes[missing][0] in {"INVALID_CROSS_REFERENCE_KEY", "ENTITY_IS_DELETED"}


def test_a_field_that_is_gone_refuses_the_accounts_that_carry_it(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=2)
    first, second = ids(salesforce)
    results = salesforce.update_accounts(
        {first: {"Phone": "1", "Gone__c": "x"}, second: {"Phone": "2"}}
    )
    error = results[first]
    assert isinstance(error, Rejected)
    assert error.fields == ("Gone__c",)
    assert results[second] == Written(second)


def test_locked_accounts_are_tried_again_and_the_others_are_written(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=3)
    fault: dict[str, object] = {"error": "UNABLE_TO_LOCK_ROW", "records": 2}
    salesforce_sandbox.fail("composite", fault)
    wanted = ids(salesforce)
    results = salesforce.update_accounts({id_: {"Phone": "1"} for id_ in wanted})
    kinds = [type(results[id_]) for id_ in wanted]
    assert kinds == [Retryable, Retryable, Written]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("REQUEST_LIMIT_EXCEEDED", Fatal),
        ("API_DISABLED_FOR_ORG", Fatal),
        ("CONCURRENT_REQUEST_LIMIT_EXCEEDED", Retryable),
        ("SERVER_UNAVAILABLE", Retryable),
        ("UNKNOWN_EXCEPTION", Retryable),
    ],
)
def test_a_call_refused_as_a_whole_is_raised(
    salesforce: SalesforceClient,
    salesforce_sandbox: Sandbox,
    name: str,
    kind: type[Exception],
) -> None:
    salesforce_sandbox.reset(accounts=1)
    (id_,) = ids(salesforce)
    salesforce_sandbox.fail("composite", {"error": name})
    with pytest.raises(kind):
        salesforce.update_accounts({id_: {"Phone": "1"}})


def test_nothing_to_write_costs_no_call(salesforce: SalesforceClient) -> None:
    assert salesforce.update_accounts({}) == {}
    assert salesforce.calls == 0
