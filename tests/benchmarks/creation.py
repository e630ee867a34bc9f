"""Do many new companies create their accounts? What it costs to ask (A1, A2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.hubspot import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.stage import Measured, Stage

PER_COMPANY = 2
AT_ONCE = 2_000
TYPES = [
    {
        "associationCategory": "HUBSPOT_DEFINED",
        "associationTypeId": people.CONTACT_TO_COMPANY,
    }
]
NO_BRAKE = (
    "from integrations.models import Integration;"
    "Integration.objects.update(brake_create=100)"
)


def figures(on: Stage, companies: int) -> Iterator[dict[str, Any]]:
    """First only asked, in a dry run; then with the accounts made. None of the contacts
    is in Salesforce, so that each is looked for among its leads as well."""
    on.prepare(0)
    on.manage("shell", "-v0", "-c", NO_BRAKE)
    _make(on, companies)
    contacts = companies * PER_COMPANY
    allowed = {
        "hubspot": round(1.1 * (companies / 100 + companies / 1_000 + contacts / 100)),
        "salesforce": round(1.1 * contacts / 500),
    }
    on.forget()
    asked = on.manage("sync", "--dry-run", "--json")
    yield {"figure": "creation_asked", "allowed": allowed} | _costs(on, asked)
    on.forget()
    made = on.manage("sync", "--json")
    yield {"figure": "creation_made"} | _costs(on, made)


def _make(on: Stage, companies: int) -> None:
    firms = [{"name": f"Firm {n}", "domain": f"firm{n}.com"} for n in range(companies)]
    company_ids = people.create_many(on.hubspot, "companies", firms)
    persons = [
        {"email": f"{place}@firm{number}.com"}
        for number in range(companies)
        for place in range(PER_COMPANY)
    ]
    contact_ids = people.create_many(on.hubspot, "contacts", persons)
    inputs = [
        {"from": {"id": contact}, "to": {"id": company_ids[place // PER_COMPANY]}}
        for place, contact in enumerate(contact_ids)
    ]
    path = "v4/associations/contacts/companies/batch/create"
    for start in range(0, len(inputs), AT_ONCE):
        body = [it | {"types": TYPES} for it in inputs[start : start + AT_ONCE]]
        people.call(on.hubspot, "POST", path, {"inputs": body})


def _costs(on: Stage, measured: Measured) -> dict[str, Any]:
    hubspot, salesforce = on.hubspot.requests(), on.salesforce.requests()
    return {
        "created": measured.report["created"],
        "failed": measured.report["failed"],
        "hubspot_calls": hubspot["total"],
        "salesforce_calls": salesforce["total"],
        "hubspot_by_endpoint": hubspot["by_endpoint"],
        "salesforce_by_endpoint": salesforce["by_endpoint"],
        "seconds": measured.report["seconds"],
        "cpu_seconds": measured.cpu_seconds,
        "peak_mb": measured.peak_mb,
    }
