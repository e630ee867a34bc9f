"""Contacts, companies and lists as people make them in HubSpot itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.sandboxes import Sandbox

CONTACT_TO_COMPANY, PRIMARY = 279, 1


def call(sandbox: Sandbox, method: str, path: str, body: object = None) -> Any:
    answer = requests.request(
        method,
        f"{sandbox.url}/crm/{path}",
        json=body,
        headers={"Authorization": "Bearer person"},
        timeout=30,
    )
    assert answer.ok, answer.text
    return answer.json() if answer.content else None


def create(sandbox: Sandbox, kind: str, **properties: str) -> str:
    made = call(sandbox, "POST", f"v3/objects/{kind}", {"properties": properties})
    return str(made["id"])


def create_many(sandbox: Sandbox, kind: str, rows: Sequence[object]) -> list[str]:
    """In the order of the rows, which have to differ by name or e-mail."""
    ids: list[str] = []
    for start in range(0, len(rows), 100):
        inputs = [{"properties": row} for row in rows[start : start + 100]]
        body = {"inputs": inputs}
        made = call(sandbox, "POST", f"v3/objects/{kind}/batch/create", body)
        ids += sorted((row["id"] for row in made["results"]), key=int)
    return ids


def change(sandbox: Sandbox, kind: str, id_: str, **properties: str) -> None:
    body = {"properties": properties}
    call(sandbox, "PATCH", f"v3/objects/{kind}/{id_}", body)


def associate(
    sandbox: Sandbox,
    contact_ids: Sequence[str],
    company_id: str,
    type_: int = CONTACT_TO_COMPANY,
) -> None:
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_}]
    for start in range(0, len(contact_ids), 2_000):
        inputs = [
            {"from": {"id": contact}, "to": {"id": company_id}, "types": types}
            for contact in contact_ids[start : start + 2_000]
        ]
        path = "v4/associations/contacts/companies/batch/create"
        call(sandbox, "POST", path, {"inputs": inputs})


def create_list(sandbox: Sandbox, name: str, kind: str = "0-1") -> str:
    order = {"name": name, "objectTypeId": kind, "processingType": "MANUAL"}
    return str(call(sandbox, "POST", "v3/lists", order)["list"]["listId"])


def join(sandbox: Sandbox, list_id: str, *contact_ids: str) -> None:
    call(sandbox, "PUT", f"v3/lists/{list_id}/memberships/add", contact_ids)


def leave(sandbox: Sandbox, list_id: str, *contact_ids: str) -> None:
    call(sandbox, "PUT", f"v3/lists/{list_id}/memberships/remove", contact_ids)
