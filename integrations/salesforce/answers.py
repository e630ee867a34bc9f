"""What Salesforce answers, as records of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from integrations.records import Account, Field, Option, Person, Written
from integrations.salesforce.errors import refused_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.errors import CrmError

SYSTEM_FIELDS = ("Id", "SystemModstamp", "IsDeleted", "MasterRecordId")
USER_FIELDS = ("Id", "Name", "Email", "IsActive")

NUL = "\x00"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a query; ``next`` goes to ``query_more`` and lives two days."""

    total: int
    rows: tuple[Mapping[str, object], ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the connection is signed in as, and where."""

    user_id: str
    organisation_id: str
    name: str
    email: str
    instance_url: str


def to_account(row: Mapping[str, object]) -> Account:
    """The row's system fields become attributes; ``fields`` keeps all as they came."""
    master = row.get("MasterRecordId")
    return Account(
        id=str(row["Id"]),
        fields=row,
        modified_at=moment(str(row["SystemModstamp"])),
        is_deleted=row.get("IsDeleted") is True,
        master_id=None if master is None else str(master),
    )


def moment(text: str) -> datetime:
    """``2024-04-25T15:50:37.000+0000``, as recorded answers spell it."""
    return datetime.fromisoformat(text)


def page(answer: Mapping[str, Any]) -> Page:
    return Page(
        total=answer["totalSize"],
        rows=tuple(plain(record) for record in answer["records"]),
        next=answer.get("nextRecordsUrl"),
    )


def plain(record: dict[str, Any]) -> dict[str, object]:
    """Without ``attributes``, which Salesforce adds to records and their parents, and
    without the one character that PostgreSQL cannot keep."""
    record.pop("attributes", None)
    for name, value in record.items():
        if isinstance(value, dict):
            plain(value)
        elif isinstance(value, str) and NUL in value:
            record[name] = value.replace(NUL, "")
    return record


def field(described: Mapping[str, Any]) -> Field:
    createable = described["createable"]
    return Field(
        name=described["name"],
        label=described["label"],
        type=described["type"],
        length=described["length"],
        precision=described["precision"],
        scale=described["scale"],
        digits=described["digits"],
        options=tuple(_option(value) for value in described["picklistValues"]),
        restricted=described["restrictedPicklist"],
        required=createable
        and not described["nillable"]
        and not described["defaultedOnCreate"],
        createable=createable,
        updateable=described["updateable"],
        calculated=described["calculated"],
        unique=described["unique"],
        external_id=described["externalId"],
    )


def _option(value: Mapping[str, Any]) -> Option:
    label = value["label"] or value["value"]
    return Option(value=value["value"], label=label, active=value["active"])


def person(row: Mapping[str, object]) -> Person:
    return Person(
        id=str(row["Id"]),
        email=str(row["Email"] or ""),
        name=str(row["Name"] or ""),
        active=row["IsActive"] is True,
    )


def identity(answer: Mapping[str, Any], instance_url: str) -> Identity:
    return Identity(
        user_id=answer["user_id"],
        organisation_id=answer["organization_id"],
        name=answer.get("name", ""),
        email=answer.get("email", ""),
        instance_url=instance_url,
    )


def outcome(label: str, result: Mapping[str, Any]) -> Written | CrmError:
    """One entry of a collection's answer, which come in the order of the request."""
    if not result["success"]:
        return refused_record(label, result["errors"])
    return Written(id=result["id"], created=result.get("created") is True)
