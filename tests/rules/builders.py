"""Properties, fields, mappings and records with only what a test cares about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from integrations.records import Account, Company, Field, Option, Property
from integrations.rules.mapping import pair
from integrations.rules.rule import SyncRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.rules.mapping import FieldMapping

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def a_property(
    name: str = "colour",
    type: str = "string",
    field_type: str = "text",
    *,
    options: tuple[str, ...] = (),
    retired: tuple[str, ...] = (),
    read_only: bool = False,
    calculated: bool = False,
    external_options: bool = False,
) -> Property:
    return Property(
        name=name,
        label=name.title(),
        type=type,
        field_type=field_type,
        options=_options(options, retired),
        read_only=read_only,
        calculated=calculated,
        external_options=external_options,
    )


def a_field(
    name: str = "Colour__c",
    type: str = "string",
    *,
    length: int = 255,
    precision: int = 0,
    scale: int = 0,
    digits: int = 0,
    options: tuple[str, ...] = (),
    retired: tuple[str, ...] = (),
    restricted: bool = False,
    required: bool = False,
    writable: bool = True,
    calculated: bool = False,
) -> Field:
    return Field(
        name=name,
        label=name.removesuffix("__c"),
        type=type,
        length=length,
        precision=precision,
        scale=scale,
        digits=digits,
        options=_options(options, retired),
        restricted=restricted,
        required=required,
        createable=writable,
        updateable=writable,
        calculated=calculated,
    )


def _options(active: tuple[str, ...], retired: tuple[str, ...]) -> tuple[Option, ...]:
    return (
        *(Option(value, value.title()) for value in active),
        *(Option(value, value.title(), active=False) for value in retired),
    )


def a_mapping(
    rule: SyncRule = SyncRule.TWO_WAY,
    property: Property | None = None,
    field: Field | None = None,
    values: Mapping[str, str] | None = None,
    owners: Mapping[str, str] | None = None,
) -> FieldMapping:
    return pair(
        property or a_property(), field or a_field(), rule, values or {}, owners or {}
    )


def an_account(
    fields: Mapping[str, object],
    *,
    modified_at: datetime = NOON,
    is_deleted: bool = False,
) -> Account:
    return Account("001A000001LQx5zIAD", fields, modified_at, is_deleted)


def a_company(
    properties: Mapping[str, str | None],
    *,
    modified_at: datetime = NOON,
    archived: bool = False,
    edited_at: Mapping[str, datetime] | None = None,
) -> Company:
    return Company("512", properties, modified_at, archived, edited_at or {})
