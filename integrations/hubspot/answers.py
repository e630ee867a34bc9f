"""What HubSpot answers, as records of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from integrations.records import Company, Option, Person, Property, Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NUL = "\x00"
MERGED = "hs_merged_object_ids"


@dataclass(frozen=True, slots=True)
class DailyUsage:
    """The calls of all private apps of the account together."""

    used: int
    allowed: int
    resets_at: datetime


@dataclass(frozen=True, slots=True)
class Portal:
    """The HubSpot account; ``ui_domain`` is where its pages are."""

    id: str
    time_zone: str
    currency: str
    ui_domain: str


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def company(row: Mapping[str, Any]) -> Company:
    return Company(
        id=row["id"],
        properties=kept(row["properties"]),
        modified_at=moment(row["updatedAt"]),
        archived=row.get("archived", False),
        edited_at=edited_at(row),
        archived_at=moment(row["archivedAt"]) if row.get("archivedAt") else None,
    )


def kept(properties: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """Without the one character that PostgreSQL cannot keep."""
    if not any(value and NUL in value for value in properties.values()):
        return properties
    return {
        name: value and value.replace(NUL, "") for name, value in properties.items()
    }


def edited_at(row: Mapping[str, Any]) -> dict[str, datetime]:
    """When each property whose history was asked for got its newest value."""
    return {
        name: max(moment(version["timestamp"]) for version in versions)
        for name, versions in (row.get("propertiesWithHistory") or {}).items()
        if versions
    }


def names(company: Company, id_property: str | None) -> Iterator[str]:
    """What the company may have been asked for by: its key, or its ids of old."""
    if id_property:
        yield company.properties[id_property] or ""
        return
    yield from (company.properties.get(MERGED) or "").split(";")
    yield company.id


def position(after: str | None) -> dict[str, str]:
    """Where to begin, as an argument of the generated calls."""
    return {} if after is None else {"after": after}


def following(answer: Mapping[str, Any]) -> str | None:
    """Where the next page begins; None on the last one."""
    after: str | None = answer.get("paging", {}).get("next", {}).get("after")
    return after


def written(row: Mapping[str, Any]) -> Written:
    return Written(
        id=row["id"],
        created=row.get("new") is True,
        modified_at=moment(row["updatedAt"]),
    )


def property_(described: Mapping[str, Any]) -> Property:
    metadata = described.get("modificationMetadata") or {}
    return Property(
        name=described["name"],
        label=described["label"],
        type=described["type"],
        field_type=described["fieldType"],
        options=tuple(_option(option) for option in described.get("options") or ()),
        external_options=described.get("externalOptions", False),
        read_only=metadata.get("readOnlyValue", False),
        calculated=described.get("calculated", False),
        unique=described.get("hasUniqueValue", False),
        hidden=described.get("hidden", False),
    )


def _option(option: Mapping[str, Any]) -> Option:
    return Option(option["value"], option["label"], active=not option.get("hidden"))


def owner(row: Mapping[str, Any]) -> Person:
    names = (row.get("firstName"), row.get("lastName"))
    return Person(
        id=row["id"],
        email=row.get("email") or "",
        name=" ".join(name for name in names if name),
        active=not row.get("archived", False),
    )


def portal(answer: Mapping[str, Any]) -> Portal:
    return Portal(
        id=str(answer["portalId"]),
        time_zone=answer["timeZone"],
        currency=answer["companyCurrency"],
        ui_domain=answer["uiDomain"],
    )


def daily_usage(answer: Mapping[str, Any]) -> DailyUsage:
    (told,) = answer["results"]
    return DailyUsage(
        used=told["currentUsage"],
        allowed=told["usageLimit"],
        resets_at=moment(told["resetsAt"]),
    )
