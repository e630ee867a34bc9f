"""Accounts above accounts and contacts above contacts: no loops, no dead parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.salesforce import bulk
from tests.sandbox.salesforce.calling import code, refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

LOOP = "attempt to violate hierarchy constraints"


def _line(salesforce: Salesforce, length: int) -> list[str]:
    """Accounts, each the parent of the next."""
    ids = [salesforce.create()]
    for _ in range(length - 1):
        ids.append(salesforce.create(ParentId=ids[-1]))
    return ids


@pytest.mark.parametrize("length", [1, 2, 4])
def test_mem_no_account_is_above_itself(salesforce: Salesforce, length: int) -> None:
    line = _line(salesforce, length)
    top = line[0]
    body = {"ParentId": line[-1][:15]}
    response = salesforce.call("PATCH", f"sobjects/Account/{top}", body)
    assert code(response) == (400, "CIRCULAR_DEPENDENCY")
    assert refusal(response)["message"].startswith(LOOP)
    assert refusal(response)["fields"] == ["ParentId"]
    assert salesforce.read(top)["ParentId"] is None


def test_a_loop_is_refused_by_every_way_of_writing(salesforce: Salesforce) -> None:
    top, low = _line(salesforce, 2)
    record = {"attributes": {"type": "Account"}, "Id": top, "ParentId": low}
    body = {"records": [record]}
    (result,) = salesforce.answer("PATCH", "composite/sobjects", body)
    assert result["errors"][0]["statusCode"] == "CIRCULAR_DEPENDENCY"
    content = f"Id,ParentId\n{top},{low}\n"
    job = bulk.loaded(salesforce, content, operation="update")
    (row,) = bulk.results(salesforce, job["path"], "failedResults")
    assert row["sf__Error"].startswith(f"CIRCULAR_DEPENDENCY:{LOOP}")


def test_a_loop_of_two_in_one_call_fails_the_second(salesforce: Salesforce) -> None:
    one, two = salesforce.create(), salesforce.create()
    pairs = ((one, two), (two, one))
    typed = {"attributes": {"type": "Account"}}
    body = {"records": [{**typed, "Id": a, "ParentId": b} for a, b in pairs]}
    results = salesforce.answer("PATCH", "composite/sobjects", body)
    assert [result["success"] for result in results] == [True, False]


def test_a_contact_does_not_report_to_itself(salesforce: Salesforce) -> None:
    id_ = salesforce.create("Contact", LastName="x")
    body = {"ReportsToId": id_}
    response = salesforce.call("PATCH", f"sobjects/Contact/{id_}", body)
    assert code(response) == (400, "CIRCULAR_DEPENDENCY")


def test_a_record_may_move_within_its_line(salesforce: Salesforce) -> None:
    top, middle, low = _line(salesforce, 3)
    salesforce.answer("PATCH", f"sobjects/Account/{low}", {"ParentId": top})
    salesforce.answer("PATCH", f"sobjects/Account/{middle}", {"ParentId": low})
    assert salesforce.read(middle)["ParentId"] == low


def test_a_deleted_parent_leaves_its_children_without_one(
    salesforce: Salesforce,
) -> None:
    top, low = _line(salesforce, 2)
    before = salesforce.read(low)
    salesforce.crm.clock.advance(5)
    salesforce.answer("DELETE", f"sobjects/Account/{top}")
    after = salesforce.read(low)
    assert after["ParentId"] is None
    assert after["SystemModstamp"] > before["SystemModstamp"]
    assert after["LastModifiedDate"] == before["LastModifiedDate"]


def test_a_parent_that_is_back_has_its_children_again(salesforce: Salesforce) -> None:
    top, low = _line(salesforce, 2)
    moved, other = salesforce.create(ParentId=top), salesforce.create()
    salesforce.answer("DELETE", f"sobjects/Account/{top}")
    salesforce.answer("PATCH", f"sobjects/Account/{moved}", {"ParentId": other})
    salesforce.steered("undelete", {"ids": [top]})
    assert salesforce.read(low)["ParentId"] == top
    assert salesforce.read(moved)["ParentId"] == other


def test_what_would_close_a_loop_is_not_given_back(salesforce: Salesforce) -> None:
    above, top, low = _line(salesforce, 3)
    salesforce.answer("DELETE", f"sobjects/Account/{top}")
    salesforce.answer("PATCH", f"sobjects/Account/{above}", {"ParentId": low})
    salesforce.steered("undelete", {"ids": [top]})
    assert salesforce.read(top)["ParentId"] == above
    assert salesforce.read(low)["ParentId"] is None


def test_a_child_back_before_its_parent_waits_for_it(salesforce: Salesforce) -> None:
    top, low = _line(salesforce, 2)
    for id_ in (low, top):
        salesforce.answer("DELETE", f"sobjects/Account/{id_}")
    salesforce.steered("undelete", {"ids": [low]})
    assert salesforce.read(low)["ParentId"] is None
    salesforce.steered("undelete", {"ids": [top]})
    assert salesforce.read(low)["ParentId"] == top


def test_contacts_deleted_together_report_to_each_other_again(
    salesforce: Salesforce,
) -> None:
    account = salesforce.create()
    values = {"LastName": "x", "AccountId": account}
    boss = salesforce.create("Contact", **values)
    clerk = salesforce.create("Contact", **values, ReportsToId=boss)
    salesforce.answer("DELETE", f"sobjects/Account/{account}")
    salesforce.steered("undelete", {"ids": [account]})
    assert salesforce.read(clerk, "Contact")["ReportsToId"] == boss


def test_a_delete_that_is_taken_back_takes_no_parent_away(
    salesforce: Salesforce,
) -> None:
    top, low = _line(salesforce, 2)
    path = f"composite/sobjects?ids={top},001000000000001AAA&allOrNone=true"
    salesforce.answer("DELETE", path)
    assert salesforce.read(low)["ParentId"] == top


def test_a_winner_below_its_loser_is_not_above_itself(salesforce: Salesforce) -> None:
    top, low = _line(salesforce, 2)
    order = {"object": "Account", "winner": low, "losers": [top]}
    salesforce.steered("merge", order)
    assert salesforce.read(low)["ParentId"] is None
