"""Everything the two sandboxes hold, read as any client would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.sandboxes import Sandbox

HEADERS = {"Authorization": "Bearer a-person"}


def accounts_of(sandbox: Sandbox, fields: Iterable[str]) -> dict[str, dict[str, Any]]:
    soql = f"SELECT Id, {', '.join(fields)} FROM Account"
    page = _get(f"{sandbox.url}/services/data/v64.0/query", {"q": soql})
    rows = list(page["records"])
    while not page["done"]:
        page = _get(sandbox.url + page["nextRecordsUrl"], {})
        rows += page["records"]
    return {row["Id"]: row for row in rows}


def companies_of(sandbox: Sandbox, properties: Iterable[str]) -> list[dict[str, Any]]:
    asked = {"limit": "100", "properties": ",".join(properties)}
    rows: list[dict[str, Any]] = []
    while True:
        page = _get(f"{sandbox.url}/crm/v3/objects/companies", asked)
        rows += [row["properties"] for row in page["results"]]
        if "paging" not in page:
            return rows
        asked["after"] = page["paging"]["next"]["after"]


def _get(url: str, asked: dict[str, str]) -> Any:
    answer = requests.get(url, params=asked, headers=HEADERS, timeout=30)
    assert answer.ok, answer.text
    return answer.json()
