"""Rows whose transaction commits after their stamp was set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import KEY, code

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

LATE = {"late_commit_s": 10}


def test_a_new_row_shows_late_with_its_old_stamp(salesforce: Salesforce) -> None:
    wrote_at = salesforce.crm.org.now()
    salesforce.call("POST", "sobjects/Account", {"Name": "Late"}, fault=LATE)
    salesforce.crm.clock.advance(5)
    salesforce.create(Name="Early")
    assert salesforce.values("SELECT Name FROM Account") == ["Early"]
    salesforce.crm.clock.advance(6)
    in_order = "SELECT Name FROM Account ORDER BY SystemModstamp, Id"
    assert salesforce.values(in_order) == ["Late", "Early"]
    assert salesforce.values("SELECT Name FROM Account ORDER BY Id") == [
        "Late",
        "Early",
    ]
    rows = salesforce.crm.org.tables["Account"].rows.values()
    assert min(int(row["SystemModstamp"] or 0) for row in rows) <= wrote_at + 1


def test_a_changed_row_shows_its_old_values_and_is_locked(
    salesforce: Salesforce,
) -> None:
    id_ = salesforce.create(Name="Old")
    path = f"sobjects/Account/{id_}"
    salesforce.call("PATCH", path, {"Name": "New"}, fault=LATE)
    assert salesforce.read(id_)["Name"] == "Old"
    response = salesforce.call("PATCH", path, {"Phone": "1"})
    assert code(response) == (400, "UNABLE_TO_LOCK_ROW")
    salesforce.crm.clock.advance(11)
    assert salesforce.read(id_)["Name"] == "New"
    assert salesforce.call("PATCH", path, {"Phone": "1"}).status == 204


def test_a_frozen_clock_does_not_hold_a_commit_up(salesforce: Salesforce) -> None:
    salesforce.crm.clock.freeze()
    salesforce.call("POST", "sobjects/Account", {"Name": "Late"}, fault=LATE)
    salesforce.crm.clock.advance(11)
    assert salesforce.values("SELECT Name FROM Account") == ["Late"]


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_unique_value_that_is_not_committed_is_taken(
    keyed: Salesforce, method: str
) -> None:
    record = {"attributes": {"type": "Account"}, "Name": "x", KEY: "1"}
    path = (
        "composite/sobjects"
        if method == "POST"
        else f"composite/sobjects/Account/{KEY}"
    )
    keyed.call(method, path, {"records": [record]}, fault=LATE)
    again: Any = keyed.call(method, path, {"records": [record]}).body
    assert again[0]["errors"][0]["statusCode"] == "UNABLE_TO_LOCK_ROW"
    keyed.crm.clock.advance(11)
    keyed.call("PATCH", f"composite/sobjects/Account/{KEY}", {"records": [record]})
    assert keyed.crm.counts()["Account"] == 1


def test_a_batch_commits_as_one(salesforce: Salesforce) -> None:
    record = {"attributes": {"type": "Account"}, "Name": "x"}
    batch = {"records": [record] * 3}
    response: Any = salesforce.call("POST", "composite/sobjects", batch, fault=LATE)
    assert all(result["success"] for result in response.body)
    assert salesforce.crm.counts()["Account"] == 0
    salesforce.crm.clock.advance(11)
    assert len(salesforce.rows("SELECT Id FROM Account")) == 3
