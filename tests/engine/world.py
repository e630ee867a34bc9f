"""Both sandboxes, connected, in the hands of a test."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import requests

from integrations.engine.connections import connect
from integrations.engine.pump import pump
from integrations.engine.resync import start_resync
from integrations.engine.starting import start_census, start_import, start_sync
from integrations.engine.toggle import switch_on
from integrations.engine.undo import start_undo
from integrations.models import Integration, Record, SyncRun
from tests.engine.connected import connect_likewise, remember
from tests.hubspot import people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.sandboxes import Sandbox

COMMAND = SyncRun.Cause.COMMAND
SALESFORCE_PATH = "services/data/v64.0"


@dataclass
class World:
    """One hand works the batches, in their order; what several may do to each other is
    asked by the tests that say so."""

    integration: Integration
    salesforce: Sandbox
    hubspot: Sandbox
    hands: int = 1

    def connect(self, **tokens: str) -> None:
        """Sync companies is off then, and the mappings are the default ones."""
        if tokens or self.integration.connections.exists():
            self._connect(**tokens)
        elif not connect_likewise(self.integration, self._urls):
            self._connect()
            remember(self.integration)

    @property
    def _urls(self) -> dict[str, str]:
        return {"salesforce": self.salesforce.url, "hubspot": self.hubspot.url}

    def _connect(self, **tokens: str) -> None:
        connect(
            self.integration,
            self.salesforce.url,
            {"token": tokens.get("salesforce", "sync-salesforce")},
            self.hubspot.url,
            tokens.get("hubspot", "sync-hubspot"),
        )

    def switch_on(self, *, from_now: bool = False) -> None:
        census = switch_on(self.integration, from_now=from_now)
        if census is not None:
            assert self.work(census).status == SyncRun.Status.SUCCEEDED
        self.integration.refresh_from_db()

    def census(self) -> SyncRun:
        return self.work(start_census(self.integration, cause=COMMAND))

    def sync(self, *, dry_run: bool = False, cause: str = COMMAND) -> SyncRun:
        return self.work(start_sync(self.integration, cause=cause, dry_run=dry_run))

    def import_accounts(self, **options: Any) -> SyncRun:
        return self.work(start_import(self.integration, cause=COMMAND, **options))

    def resync(self, *, dry_run: bool = False, **scope: Any) -> SyncRun:
        """By one of companies, accounts, records, mapping, failed, all, filter."""
        made = start_resync(self.integration, scope, cause=COMMAND, dry_run=dry_run)
        return self.work(made)

    def undo(self, of: SyncRun | Record, *, dry_run: bool = False) -> SyncRun:
        """Of a whole run, or of a record's last sync."""
        return self.work(start_undo(of, cause=COMMAND, dry_run=dry_run))

    def start_sync(self) -> SyncRun:
        return start_sync(self.integration, cause=COMMAND)

    def work_until(self, run: SyncRun, reached: Callable[[], bool]) -> None:
        """Not to the end: something is to happen in between."""
        pump(run, threads=1, stop=reached)
        assert reached()

    def work(self, run: SyncRun) -> SyncRun:
        assert pump(run, threads=self.hands)
        run.refresh_from_db()
        return run

    def create_account(self, **fields: object) -> str:
        return self.create_in_salesforce("Account", **fields)

    def create_in_salesforce(self, sobject: str, **fields: object) -> str:
        answer = self._salesforce("POST", f"sobjects/{sobject}", fields)
        new_id: str = answer["id"]
        return new_id

    def create_accounts(self, rows: Iterable[Mapping[str, object]]) -> None:
        records = [{"attributes": {"type": "Account"}, **row} for row in rows]
        for start in range(0, len(records), 200):
            body = {"allOrNone": True, "records": records[start : start + 200]}
            self._salesforce("POST", "composite/sobjects", body)

    def change_account(self, account_id: str, **fields: object) -> None:
        self._salesforce("PATCH", f"sobjects/Account/{account_id}", fields)

    def delete_account(self, account_id: str) -> None:
        self.delete_in_salesforce("Account", account_id)

    def delete_in_salesforce(self, sobject: str, id_: str) -> None:
        self._salesforce("DELETE", f"sobjects/{sobject}/{id_}")

    def undelete_account(self, account_id: str) -> None:
        _ask(
            "POST", f"{self.salesforce.url}/__sandbox__/undelete", {"ids": [account_id]}
        )

    def merge_accounts(self, winner: str, *losers: str) -> None:
        order = {"object": "Account", "winner": winner, "losers": losers}
        _ask("POST", f"{self.salesforce.url}/__sandbox__/merge", order)

    def account(self, account_id: str) -> dict[str, Any]:
        return self.in_salesforce("Account", account_id)

    def in_salesforce(self, sobject: str, id_: str) -> dict[str, Any]:
        found: dict[str, Any] = self._salesforce("GET", f"sobjects/{sobject}/{id_}")
        return found

    def wait_until_visible(self, account_id: str) -> None:
        """A transaction commits on the sandbox's own clock."""
        soql = f"SELECT Id FROM Account WHERE Id = '{account_id}'"
        deadline = time.monotonic() + 60
        while not self._salesforce("GET", f"query?q={quote(soql)}")["totalSize"]:
            assert time.monotonic() < deadline, "the late commit never came"

    def create_company(self, **properties: str) -> str:
        body = {"properties": properties}
        company_id: str = self._hubspot("POST", "objects/companies", body)["id"]
        return company_id

    def change_company(self, company_id: str, **properties: str) -> None:
        body = {"properties": properties}
        self._hubspot("PATCH", f"objects/companies/{company_id}", body)

    def create_contact(self, *company_ids: str, **properties: str) -> str:
        """In HubSpot, associated with the companies, the first of them primary."""
        contact_id = people.create(self.hubspot, "contacts", **properties)
        for company_id in company_ids:
            people.associate(self.hubspot, [contact_id], company_id)
        return contact_id

    def delete_company(self, company_id: str) -> None:
        self._hubspot("DELETE", f"objects/companies/{company_id}")

    def restore_company(self, company_id: str) -> None:
        order = {"object": "companies", "id": company_id}
        _ask("POST", f"{self.hubspot.url}/__sandbox__/restore", order)

    def merge_companies(self, primary_id: str, other_id: str) -> str:
        body = {"primaryObjectId": primary_id, "objectIdToMerge": other_id}
        survivor_id: str = self._hubspot("POST", "objects/companies/merge", body)["id"]
        return survivor_id

    def create_property(self, name: str) -> None:
        body = {"name": name, "label": name, "groupName": "companyinformation"}
        body |= {"type": "string", "fieldType": "text"}
        self._hubspot("POST", "properties/companies", body)

    def wait_for_the_next_second(self) -> None:
        """Salesforce stamps whole seconds: later must be seen to be later."""
        time.sleep(1 - time.time() % 1)

    def company(self, company_id: str, *names: str) -> dict[str, Any]:
        path = f"objects/companies/{company_id}?properties={','.join(names)}"
        found: dict[str, Any] = self._hubspot("GET", path)["properties"]
        return found

    def companies(self) -> int:
        return self.hubspot.state()["companies"]

    def record(self, account_id: str) -> Record:
        return Record.objects.get(account_id=account_id)

    def record_of_company(self, company_id: str) -> Record:
        return Record.objects.get(company_id=company_id)

    def forget_requests(self) -> None:
        self.salesforce.forget_requests()
        self.hubspot.forget_requests()

    def _salesforce(self, method: str, path: str, body: object = None) -> Any:
        return _ask(method, f"{self.salesforce.url}/{SALESFORCE_PATH}/{path}", body)

    def _hubspot(self, method: str, path: str, body: object = None) -> Any:
        return _ask(method, f"{self.hubspot.url}/crm/v3/{path}", body)


def _ask(method: str, url: str, body: object) -> Any:
    someone = {"Authorization": f"Bearer {uuid.uuid4()}"}
    answer = requests.request(method, url, json=body, headers=someone, timeout=30)
    assert answer.ok, answer.text
    return answer.json() if answer.content else None
