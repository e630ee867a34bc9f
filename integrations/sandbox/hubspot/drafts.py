"""Records on their way in: checked as a whole before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.company_domain import filled
from integrations.sandbox.hubspot.kinds import COMPANIES, CONTACTS
from integrations.sandbox.hubspot.portal import INTEGRATION, PORTAL_ID
from integrations.sandbox.hubspot.records import Record
from integrations.sandbox.hubspot.refusals import RefusedError, invalid
from integrations.sandbox.hubspot.stages import FIRST_STAGE, LIFECYCLE, goes_back
from integrations.sandbox.hubspot.values import (
    MAX_LENGTH,
    Field,
    InvalidPropertiesError,
    InvalidValueError,
    canonical,
    unknown_property,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal
    from integrations.sandbox.hubspot.records import Source

Claims = dict[tuple[str, str], int]
BY_HAND = "CRM_UI"


@dataclass(frozen=True, slots=True)
class Draft:
    """``links``: type id and record id of the associations a new record asks for."""

    kind: ObjectKind
    record: Record
    sent: tuple[str, ...]
    is_new: bool = False
    links: tuple[tuple[int, int], ...] = ()


def new(
    portal: Portal,
    kind: ObjectKind,
    properties: Mapping[str, str],
    claims: Claims,
    *,
    links: tuple[tuple[int, int], ...] = (),
    source: Source = INTEGRATION,
) -> Draft:
    """``claims`` are the unique values of the records drafted with this one."""
    values = {LIFECYCLE: FIRST_STAGE} | _accepted(portal, kind, None, properties)
    if kind.needs and not any(values.get(name) for name in kind.needs):
        raise _needs(kind)
    now, record_id = portal.now(), portal.next_id()
    _claim(portal, kind, record_id, values, claims)
    more = filled({}, values) if kind is COMPANIES else {}
    held = {name: value for name, value in {**values, **more}.items() if value}
    record = Record(record_id, held, now, now, source)
    return Draft(kind, record, (*properties, *more), is_new=True, links=links)


def changed(
    portal: Portal,
    kind: ObjectKind,
    record: Record,
    properties: Mapping[str, str],
    claims: Claims,
    source: Source = INTEGRATION,
) -> Draft:
    """A step back is left out of what the API writes; people may go back: [mem]."""
    values = _accepted(portal, kind, record, properties)
    stages = portal.schema(kind).options(LIFECYCLE)
    back = goes_back(stages, record.properties.get(LIFECYCLE), values.get(LIFECYCLE))
    if back and source.name != BY_HAND:
        del values[LIFECYCLE]
    _claim(portal, kind, record.id, values, claims)
    more = filled(record.properties, values) if kind is COMPANIES else {}
    after = record.changed({**values, **more}, portal.now(), source)
    return Draft(kind, after, (*properties, *more))


def restored(portal: Portal, kind: ObjectKind, record: Record) -> Record:
    """Its unique values must still be free."""
    _claim(portal, kind, record.id, record.properties, {})
    return replace(record, archived=None, modified=portal.now())


def _accepted(
    portal: Portal,
    kind: ObjectKind,
    record: Record | None,
    properties: Mapping[str, str],
) -> dict[str, str]:
    values: dict[str, str] = {}
    problems: list[InvalidValueError] = []
    definitions = portal.schema(kind).definitions
    held = record.properties if record else {}
    where = f"Portal {PORTAL_ID}, object type {kind.type_id}"
    for name, text in properties.items():
        definition = definitions.get(name)
        if definition and definition.is_plain_text and len(text) <= MAX_LENGTH:
            values[name] = text
        elif definition is None:
            problems.append(unknown_property(name))
        else:
            field = Field(definition, held.get(name), portal.owner_ids, where)
            try:
                values[name] = canonical(field, text)
            except InvalidValueError as problem:
                problems.append(problem)
    if problems:
        raise InvalidPropertiesError(problems)
    return values


def _needs(kind: ObjectKind) -> RefusedError:
    message = f"One of these properties is required: {', '.join(kind.needs)}"
    detail = {
        "message": message,
        "code": "MISSING_REQUIRED_PROPERTY",
        "context": {"propertyName": list(kind.needs)},
    }
    return invalid(message, errors=[detail])


def _claim(
    portal: Portal,
    kind: ObjectKind,
    record_id: int,
    values: Mapping[str, str],
    claims: Claims,
) -> None:
    store = portal.store(kind)
    names = _unique_names(portal, kind)
    wanted = [(name, value) for name in names if (value := values.get(name))]
    for name, value in wanted:
        holders = {*store.holders(name, value), claims.get((name, value), record_id)}
        if others := holders - {record_id}:
            raise _taken(kind, name, value, record_id, min(others))
    claims.update(dict.fromkeys(wanted, record_id))


def _unique_names(portal: Portal, kind: ObjectKind) -> list[str]:
    own = portal.schema(kind).unique_names
    return ["email", *own] if kind is CONTACTS else own


def _taken(
    kind: ObjectKind, name: str, value: str, record_id: int, other: int
) -> RefusedError:
    """A contact's e-mail is a conflict, another value taken is invalid (recorded)."""
    if name == "email":
        message = f"Contact already exists. Existing ID: {other}"
        names = {"existingId": [str(other)]}
        return RefusedError(409, message, "CONFLICT", names=names)
    where = (
        f"PropertyValueCoordinates{{portalId={PORTAL_ID}, "
        f"objectTypeId=ObjectTypeId{{legacyObjectType={kind.legacy_name}}}, "
        f"propertyName={name}, value={value}}}"
    )
    return invalid(
        f"Cannot set {where} on {record_id}. {other} already has that value."
    )
