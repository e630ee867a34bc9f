"""Sandboxes that keep their CRMs in a folder, as people start and stop them."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.sandbox.test_command import FREE_PORTS, addresses, records, started

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import Popen

SIZES = ("--accounts", "30", "--companies", "20", "--contacts", "8")
CRMS = ("Salesforce", "HubSpot")
TOKEN = {"Authorization": "Bearer me"}
FIELD = {
    "FullName": "Account.Key__c",
    "Metadata": {"label": "Key", "type": "Text", "length": 9, "externalId": True},
}
PROPERTY = {
    "name": "key",
    "label": "Key",
    "type": "string",
    "fieldType": "text",
    "groupName": "companyinformation",
    "hasUniqueValue": True,
}


class Both:
    """Calls to the two sandboxes; every one has to succeed."""

    def __init__(self, sandboxes: Popen[str]) -> None:
        self.address = addresses(sandboxes)

    def salesforce(self, method: str, path: str, body: object = None) -> Any:
        return self._call("Salesforce", method, f"/services/data/v64.0/{path}", body)

    def hubspot(self, method: str, path: str, body: object = None) -> Any:
        return self._call("HubSpot", method, f"/crm/{path}", body)

    def counts(self) -> dict[str, int]:
        salesforce, hubspot = (self.address[f"{crm} sandbox"] for crm in CRMS)
        return records(salesforce) | records(hubspot)

    def _call(self, crm: str, method: str, path: str, body: object) -> Any:
        url = self.address[f"{crm} sandbox"] + path
        answer = requests.request(method, url, json=body, headers=TOKEN, timeout=30)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None


@pytest.fixture
def folder(tmp_path: Path) -> tuple[str, ...]:
    return ("--data-dir", str(tmp_path / "crms"))


def stop(sandboxes: Popen[str]) -> None:
    sandboxes.terminate()
    assert sandboxes.communicate() == ("", "")


def children(sandboxes: Popen[str]) -> list[int]:
    table = subprocess.run(
        ["ps", "--ppid", str(sandboxes.pid), "-o", "pid="],
        capture_output=True,
        check=True,
        text=True,
    )
    return [int(line) for line in table.stdout.split()]


def changed(both: Both) -> tuple[str, str, str]:
    """Change a bit of everything; give the ids of an account and two companies."""
    both.salesforce("POST", "tooling/sobjects/CustomField", FIELD)
    account = both.salesforce("PATCH", "sobjects/Account/Key__c/a", {"Name": "Ä 🎈"})
    gone = both.salesforce("POST", "sobjects/Account", {"Name": "Gone"})
    both.salesforce("DELETE", f"sobjects/Account/{gone['id']}")
    both.hubspot("POST", "v3/properties/companies", PROPERTY)
    made = [
        both.hubspot("POST", "v3/objects/companies", {"properties": {"name": name}})
        for name in ("One", "Two", "Three", "Four")
    ]
    contact = both.hubspot(
        "POST", "v3/objects/contacts", {"properties": {"email": "a@b.example"}}
    )
    path = f"v3/objects/companies/{made[0]['id']}"
    both.hubspot("PATCH", path, {"properties": {"name": "New", "key": "k"}})
    link = f"{made[0]['id']}/associations/default/contacts/{contact['id']}"
    both.hubspot("PUT", f"v4/objects/companies/{link}")
    both.hubspot("DELETE", f"v3/objects/companies/{made[1]['id']}")
    label = {"label": "Champion", "name": "champion"}
    both.hubspot("POST", "v4/associations/companies/contacts/labels", label)
    both.hubspot("DELETE", "v3/lists/3")
    pair = {"primaryObjectId": made[2]["id"], "objectIdToMerge": made[3]["id"]}
    both.hubspot("POST", "v3/objects/companies/merge", pair)
    return account["id"], made[0]["id"], made[3]["id"]


def everything(both: Both, account: str, company: str, merged: str) -> list[Any]:
    wanted = "propertiesWithHistory=name&properties=key&associations=contacts"
    return [
        both.counts(),
        both.salesforce("GET", f"sobjects/Account/{account}"),
        both.salesforce(
            "GET", "queryAll?q=SELECT+Id,Name,IsDeleted,OwnerId+FROM+Account"
        ),
        both.salesforce("GET", "sobjects/Account/describe"),
        both.hubspot("GET", f"v3/objects/companies/{company}?{wanted}"),
        both.hubspot("GET", f"v3/objects/companies/{merged}"),
        both.hubspot("GET", "v3/objects/companies?limit=100&archived=true"),
        both.hubspot("GET", "v3/objects/contacts?limit=100&associations=companies"),
        both.hubspot("GET", "v3/properties/companies"),
        both.hubspot("GET", "v4/associations/companies/contacts/labels"),
        both.hubspot("GET", "v3/lists/1?includeFilters=true"),
        both.hubspot("GET", "v3/lists/2/memberships"),
    ]


def test_all_is_as_it_was_after_a_stop(folder: tuple[str, ...]) -> None:
    with started(*FREE_PORTS, *folder, *SIZES) as sandboxes:
        both = Both(sandboxes)
        ids = changed(both)
        before = everything(both, *ids)
        stop(sandboxes)

    with started(*FREE_PORTS, *folder) as sandboxes:
        both = Both(sandboxes)
        assert everything(both, *ids) == before
        newer = both.salesforce("POST", "sobjects/Account", {"Name": "Later"})["id"]
        assert newer > max(row["Id"] for row in before[2]["records"])
        found = both.hubspot("GET", "v3/objects/companies/k?idProperty=key")
        assert found["id"] == ids[1]
        both.hubspot("PUT", "v3/lists/3/restore")
        stop(sandboxes)


def test_what_was_saved_outlives_a_kill(
    folder: tuple[str, ...], tmp_path: Path
) -> None:
    log = tmp_path / "crms" / "salesforce.sqlite3-wal"
    with started(*FREE_PORTS, *folder, *SIZES) as sandboxes:
        both = Both(sandboxes)
        both.salesforce("POST", "sobjects/Account", {"Name": "Saved"})
        while b'"Saved"' not in log.read_bytes():
            both.counts()
        for process in children(sandboxes):
            os.kill(process, signal.SIGKILL)
        sandboxes.communicate()

    with started(*FREE_PORTS, *folder) as sandboxes:
        assert Both(sandboxes).counts()["Account"] == 31


def test_a_file_of_another_version_is_left_alone(
    folder: tuple[str, ...], tmp_path: Path
) -> None:
    with started(*FREE_PORTS, *folder) as sandboxes:
        addresses(sandboxes)
        stop(sandboxes)
    with sqlite3.connect(tmp_path / "crms/salesforce.sqlite3") as base:
        base.execute("UPDATE rest SET format = 99")
    base.close()

    with started(*FREE_PORTS, *folder) as sandboxes:
        _, errors = sandboxes.communicate()
    assert "was written by another version of the sandbox" in errors


def test_a_file_that_is_in_use_is_named(folder: tuple[str, ...]) -> None:
    with started(*FREE_PORTS, *folder) as first:
        addresses(first)
        with started(*FREE_PORTS, *folder) as second:
            _, errors = second.communicate()
    assert "cannot be used: database is locked" in errors


def test_a_file_that_is_none_is_named(folder: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "crms" / "hubspot.sqlite3"
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be taken for one" * 30)
    with started(*FREE_PORTS, *folder) as sandboxes:
        _, errors = sandboxes.communicate()
    assert "HubSpot sandbox cannot start" in errors
    assert "file is not a database" in errors
