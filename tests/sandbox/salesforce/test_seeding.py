"""The data an org begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.sandbox.salesforce.dml.checks import check_required
from integrations.sandbox.salesforce.dml.values import value_of
from tests.sandbox.salesforce.calling import Salesforce

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Row

SIZES = {"accounts": 300, "contacts": 200, "leads": 60, "companies": 5, "lists": 1}


@pytest.fixture(scope="module")
def seeded() -> Salesforce:
    salesforce = Salesforce()
    salesforce.crm.reset(7, SIZES)
    return salesforce


def test_an_org_has_what_was_asked_and_its_users(seeded: Salesforce) -> None:
    assert seeded.crm.counts() == {
        "Account": 300,
        "Contact": 200,
        "Lead": 60,
        "Organization": 1,
        "RecordType": 0,
        "User": 5,
    }


def test_the_same_seed_gives_the_same_org(seeded: Salesforce) -> None:
    again, other = Salesforce(), Salesforce()
    again.crm.reset(7, SIZES)
    other.crm.reset(8, SIZES)
    assert _rows(again, "Account") == _rows(seeded, "Account")
    assert _rows(again, "Contact") == _rows(seeded, "Contact")
    assert _rows(other, "Account") != _rows(seeded, "Account")


@pytest.mark.parametrize("kind", ["Account", "Contact", "Lead"])
def test_generated_records_keep_the_rules_of_their_object(
    seeded: Salesforce, kind: str
) -> None:
    sobject = seeded.crm.org.objects[kind.lower()]
    for row in _rows(seeded, kind):
        check_required(seeded.crm.org, sobject, row)
        for field in sobject.fields.values():
            if field.createable and field.name in row:
                value_of(field, field.name, row[field.name])


def test_nothing_changed_just_now(seeded: Salesforce) -> None:
    stamps = [int(row["SystemModstamp"] or 0) for row in _rows(seeded, "Account")]
    assert max(stamps) < seeded.crm.org.now() - 24 * 3600
    assert len(set(stamps)) > 200


def test_only_active_users_own_records(seeded: Salesforce) -> None:
    owners = {row["OwnerId"] for row in _rows(seeded, "Account")}
    active = seeded.rows("SELECT Id FROM User WHERE IsActive = true")
    assert owners == {row["Id"] for row in active}


def test_most_contacts_belong_to_an_account(seeded: Salesforce) -> None:
    contacts = seeded.rows("SELECT AccountId, Account.Name FROM Contact")
    attached = [row for row in contacts if row["AccountId"]]
    assert 100 < len(attached) < 200
    assert all(row["Account"]["Name"] for row in attached)


def test_a_reset_forgets_everything(seeded: Salesforce) -> None:
    salesforce = Salesforce()
    salesforce.create(Name="Mine")
    salesforce.crm.reset(7, {"accounts": 1})
    assert (
        _rows(salesforce, "Account")[0]["Name"] == _rows(seeded, "Account")[0]["Name"]
    )
    assert salesforce.crm.counts()["Account"] == 1


def _rows(salesforce: Salesforce, kind: str) -> list[Row]:
    return list(salesforce.crm.org.tables[kind].rows.values())
