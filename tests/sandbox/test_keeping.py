"""What is written to the file of a CRM, and when that fails."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.sandbox.data_file import DataFile, DataFileError, News
from integrations.sandbox.hubspot.keeper import HubSpotKeeper
from integrations.sandbox.keeping import Saver
from integrations.sandbox.salesforce.crm import SalesforceCrm
from integrations.sandbox.salesforce.keeper import SalesforceKeeper
from tests.sandbox.hubspot.api import Api
from tests.sandbox.running import run
from tests.sandbox.salesforce.calling import Salesforce

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Counting(DataFile):
    """Remembers how many things each write had, and fails when it is told to."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.changes: list[int] = []
        self.is_full = False

    def write(self, news: News, rest: bytes) -> None:
        if self.is_full:
            raise DataFileError("The disk is full.")
        changed = list(news.changed)
        self.changes.append(len(changed))
        super().write(replace(news, changed=changed), rest)


def saved_once(saver: Saver) -> None:
    """Entering and leaving saves, as start and end do."""

    async def enter_and_leave() -> None:
        async with saver.saving():
            pass

    run(enter_and_leave())


def test_only_what_has_changed_is_written(tmp_path: Path) -> None:
    crm = SalesforceCrm()
    crm.reset(1, {"accounts": 50})
    file = Counting(tmp_path / "data")
    before = sum(crm.counts().values())

    async def change_one() -> None:
        async with Saver(SalesforceKeeper(crm), file).saving():
            Salesforce(crm).create(Name="One")

    run(change_one())
    assert file.changes == [before, 1]


def test_what_could_not_be_written_is_written_the_next_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    salesforce = Salesforce()
    file = Counting(tmp_path / "data")
    saver = Saver(SalesforceKeeper(salesforce.crm), file)

    async def fill_the_disk_for_a_while() -> None:
        file.is_full = True
        async with saver.saving():
            salesforce.create(Name="Kept")
            file.is_full = False

    run(fill_the_disk_for_a_while())
    assert capsys.readouterr().err == "The disk is full.\n"
    other = Salesforce()
    assert Saver(SalesforceKeeper(other.crm), DataFile(tmp_path / "data")).restore()
    assert other.values("SELECT Name FROM Account") == ["Kept"]


def test_an_open_transaction_is_rolled_back(tmp_path: Path) -> None:
    salesforce = Salesforce()
    body = {"Name": "Late"}
    fault = {"late_commit_s": 60.0}
    salesforce.call("POST", "sobjects/Account", body, fault=fault)
    saved_once(Saver(SalesforceKeeper(salesforce.crm), DataFile(tmp_path / "data")))
    other = Salesforce()
    Saver(SalesforceKeeper(other.crm), DataFile(tmp_path / "data")).restore()
    other.crm.clock.advance(61)
    assert other.values("SELECT Name FROM Account") == []


def test_a_purged_record_stays_in_the_log_of_deletions(tmp_path: Path) -> None:
    salesforce = Salesforce()
    id_ = salesforce.create(Name="Gone")
    salesforce.call("DELETE", f"sobjects/Account/{id_}")
    salesforce.crm.controls["POST", "purge"]({"ids": [id_]})
    saved_once(Saver(SalesforceKeeper(salesforce.crm), DataFile(tmp_path / "data")))
    other = Salesforce()
    Saver(SalesforceKeeper(other.crm), DataFile(tmp_path / "data")).restore()
    assert other.crm.org.purged == salesforce.crm.org.purged
    assert other.crm.org.row(id_) is None


def test_a_file_follows_what_is_taken_away_from_hubspot(tmp_path: Path) -> None:
    api, path = Api(), "/crm/v3/objects/companies"
    company, merged = api.made(name="One"), api.made(name="Two")
    contact = api.contact(email="a@b.example")
    link = f"/crm/v4/objects/companies/{company}/associations"
    api("PUT", f"{link}/default/contacts/{contact}")
    file = DataFile(tmp_path / "data")

    async def take_away() -> None:
        async with Saver(HubSpotKeeper(api.crm), file).saving():
            api("DELETE", f"{link}/contacts/{contact}")
            pair = {"primaryObjectId": company, "objectIdToMerge": merged}
            api("POST", f"{path}/merge", pair)

    run(take_away())
    other = Api()
    assert Saver(HubSpotKeeper(other.crm), DataFile(tmp_path / "data")).restore()
    assert other("GET", path, associations="contacts").json == (
        api("GET", path, associations="contacts").json
    )
    assert "associations" not in other("GET", path).json["results"][0]
    assert other.crm.counts()["companies"] == 1
