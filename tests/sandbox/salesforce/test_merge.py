"""Merged accounts, as the API shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.salesforce.calling import KEY

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
