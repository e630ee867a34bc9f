"""Records on their way in: checked as a whole before anything is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from integrations.sandbox.hubspot.company_domain import filled
from integrations.sandbox.hubspot.kinds import COMPANIES, ObjectKind
from integrations.sandbox.hubspot.records import Record
from integrations.sandbox.hubspot.refusals import RefusedError, invalid
from integrations.sandbox.hubspot.stages import FIRST_STAGE, LIFECYCLE, goes_back
from integrations.sandbox.hubspot.unique_values import claim
from integrations.sandbox.hubspot.values import (
    MAX_LENGTH,
    Field,
    InvalidPropertiesError,
    InvalidValueError,
    canonical,
    unknown_property,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.sandbox.hubspot.terms import Terms

BY_HAND = "CRM_UI"


class Draft(NamedTuple):
    """``links``: type id and record id of the associations a new record asks for."""

    kind: ObjectKind
    record: Record
    sent: tuple[str, ...]
    is_new: bool = False
    links: tuple[tuple[int, int], ...] = ()


def new(
    terms: Terms,
    properties: Mapping[str, str],
    links: tuple[tuple[int, int], ...] = (),
) -> Draft:
    kind = terms.kind
    values = {LIFECYCLE: FIRST_STAGE} | _accepted(terms, {}, properties)
    if kind.needs and not any(values.get(name) for name in kind.needs):
        raise _needs(kind)
    record_id = terms.portal.next_id()
    claim(terms, record_id, values)
    more = filled({}, values) if kind is COMPANIES else {}
    held = {name: value for name, value in {**values, **more}.items() if value}
    record = Record(record_id, held, terms.now, terms.now, terms.source)
    return Draft(kind, record, (*properties, *more), is_new=True, links=links)


def changed(terms: Terms, record: Record, properties: Mapping[str, str]) -> Draft:
    held = record.properties
    values = _onwards(terms, held, _accepted(terms, held, properties))
    claim(terms, record.id, values)
    more = filled(held, values) if terms.kind is COMPANIES else {}
    if more:
        values |= more
    after = record.changed(values, terms.now, terms.source)
    return Draft(terms.kind, after, (*properties, *more))


def restored(terms: Terms, record: Record) -> Record:
    """Its unique values must still be free."""
    claim(terms, record.id, record.properties)
    return replace(record, archived=None, modified=terms.now)


def _onwards(
    terms: Terms, held: Mapping[str, str], values: dict[str, str]
) -> dict[str, str]:
    """A step back is left out of what the API writes; people may go back: [mem]."""
    if LIFECYCLE not in values or terms.source.name == BY_HAND:
        return values
    stages = terms.schema.options(LIFECYCLE)
    if goes_back(stages, held.get(LIFECYCLE), values[LIFECYCLE]):
        del values[LIFECYCLE]
    return values


def _accepted(
    terms: Terms, held: Mapping[str, str], properties: Mapping[str, str]
) -> dict[str, str]:
    """The values as they are kept. Most are plain texts and need no closer look."""
    plain = terms.schema.plain_texts
    is_long = max(map(len, properties.values()), default=0) > MAX_LENGTH
    odd = [name for name in properties if is_long or name not in plain]
    return {**properties, **_checked(terms, held, properties, odd)}


def _checked(
    terms: Terms,
    held: Mapping[str, str],
    properties: Mapping[str, str],
    names: Iterable[str],
) -> dict[str, str]:
    values: dict[str, str] = {}
    problems: list[InvalidValueError] = []
    for name in names:
        try:
            values[name] = _value(terms, name, held.get(name), properties[name])
        except InvalidValueError as problem:
            problems.append(problem)
    if problems:
        raise InvalidPropertiesError(problems)
    return values


def _value(terms: Terms, name: str, held: str | None, text: str) -> str:
    definition = terms.schema.definitions.get(name)
    if definition is None:
        raise unknown_property(name)
    if text in definition.kept_as_they_are:
        return text
    return canonical(Field(definition, held, terms.portal.owner_ids, terms.where), text)


def _needs(kind: ObjectKind) -> RefusedError:
    message = f"One of these properties is required: {', '.join(kind.needs)}"
    detail = {
        "message": message,
        "code": "MISSING_REQUIRED_PROPERTY",
        "context": {"propertyName": list(kind.needs)},
    }
    return invalid(message, errors=[detail])
