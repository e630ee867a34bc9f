"""One value on its way into a property: accepted in HubSpot's own form, or refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot import stamps
from integrations.sandbox.hubspot.company_domain import bare
from integrations.sandbox.hubspot.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from integrations.sandbox.hubspot.definitions import Definition

MAX_LENGTH = 65_536
NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*\.[^@\s.]{2,}")
IN_THE_OLD_SHAPE = {"INVALID_EMAIL", "INVALID_DATE", "INVALID_LONG"}


class InvalidValueError(Exception):
    """One entry of the list in which HubSpot collects what is wrong."""

    def __init__(self, name: str, code: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.code = code
        self.message = message

    def as_json(self) -> dict[str, object]:
        return {
            "isValid": False,
            "message": self.message,
            "error": self.code,
            "name": self.name,
        }

    def as_detail(self) -> dict[str, object]:
        return {
            "message": self.message,
            "code": self.code,
            "context": {"propertyName": [self.name]},
        }


class InvalidPropertiesError(RefusedError):
    """Answers as recorded: three codes are only known in the older shape."""

    def __init__(self, problems: Sequence[InvalidValueError]) -> None:
        self.problems = problems
        results = [problem.as_json() for problem in problems]
        words = "Property values were not valid"
        if all(problem.code in IN_THE_OLD_SHAPE for problem in problems):
            super().__init__(400, words, validationResults=results)
            return
        embedded = json.dumps(results, separators=(",", ":"), ensure_ascii=False)
        details = [problem.as_detail() for problem in problems]
        message = f"{words}: {embedded}"
        super().__init__(400, message, "VALIDATION_ERROR", errors=details)


@dataclass(slots=True)
class Field:
    """A property on a record: what it may hold, and what it holds."""

    definition: Definition
    held: str | None
    owner_ids: Collection[str]
    coordinates: str

    def problem(self, code: str, message: str) -> InvalidValueError:
        return InvalidValueError(self.definition.name, code, message)


def canonical(field: Field, text: str) -> str:
    """Give the value as HubSpot keeps it; raise InvalidValueError."""
    definition = field.definition
    if not definition.is_writable:
        raise _read_only(field)
    return CHECKS[definition.type](field, text) if text else ""


def unknown_property(name: str) -> InvalidValueError:
    message = f'Property "{name}" does not exist'
    return InvalidValueError(name, "PROPERTY_DOESNT_EXIST", message)


def _read_only(field: Field) -> InvalidValueError:
    kind = "calculated" if field.definition.calculated else "read only"
    name = field.definition.name
    message = f'"{name}" is a {kind} property; its value cannot be set.'
    return field.problem("READ_ONLY_VALUE", message)


def _string(field: Field, text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise field.problem("MAX_LENGTH", f"Enter {MAX_LENGTH} characters or fewer")
    if field.definition.is_domain:
        return bare(text)
    return _email(field, text) if field.definition.name == "email" else text


def _email(field: Field, text: str) -> str:
    if not EMAIL.fullmatch(text):
        raise field.problem("INVALID_EMAIL", f"Email address {text} is invalid")
    return text.lower()


def _number(field: Field, text: str) -> str:
    """No exponents, no blanks around (recorded)."""
    if not NUMBER.fullmatch(text):
        raise field.problem("INVALID_INTEGER", f"{text} was not a valid number.")
    return text


def _date(field: Field, text: str) -> str:
    try:
        millis = stamps.parse_day(text)
    except ValueError:
        raise _invalid_long(field, text) from None
    if rest := millis % stamps.DAY:
        raise field.problem("INVALID_DATE", _not_midnight(text, rest))
    return stamps.day(millis)


def _not_midnight(text: str, millis: int) -> str:
    seconds, thousandths = divmod(millis, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    clock = f"{hour}:{minute:02d}:{second:02d}.{thousandths:03d}"
    return f"{text} is at {clock} UTC, not midnight!"


def _datetime(field: Field, text: str) -> str:
    try:
        return stamps.iso(stamps.parse(text))
    except ValueError:
        raise _invalid_long(field, text) from None


def _invalid_long(field: Field, text: str) -> InvalidValueError:
    message = f"{text} was not a valid long. {field.coordinates}"
    return field.problem("INVALID_LONG", message)


def _bool(field: Field, text: str) -> str:
    if text not in ("true", "false"):
        raise _not_an_option(field, text, ("true", "false"))
    return text


def _enumeration(field: Field, text: str) -> str:
    if field.definition.external_options:
        return _owner(field, text)
    if field.definition.field_type == "checkbox":
        return _choices(field, text)
    return _choice(field, text)


def _choices(field: Field, text: str) -> str:
    """A leading semicolon adds to what is chosen already (documented)."""
    held = (field.held or "").split(";") if text.startswith(";") else []
    chosen = [_choice(field, part) for part in text.split(";") if part]
    return ";".join(dict.fromkeys(part for part in (*held, *chosen) if part))


def _choice(field: Field, text: str) -> str:
    if text not in field.definition.choices:
        options = field.definition.options
        raise _not_an_option(field, text, [option.value for option in options])
    return text


def _not_an_option(
    field: Field, text: str, allowed: Iterable[str]
) -> InvalidValueError:
    listed = ", ".join(allowed)
    message = f"{text} was not one of the allowed options: [{listed}]"
    return field.problem("INVALID_OPTION", message)


def _owner(field: Field, text: str) -> str:
    if text not in field.owner_ids:
        raise field.problem("INVALID_OWNER_ID", f"{text} was not a valid owner ID")
    return text


CHECKS: dict[str, Callable[[Field, str], str]] = {
    "string": _string,
    "phone_number": _string,
    "number": _number,
    "date": _date,
    "datetime": _datetime,
    "bool": _bool,
    "enumeration": _enumeration,
}
