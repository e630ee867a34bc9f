"""What the client promises of reading, kept against the sandbox over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import requests

from integrations.errors import Fatal, Rejected
from integrations.salesforce import soql
from integrations.salesforce.answers import to_account
from integrations.salesforce.auth import StaticToken
from integrations.salesforce.client import SalesforceClient
from integrations.throttle import NoThrottle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.sandboxes import Sandbox

ALL_IDS = soql.select(["Id", "Name", "SystemModstamp", "IsDeleted"], order="Id")


def pages(
    salesforce: SalesforceClient, text: str
) -> Iterator[tuple[Mapping[str, object], ...]]:
    page = salesforce.query(text, include_deleted=True)
    yield page.rows
    while page.next:
        page = salesforce.query_more(page.next)
        yield page.rows


def test_every_row_comes_once_in_pages_of_two_thousand(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=4_100)
    found = list(pages(salesforce, ALL_IDS))
    assert [len(rows) for rows in found] == [2_000, 2_000, 100]
    assert len({row["Id"] for rows in found for row in rows}) == 4_100
    assert all("attributes" not in row for rows in found for row in rows)
    assert salesforce.calls == 3


def test_short_pages_are_followed_to_the_end(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=25)
    salesforce_sandbox.fail("query", {"short_pages": 10})
    found = list(pages(salesforce, ALL_IDS))
    assert [len(rows) for rows in found] == [10, 10, 5]


def test_a_locator_that_expired_is_refused_by_name(
    salesforce: SalesforceClient,
) -> None:
    with pytest.raises(Rejected, match="Start it again") as caught:
        salesforce.query_more("/services/data/v64.0/query/0r8000000000000AAA-2000")
    assert caught.value.code == "INVALID_QUERY_LOCATOR"


def test_rows_become_accounts(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=1)
    (row,) = salesforce.query(ALL_IDS).rows
    account = to_account(row)
    assert account.id == row["Id"]
    assert account.fields["Name"] == row["Name"]
    assert account.modified_at.tzinfo is not None
    assert not account.is_deleted
    assert account.master_id is None


def test_a_deleted_account_is_seen_by_asking_for_it(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=2)
    gone, left = (str(row["Id"]) for row in salesforce.query(ALL_IDS).rows)
    requests.delete(
        f"{salesforce_sandbox.url}/services/data/v64.0/sobjects/Account/{gone}",
        headers={"Authorization": "Bearer token"},
        timeout=30,
    ).raise_for_status()
    assert [row["Id"] for row in salesforce.query(ALL_IDS).rows] == [left]
    rows = salesforce.query(ALL_IDS, include_deleted=True).rows
    assert {row["Id"]: to_account(row).is_deleted for row in rows} == {
        gone: True,
        left: False,
    }
    assert set(salesforce.retrieve_accounts([gone, left], ["Name"])) == {left}


def test_accounts_are_retrieved_by_short_and_whole_ids_two_thousand_a_call(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=2_001)
    ids = [str(row["Id"]) for rows in pages(salesforce, ALL_IDS) for row in rows]
    before = salesforce.calls
    missing = "001000000000000AAA"
    short = [id_[:15] for id_ in ids]
    found = salesforce.retrieve_accounts([*short, ids[0], missing], ["Name", "Phone"])
    assert salesforce.calls == before + 2
    assert list(found) == ids
    assert {"Name", "Phone", "Id", "SystemModstamp"} <= set(found[ids[0]].fields)


def test_nothing_to_retrieve_costs_no_call(salesforce: SalesforceClient) -> None:
    assert salesforce.retrieve_accounts([], ["Name"]) == {}
    assert salesforce.calls == 0


def test_a_field_that_is_gone_is_named(salesforce: SalesforceClient) -> None:
    with pytest.raises(Rejected, match="remove its mapping") as caught:
        salesforce.retrieve_accounts(["001000000000000AAA"], ["Gone__c"])
    assert caught.value.fields == ("Gone__c",)
    with pytest.raises(Rejected) as caught:
        salesforce.query("SELECT Gone__c FROM Account")
    assert caught.value.fields == ("Gone__c",)


def test_changes_are_walked_through_by_time_and_id(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=30)
    salesforce_sandbox.change(freeze_clock=True)
    start = salesforce.now() - timedelta(hours=1)
    everything = salesforce.query(ALL_IDS).rows
    salesforce.update_accounts({str(row["Id"]): {"Phone": "1"} for row in everything})
    fields = ["Id", "SystemModstamp"]
    where, seen = soql.changed_since(start), []
    while True:
        text = soql.select(fields, where, "SystemModstamp, Id") + " LIMIT 7"
        rows = [to_account(row) for row in salesforce.query(text).rows]
        seen += [row.id for row in rows]
        if len(rows) < 7:
            break
        where = soql.changed_since(rows[-1].modified_at, after_id=rows[-1].id)
    assert len(seen) == len(set(seen)) == 30


def test_conditions_and_lists_select_what_they_say(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=50)
    fields = {field.name: field for field in salesforce.describe()}
    rows = salesforce.query("SELECT Id, Industry FROM Account").rows
    industry = next(str(row["Industry"]) for row in rows if row["Industry"])
    wanted = {row["Id"] for row in rows if row["Industry"] == industry}
    assert salesforce.count(soql.condition(f"Industry = {industry}", fields)) == len(
        wanted
    )
    assert salesforce.count() == 50
    (listed,) = soql.in_lists("Id", [str(id_) for id_ in wanted])
    assert salesforce.count(listed) == len(wanted)


@pytest.mark.parametrize(
    "name",
    [
        "O'Hara \\ Söhne",
        'a "b" %_',
        "名前 😀",
        "line\nbreak\ttab",
        "\u202eright to left",
    ],
)
def test_odd_names_are_found_again(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox, name: str
) -> None:
    salesforce_sandbox.reset(accounts=2)
    first, _ = salesforce.query(ALL_IDS).rows
    salesforce.update_accounts({str(first["Id"]): {"Name": name}})
    where = f"Name = {soql.quote(name)}"
    rows = salesforce.query(soql.select(["Id", "Name"], where)).rows
    assert [(row["Id"], row["Name"]) for row in rows] == [(first["Id"], name)]


def test_fields_are_described(salesforce: SalesforceClient) -> None:
    fields = {field.name: field for field in salesforce.describe()}
    name, revenue, industry = (
        fields[each] for each in ("Name", "AnnualRevenue", "Industry")
    )
    assert (name.type, name.length, name.required) == ("string", 255, True)
    assert (revenue.type, revenue.precision, revenue.scale) == ("currency", 18, 0)
    assert not industry.required
    assert "Banking" in {option.value for option in industry.options if option.active}
    assert not fields["SystemModstamp"].updateable
    assert {field.name for field in salesforce.describe("Lead")} >= {
        "Company",
        "Status",
    }


def test_users_are_told_with_their_address_and_whether_they_are_active(
    salesforce: SalesforceClient,
) -> None:
    people = {person.email: person for person in salesforce.users()}
    assert people["ada@northwind.example"].active
    assert not people["dmitri@northwind.example"].active
    assert people["chloe@northwind.example"].name == "Chloé Lefèvre"
    assert all(person.id.startswith("005") for person in people.values())


def test_the_connection_knows_itself(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    identity = salesforce.identity()
    assert identity.user_id.startswith("005")
    assert identity.organisation_id.startswith("00D")
    assert "@" in identity.email
    assert identity.instance_url == salesforce_sandbox.url
    remaining, allowed = salesforce.limits()
    assert 0 <= remaining <= allowed
    assert salesforce.usage is not None
    assert salesforce.usage[1] == allowed


def test_the_clock_is_the_servers(salesforce: SalesforceClient) -> None:
    now = salesforce.now()
    assert now.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)
    assert now.microsecond == 0


def test_how_far_changes_are_complete_is_told(salesforce: SalesforceClient) -> None:
    now = salesforce.now()
    covered = salesforce.covered_until(now - timedelta(minutes=5), now)
    assert now - timedelta(minutes=2) <= covered <= now + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("token", "suspends"), [("expired-1", "credentials"), ("forbidden-1", None)]
)
def test_a_refused_token_suspends(
    salesforce_sandbox: Sandbox, token: str, suspends: str | None
) -> None:
    url = salesforce_sandbox.url
    refused = SalesforceClient(url, StaticToken(url, token), throttle=NoThrottle())
    with pytest.raises(Fatal) as caught:
        refused.describe()
    assert caught.value.suspends in (
        {suspends} if suspends else {"permission", "api_off"}
    )


def test_a_session_ended_in_the_middle_is_renewed(
    salesforce: SalesforceClient, salesforce_sandbox: Sandbox
) -> None:
    salesforce_sandbox.reset(accounts=25)
    salesforce_sandbox.fail("query", {"short_pages": 10})
    salesforce_sandbox.fail("query", {"expire_session": True}, after=1, times=1)
    assert sum(len(rows) for rows in pages(salesforce, ALL_IDS)) == 25
