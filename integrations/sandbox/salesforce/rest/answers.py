"""References to earlier answers: ``@{refAccount.id}`` (documented)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from integrations.sandbox.salesforce.errors import RefusalError

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Payload

Answers = dict[str, object]

REFERENCE = re.compile(r"@\{([^{}]*)\}")
STEP = re.compile(r"\.?(\w+)|\[(\d{1,9})\]", re.ASCII)
FIRST_WITH_NULLS = 52
NOWHERE = object()


def filled(part: Payload, known: Answers, version: str) -> Payload:
    """Put the values where the part refers to them, in its url and its body."""
    nulls = float(version.removeprefix("v")) >= FIRST_WITH_NULLS
    url = REFERENCE.sub(
        lambda found: quote(_text(_value(found[1], known, nulls=nulls)), safe=""),
        str(part.get("url")),
    )
    return {**part, "url": url, "body": _filled(part.get("body"), known, nulls=nulls)}


def _filled(value: object, known: Answers, *, nulls: bool) -> object:
    """A text that is nothing but a reference takes the type of the value."""
    if isinstance(value, dict):
        return {key: _filled(v, known, nulls=nulls) for key, v in value.items()}
    if isinstance(value, list):
        return [_filled(v, known, nulls=nulls) for v in value]
    if not isinstance(value, str):
        return value
    if whole := REFERENCE.fullmatch(value):
        return _value(whole[1], known, nulls=nulls)
    return REFERENCE.sub(
        lambda found: _text(_value(found[1], known, nulls=nulls)), value
    )


def _value(path: str, known: Answers, *, nulls: bool) -> object:
    """Documented: what cannot be had halts the part, and so did null before v52."""
    name, *_ = re.split(r"[.\[]", path, maxsplit=1)
    value = _found(path[len(name) :], known.get(name, NOWHERE))
    is_value = isinstance(value, str | int | float | bool)
    if is_value or (value is None and nulls):
        return value
    message = (
        f"Invalid reference specified. No value for {path} found in {name}. Provided "
        f"referenceId ('{path}') must start with a letter or a number, and it can "
        "contain only letters, numbers and underscores ('_')."
    )
    raise RefusalError("PROCESSING_HALTED", message)


def _found(steps: str, value: object) -> object:
    while steps:
        step = STEP.match(steps)
        if step is None:
            return NOWHERE
        value = _inside(value, step[1], step[2])
        steps = steps[step.end() :]
    return value


def _inside(value: object, key: str | None, place: str | None) -> object:
    if isinstance(value, dict) and key is not None:
        return cast("dict[str, object]", value).get(key, NOWHERE)
    if isinstance(value, list) and place is not None and int(place) < len(value):
        return cast("list[object]", value)[int(place)]
    return NOWHERE


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return str(value)
