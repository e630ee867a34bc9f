"""The JSON of a call, read as strictly as HubSpot's own reader does."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from integrations.sandbox.hubspot.refusals import RefusedError, invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
WHOLE = re.compile(r"-?[0-9]{1,18}")
TOKENS = {
    dict: ("Object", "START_OBJECT"),
    list: ("Array", "START_ARRAY"),
    str: ("String", "VALUE_STRING"),
    int: ("Integer", "VALUE_NUMBER_INT"),
    float: ("Floating-point", "VALUE_NUMBER_FLOAT"),
    type(None): ("Null", "VALUE_NULL"),
}
PROPERTY_NAME = re.compile(r"[^A-Z]{1,99}")


@lru_cache(maxsize=1024)
def _badly_named(names: tuple[str, ...]) -> list[str]:
    """The records of a batch mostly have the same properties."""
    return [name for name in names if not PROPERTY_NAME.fullmatch(name)]


class Body:
    """``raw`` is only needed to tell the place of a mistake."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        try:
            self.json: Any = orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            where = f"on line {error.lineno}, column {error.colno}"
            raise invalid(f"Invalid input JSON {where}: {error.msg}") from error

    def order(self, *required: str) -> dict[str, Any]:
        """What the call is about: an object with at least these fields."""
        order: dict[str, Any] = self.checked(self.json, dict, *required)
        return order

    def texts(self) -> list[str]:
        """A bare array of ids, as lists take it."""
        return [str(item) for item in self.checked(self.json, list)]

    def checked(self, value: Any, shape: type[T], *required: str) -> T:
        if not isinstance(value, shape):
            name = "java.util.LinkedHashMap" if shape is dict else "java.util.ArrayList"
            raise self.wrong_type(name, value)
        if isinstance(value, dict):
            missing = [name for name in required if value.get(name) is None]
            if missing:
                raise self.missing(missing)
        return value

    def inputs(self, *required: str) -> list[dict[str, Any]]:
        found: list[object] = self.checked(self.order("inputs")["inputs"], list)
        return [self.checked(each, dict, *required) for each in found]

    def names(self, of: Mapping[str, Any], key: str) -> list[str]:
        """An optional array of texts."""
        return [str(name) for name in self.checked(of.get(key) or [], list)]

    def text(self, of: Mapping[str, Any], key: str) -> str | None:
        """An optional text; a number is taken for its text."""
        value = of.get(key)
        if isinstance(value, dict | list):
            raise self.wrong_type("java.lang.String", value, key)
        return None if value is None else str(value)

    def whole(self, of: Mapping[str, Any], key: str, usual: int) -> int:
        """An optional whole number, as such or as text."""
        text = self.text(of, key)
        if text in (None, ""):
            return usual
        if not WHOLE.fullmatch(str(text)):
            raise invalid(f"Invalid input JSON {self._place(key)}: {text} is no number")
        return int(str(text))

    def properties(self, of: Mapping[str, Any]) -> dict[str, str]:
        given: dict[str, Any] = self.checked(of.get("properties"), dict)
        if wrong := _badly_named(tuple(given)):
            raise self.badly_named(wrong)
        if {*map(type, given.values())} == {str}:
            return given
        return {
            name: value if isinstance(value, str) else self._value(name, value)
            for name, value in given.items()
        }

    def missing(self, names: Iterable[str]) -> RefusedError:
        listed = ", ".join(names)
        where = self._place("")
        text = f"Invalid input JSON {where}. Some required fields were not set"
        return invalid(f"{text}: [{listed}]")

    def badly_named(self, names: list[str]) -> RefusedError:
        text = "Names for properties should be lowercase and have less than 100"
        where = self._place(names[-1])
        listed = ", ".join(names)
        return invalid(
            f"Invalid input JSON {where}: {text} characters. Invalid names: [{listed}]"
        )

    def wrong_type(self, wanted: str, value: object, near: str = "") -> RefusedError:
        """Recorded without a category."""
        truth = ("Boolean", f"VALUE_{str(value).upper()}")
        kind, token = truth if isinstance(value, bool) else TOKENS[type(value)]
        got = f"{kind} value (token `JsonToken.{token}`)"
        text = f"Cannot deserialize value of type `{wanted}` from {got}"
        return RefusedError(400, f"Invalid input JSON {self._place(near)}: {text}")

    def _value(self, name: str, value: object) -> str:
        """Numbers and booleans are taken for their text, null for a blank: [mem]."""
        if value is None:
            return ""
        if isinstance(value, dict | list):
            raise self.wrong_type("java.lang.String", value, name)
        return str(value).lower() if isinstance(value, bool) else str(value)

    def _place(self, near: str) -> str:
        """Where the text named stands; without one, the end."""
        text = self.raw.decode(errors="replace")
        found = text.find(f'"{near}"') if near else len(text)
        before = text[: max(found, 0)]
        line = before.count("\n") + 1
        return f"on line {line}, column {len(before) - before.rfind(chr(10))}"
