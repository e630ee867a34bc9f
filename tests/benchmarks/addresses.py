"""Where each page is, read from the routes, so that a new one is asked as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What stands in an address for ``pk``, as the filler names it.
PKS = {
    "mapping": "mapping",
    "resync-mapping": "mapping",
    "history": "change",
    "run": "large",
    "undo-run": "large",
    "plan": "dry",
    "duplicate": "duplicate",
    "record": "record",
    "resume": "record",
    "resync-record": "record",
    "resync-result": "record",
    "undo-record": "record",
}
ACCOUNTS = {"why-account": "real_account"}
FIXED = {"crm": "hubspot", "action": "create"}
ASKED = {
    "search": ["q={name}"],
    "search-suggestions": ["q=c", "q={name}", "q=consulting", "q={company}"],
    "companies": [
        "",
        "status=failing",
        "status=in_sync&sort=name",
        "sort=-name",
        "q={name}",
        "q=consulting",
        "q=consulting&status=failing&sort=name",
        "after={after}",
    ],
    "resync": ["which=listed", "which=listed&q=consulting", "record={record}"],
    "runs": ["", "status=failed", "kind=import"],
    "errors": ["", "q=rule", "category=picklist", "state=dismissed", "q=nowhere"],
    "error-group": ["cause={cause}", "cause={cause}&q=value"],
    "duplicates": ["", "q=consulting", "state=left"],
    "health": ["", "period=month"],
    "inclusion-check": ["", "company=consulting", "company={company}"],
    "run": ["", "kind=updated", "kind=failed", "kind=problem"],
    "mapping-check": ["property=city&field=BillingCity&rule=two_way"],
    "mapping-preview": ["", "q={name}"],
}
PARTS = {"search-suggestions", "bar", "run-progress", "import-counts", "resync-result"}
"""What an open page asks for, and nobody sees alone."""
FILES = {"companies-export", "errors-export", "history-export", "runs-export"} | {
    "mappings-csv",
    "run-report",
}
HTMX = {"HX-Request": "true"}


class Address(NamedTuple):
    name: str
    path: str
    headers: dict[str, str]


def all_of(places: Mapping[str, str]) -> Iterator[Address]:
    from integrations.urls import urlpatterns

    for pattern in urlpatterns:
        name = str(pattern.name)
        if name in FILES:
            continue
        route = f"/{_route(name, str(pattern.pattern), places)}"
        headers = HTMX if name in PARTS else {}
        for asked in ASKED.get(name, [""]):
            query = f"?{asked.format(**places)}" if asked else ""
            shown = f"{name}?{asked}" if asked else name
            yield Address(shown, f"{route}{query}", headers)


def _route(name: str, route: str, places: Mapping[str, str]) -> str:
    """With the parts of the path that the routes leave open filled in."""
    keys = [it for it in PKS if name == it or name.startswith(f"{it}-")]
    values = {
        **FIXED,
        "pk": places.get(PKS[max(keys, key=len)]) if keys else None,
        "run": places["resync"],
        "company_id": places["company"],
        "account_id": places[ACCOUNTS.get(name, "account")],
    }
    return re.sub(r"<\w+:(\w+)>", lambda found: str(values[found[1]]), route)
