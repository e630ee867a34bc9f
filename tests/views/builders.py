"""Rows for the pages to show, with just what a test cares about."""

from __future__ import annotations

from dataclasses import asdict
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from integrations.engine.known_words import remember_words
from integrations.models import (
    Connection,
    Integration,
    Mapping,
    Outcome,
    Record,
    SyncError,
    SyncRun,
)
from integrations.records import Field, Property

NOBODY_THERE = "http://127.0.0.1:9"

numbers = count(1)


def person(role: str = "") -> User:
    user = User.objects.create_user(f"{role or 'nobody'}-{next(numbers)}")
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def turn_on() -> Integration:
    integration = Integration.current()
    integration.sync_companies, integration.since = True, timezone.now()
    integration.save()
    return integration


def connection(crm: str, **values: Any) -> Connection:
    facts = {"connected_as": f"{crm} user", "organisation": "4711", **values}
    facts.setdefault("record_url", f"https://{crm}.example/{{id}}")
    made = Connection(integration=Integration.current(), crm=crm, **facts)
    made.url, made.credentials = NOBODY_THERE, {"token": "a token"}
    made.save()
    return made


def connect_both(*labels: str) -> None:
    """Both CRMs, each with a text field per label, named like it in lower case."""
    fields = [Field(name.capitalize(), name, "string", 255) for name in labels]
    properties = [Property(name.lower(), name, "string", "text") for name in labels]
    connection("salesforce", metadata={"fields": [asdict(it) for it in fields]})
    connection("hubspot", metadata={"properties": [asdict(it) for it in properties]})


def mapping(label: str, rule: str = Mapping.Rule.TWO_WAY, **values: Any) -> Mapping:
    names = {"property": label.lower(), "field": label.capitalize(), **values}
    return Mapping.objects.create(
        integration=Integration.current(), rule=rule, position=next(numbers), **names
    )


def record(name: str = "Acme", **values: Any) -> Record:
    number = next(numbers)
    sides = {"account_id": f"001{number:012d}AAA", "company_id": str(9_000 + number)}
    made = Record.objects.create(
        integration=Integration.current(), name=name, **{**sides, **values}
    )
    remember_words([made])
    return made


def run(kind: str = SyncRun.Kind.SYNC, **values: Any) -> SyncRun:
    facts = {"cause": SyncRun.Cause.SCHEDULE, "status": SyncRun.Status.SUCCEEDED}
    return SyncRun.objects.create(
        integration=Integration.current(), kind=kind, **{**facts, **values}
    )


def outcome(
    of: Record, during: SyncRun, kind: str = "created", **values: Any
) -> Outcome:
    return Outcome.objects.create(
        run=during,
        record=of,
        kind=kind,
        name=of.name,
        account_id=of.account_id or "",
        company_id=of.company_id or "",
        **values,
    )


def change(property: str, old: str | None, new: str | None) -> dict[str, str | None]:
    field = property.capitalize()
    return {
        "side": "hubspot",
        "property": property,
        "field": field,
        "old": old,
        "new": new,
    }


def sync_error(of: Record, message: str, **values: Any) -> SyncError:
    now = timezone.now()
    facts = {"category": SyncError.Category.PICKLIST, **values}
    return SyncError.objects.create(
        integration=of.integration,
        record=of,
        message=message,
        first_seen=now,
        last_seen=now,
        **facts,
    )
