"""Merged, restored and purged records, as the API shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from integrations.sandbox.salesforce import stamps
from tests.sandbox.salesforce.calling import KEY, code

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce


def test_doc_losers_are_deleted_with_a_mark_of_the_winner(keyed: Salesforce) -> None:
    winner, loser = (
        keyed.create(Name="Winner"),
        keyed.create(Name="Loser", **{KEY: "1"}),
    )
    before = keyed.read(winner)
    keyed.crm.clock.advance(5)
    keyed.crm.merge(winner, [loser])
    text = "SELECT Id, IsDeleted, MasterRecordId, SystemModstamp FROM Account"
    rows = {row["Id"]: row for row in keyed.rows(text, deleted=True)}
    assert rows[winner]["IsDeleted"] is False
    assert rows[loser]["IsDeleted"] is True
    assert rows[loser]["MasterRecordId"] == winner
    assert rows[loser]["SystemModstamp"] > before["SystemModstamp"]
    assert rows[winner]["SystemModstamp"] == before["SystemModstamp"]
    assert keyed.call("GET", f"sobjects/Account/{KEY}/1").status == 404


def test_doc_children_change_hands(salesforce: Salesforce) -> None:
    winner, loser = salesforce.create(), salesforce.create()
    contact = salesforce.create("Contact", LastName="x", AccountId=loser)
    child = salesforce.create(Name="Child", ParentId=loser)
    salesforce.crm.merge(winner, [loser])
    assert salesforce.read(contact, "Contact")["AccountId"] == winner
    assert salesforce.read(child)["ParentId"] == winner
    assert (
        salesforce.crm.counts() | {"Account": 2, "Contact": 1}
        == salesforce.crm.counts()
    )


def test_an_id_of_nothing_cannot_win(salesforce: Salesforce) -> None:
    with pytest.raises(ValueError, match="no object"):
        salesforce.crm.merge("xyz000000000001AAA", [])


def test_a_merge_is_asked_for_by_a_control_call(salesforce: Salesforce) -> None:
    winner, *losers = (salesforce.create() for _ in range(3))
    order = {"object": "Account", "winner": winner[:15], "losers": losers}
    assert salesforce.steered("merge", order) == {"winner": winner, "losers": losers}
    text = "SELECT MasterRecordId FROM Account WHERE IsDeleted = true"
    rows = salesforce.rows(text, deleted=True)
    assert {row["MasterRecordId"] for row in rows} == {winner}
    response = salesforce.call("GET", f"sobjects/Account/{losers[0]}")
    assert code(response) == (404, "ENTITY_IS_DELETED")


class TestRecycleBin:
    def test_doc_a_record_comes_back_with_its_id_and_its_children(
        self, salesforce: Salesforce
    ) -> None:
        account = salesforce.create(Name="Acme")
        along = salesforce.create("Contact", LastName="Along", AccountId=account)
        before = salesforce.create("Contact", LastName="Before", AccountId=account)
        salesforce.answer("DELETE", f"sobjects/Contact/{before}")
        salesforce.answer("DELETE", f"sobjects/Account/{account}")
        salesforce.crm.clock.advance(5)
        stamp = salesforce.rows(STAMPS, deleted=True)[0]["SystemModstamp"]
        assert salesforce.steered("undelete", {"ids": [account]}) == {"undeleted": 1}
        assert salesforce.read(account)["SystemModstamp"] > stamp
        assert salesforce.read(along, "Contact")["AccountId"] == account
        assert salesforce.call("GET", f"sobjects/Contact/{before}").status == 404

    def test_what_has_been_merged_away_can_come_back(
        self, salesforce: Salesforce
    ) -> None:
        winner, loser = salesforce.create(), salesforce.create()
        salesforce.crm.merge(winner, [loser])
        salesforce.steered("undelete", {"ids": [loser]})
        assert salesforce.read(loser)["MasterRecordId"] is None

    def test_a_unique_value_that_is_taken_keeps_a_record_in_the_bin(
        self, keyed: Salesforce
    ) -> None:
        old = keyed.create(**{KEY: "1"})
        keyed.answer("DELETE", f"sobjects/Account/{old}")
        keyed.create(**{KEY: "1"})
        response = keyed.steer("POST", "undelete", {"ids": [old]})
        assert "duplicate value found" in _message(response)
        assert keyed.crm.counts()["Account"] == 1

    def test_doc_purged_records_leave_query_all_and_stay_in_deleted(
        self, salesforce: Salesforce
    ) -> None:
        id_ = salesforce.create()
        salesforce.answer("DELETE", f"sobjects/Account/{id_}")
        salesforce.steered("purge", {"ids": [id_]})
        assert salesforce.rows("SELECT Id FROM Account", deleted=True) == []
        now = salesforce.crm.org.now()
        span = {
            "start": stamps.rendered(now - 600),
            "end": stamps.rendered(now + 600),
        }
        path = f"sobjects/Account/deleted?{urlencode(span)}"
        told = salesforce.answer("GET", path)["deletedRecords"]
        assert [record["id"] for record in told] == [id_]
        other = salesforce.answer("GET", path.replace("Account", "Contact"))
        assert other["deletedRecords"] == []


def test_pub_a_record_held_by_somebody_is_locked(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    salesforce.steered("lock", {"ids": [id_], "seconds": 30})
    response = salesforce.call("PATCH", f"sobjects/Account/{id_}", {"Phone": "1"})
    assert (response.status, response.body) == (
        400,
        [
            {
                "message": "unable to obtain exclusive access to this record or 1 "
                f"records: {id_}",
                "errorCode": "UNABLE_TO_LOCK_ROW",
                "fields": [],
            }
        ],
    )
    salesforce.crm.clock.advance(31)
    assert salesforce.call("PATCH", f"sobjects/Account/{id_}", {}).status == 204


@pytest.mark.parametrize(
    ("name", "order", "reason"),
    [
        ("merge", {}, '"object" is wanted'),
        ("merge", {"object": "User", "winner": "W", "losers": ["L"]}, "no object User"),
        ("merge", {"object": "Lead", "winner": "W", "losers": ["L"]}, "is no Lead"),
        ("merge", {"object": "Account", "winner": "W", "losers": ["W"]}, "up to 2"),
        (
            "merge",
            {"object": "Account", "winner": "W", "losers": ["D"]},
            "ENTITY_IS_DELETED",
        ),
        ("merge", {"object": "Account", "winner": "W", "losers": []}, "cannot be []"),
        ("merge", {"object": "Account", "winner": "W", "losers": ["no"]}, "no record"),
        ("undelete", {"ids": ["W"]}, "not in the recycle bin"),
        ("undelete", {"ids": ["D", "no"]}, "no record no"),
        ("purge", {"ids": ["W"]}, "not in the recycle bin"),
        ("lock", {"ids": ["W"]}, '"seconds" is wanted'),
        ("lock", {"ids": "W", "seconds": 1}, "cannot be"),
    ],
)
def test_an_order_that_cannot_be_obeyed_changes_nothing(
    salesforce: Salesforce, name: str, order: dict[str, Any], reason: str
) -> None:
    known = {"W": salesforce.create(), "L": salesforce.create()}
    known["D"] = salesforce.create()
    salesforce.answer("DELETE", f"sobjects/Account/{known['D']}")
    order = {key: _named(value, known) for key, value in order.items()}
    assert reason in _message(salesforce.steer("POST", name, order))
    assert salesforce.crm.counts()["Account"] == 2


STAMPS = "SELECT SystemModstamp FROM Account"


def _named(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [known.get(text, text) for text in value]
    return known.get(value, value) if isinstance(value, str) else value


def _message(response: Any) -> str:
    assert response.status == 400
    return str(response.body["message"])
