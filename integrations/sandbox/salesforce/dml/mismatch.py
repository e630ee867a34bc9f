"""JSON whose type does not fit the field."""

from __future__ import annotations

import re

import orjson

from integrations.sandbox.salesforce.errors import CallError

TYPES = {
    "int": "int",
    "double": "double",
    "currency": "double",
    "percent": "double",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
}


class MismatchError(CallError):
    """``key`` is the field as the body spells it, by which its place is found."""

    def __init__(self, key: str, type_: str, raw: object) -> None:
        token, shown = _token(raw)
        wanted = TYPES.get(type_, "string")
        message = (
            f"Cannot deserialize instance of {wanted} from {token} value {shown} or "
            "request may be missing a required field"
        )
        super().__init__("JSON_PARSER_ERROR", message)
        self.key = key

    def locate(self, body: bytes) -> None:
        """Tell the line and column of the value, as Salesforce does."""
        text = body.decode(errors="replace")
        found = re.search(rf'"{re.escape(self.key)}"\s*:\s*', text)
        before = text[: found.end()] if found else ""
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        self.message += f" at [line:{line}, column:{column}]"


def _token(raw: object) -> tuple[str, str]:
    match raw:
        case dict():
            return "START_OBJECT", "{"
        case list():
            return "START_ARRAY", "["
        case str():
            return "VALUE_STRING", raw
        case bool():
            return f"VALUE_{raw}".upper(), str(raw).lower()
        case float():
            return "VALUE_NUMBER_FLOAT", orjson.dumps(raw).decode()
        case _:
            return "VALUE_NUMBER_INT", str(raw)
