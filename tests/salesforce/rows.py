"""Records as people make them in Salesforce itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.sandboxes import Sandbox

Row = dict[str, object]
PATH = "services/data/v64.0"


def call(sandbox: Sandbox, method: str, path: str, body: object = None) -> Any:
    answer = requests.request(
        method,
        f"{sandbox.url}/{PATH}/{path}",
        json=body,
        headers={"Authorization": "Bearer person"},
        timeout=30,
    )
    assert answer.ok, answer.text
    return answer.json() if answer.content else None


def create(sandbox: Sandbox, sobject: str, **fields: object) -> str:
    (made,) = create_many(sandbox, sobject, [fields])
    return made


def create_many(sandbox: Sandbox, sobject: str, rows: Sequence[Row]) -> list[str]:
    ids: list[str] = []
    for start in range(0, len(rows), 200):
        records = [
            {"attributes": {"type": sobject}, **row}
            for row in rows[start : start + 200]
        ]
        body = {"allOrNone": True, "records": records}
        made = call(sandbox, "POST", "composite/sobjects", body)
        assert all(row["success"] for row in made), made
        ids += [row["id"] for row in made]
    return ids


def contacts(sandbox: Sandbox, emails: Sequence[str], **fields: object) -> list[str]:
    rows = [{"LastName": "Doe", "Email": email, **fields} for email in emails]
    return create_many(sandbox, "Contact", rows)


def leads(sandbox: Sandbox, emails: Sequence[str]) -> list[str]:
    rows: list[Row] = [
        {"LastName": "Roe", "Company": "Roe", "Email": email} for email in emails
    ]
    return create_many(sandbox, "Lead", rows)
