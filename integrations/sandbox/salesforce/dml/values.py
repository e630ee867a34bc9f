"""Values of a JSON body checked against their field and made ready to store."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce import stamps
from integrations.sandbox.salesforce.dml.mismatch import MismatchError
from integrations.sandbox.salesforce.errors import RefusalError, UnsupportedError
from integrations.sandbox.salesforce.schema.field import NUMBERS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.sandbox.salesforce.schema.field import Field, Value

NUMERAL = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\Z", re.ASCII)
EMAIL = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[^\s@.,;:]+(?:\.[^\s@.,;:]+)+\Z")
# [mem] that it is these: what Java's ``trim`` takes, so no-break spaces stay.
BLANKS = "".join(map(chr, range(ord(" ") + 1)))
BOOLEANS: dict[object, bool] = {True: True, False: False, "true": True, "false": False}


def value_of(field: Field, key: str, raw: object) -> Value:
    """Null clears a field, and so does an empty string (documented).

    Documented too: white space around a text is trimmed.
    """
    if isinstance(raw, str) and field.type in TEXTS:
        raw = raw.strip(BLANKS)
    if raw is None or raw == "":
        if field.type == "boolean":
            raise UnsupportedError(f"writing null to the checkbox {field.name}")
        return None
    convert = _number if field.type in NUMBERS else OTHERS.get(field.type, _text)
    return convert(field, key, raw)


def _text(field: Field, key: str, raw: object) -> str:
    if not isinstance(raw, str):
        raise MismatchError(key, field.type, raw)
    if field.length and len(raw) > field.length:
        raise _refused(
            "STRING_TOO_LONG",
            field,
            f"data value too large: {raw} (max length={field.length})",
        )
    if field.type == "email" and not EMAIL.match(raw):
        raise _refused("INVALID_EMAIL_ADDRESS", field, f"invalid email address: {raw}")
    if field.restricted and raw not in {option.value for option in field.options}:
        raise _refused(
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            field,
            f"bad value for restricted picklist field: {raw}",
        )
    return raw


def _number(field: Field, key: str, raw: object) -> Value:
    """Fractions beyond the scale are rounded (documented)."""
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    is_numeral = isinstance(raw, str) and NUMERAL.match(raw) is not None
    if not is_number and not is_numeral:
        raise MismatchError(key, field.type, raw)
    number = Decimal(str(raw))
    if _is_beyond(field, number):
        raise _refused(
            "NUMBER_OUTSIDE_VALID_RANGE",
            field,
            f"value outside of valid range on numeric field: {raw}",
        )
    if field.type == "int" and number != int(number):
        raise MismatchError(key, field.type, raw)
    if field.type == "int":
        return int(number)
    return float(number.quantize(Decimal(1).scaleb(-field.scale), ROUND_HALF_UP))


def _is_beyond(field: Field, number: Decimal) -> bool:
    if field.most:
        return abs(number) > field.most
    digits = field.digits or field.precision - field.scale
    return abs(number) >= Decimal(1).scaleb(digits)


def _boolean(field: Field, key: str, raw: object) -> bool:
    if not isinstance(raw, bool | str) or raw not in BOOLEANS:
        raise MismatchError(key, field.type, raw)
    return BOOLEANS[raw]


def _date(field: Field, key: str, raw: object) -> str:
    if not isinstance(raw, str) or not stamps.is_date(raw):
        raise MismatchError(key, field.type, raw)
    return raw


def _datetime(field: Field, key: str, raw: object) -> int:
    moment = stamps.parsed(raw) if isinstance(raw, str) else None
    if moment is None:
        raise MismatchError(key, field.type, raw)
    return int(moment)


def _refused(code: str, field: Field, reason: str) -> RefusalError:
    return RefusalError(code, f"{field.label}: {reason}", [field.name])


OTHERS: dict[str, Callable[[Field, str, object], Value]] = {
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
}
