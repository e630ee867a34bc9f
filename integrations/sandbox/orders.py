"""The bodies of the control calls, checked."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from integrations.sandbox.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.crm import Crm
    from integrations.sandbox.faults import Effect

Check = Callable[[object], bool]


class OrderError(Exception):
    """A control call that cannot be obeyed, and why."""


def reset(order: object) -> tuple[int, dict[str, int]]:
    sizes = cast("dict[str, int]", checked(order, RESET))
    return sizes.pop("seed", 1), sizes


def settings(order: object) -> dict[str, object]:
    return checked(order, SETTINGS)


def fault(order: object, crm: Crm) -> Fault:
    keys = checked(order, FAULT)
    if "effect" not in keys:
        raise OrderError('A fault needs an "effect".')
    return Fault(
        effect=_effect(keys["effect"], crm),
        method=str(keys.get("method") or "").upper(),
        path=_pattern(str(keys.get("path") or "")),
        after=cast("int", keys.get("after", 0)),
        times=cast("int | None", keys.get("times")),
        probability=cast("float", keys.get("probability", 1.0)),
    )


def _effect(order: object, crm: Crm) -> Effect:
    effect = cast("Effect", checked(order, EFFECT))
    if not effect.keys() - {"body", "headers", "records"}:
        raise OrderError("The effect does nothing.")
    if "error" in effect:
        try:
            crm.named_error(effect["error"])
        except ValueError as error:
            raise OrderError(str(error)) from error
    return effect


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise OrderError(f'"path" is not a regular expression: {error}') from error


def checked(order: object, checks: Mapping[str, Check]) -> dict[str, object]:
    if not isinstance(order, dict):
        raise OrderError(f"A JSON object is wanted, not {order!r}.")
    for key, value in order.items():
        if key not in checks:
            raise OrderError(f'"{key}" is not one of {", ".join(checks)}.')
        if not checks[key](value):
            raise OrderError(f'"{key}" cannot be {value!r}.')
    return order


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return _is_whole(value) and cast("int", value) >= 0


def _is_length(value: object) -> bool:
    return _is_whole(value) and cast("int", value) > 0


def is_amount(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(cast("float", value)) and cast("float", value) >= 0


def _is_share(value: object) -> bool:
    return is_amount(value) and cast("float", value) <= 1


def is_text(value: object) -> bool:
    return isinstance(value, str)


def is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_status(value: object) -> bool:
    return _is_count(value) and cast("int", value) in range(200, 600)


def _is_side(value: object) -> bool:
    return value in ("before", "after")


def _is_headers(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


RESET: dict[str, Check] = {
    "seed": _is_whole,
    "accounts": _is_count,
    "companies": _is_count,
    "contacts": _is_count,
    "leads": _is_count,
    "lists": _is_count,
}
SETTINGS: dict[str, Check] = {
    "latency_ms": is_amount,
    "rate_limits": is_switch,
    "search_lag_s": is_amount,
    "daily_limit": _or_none(_is_count),
    "auto_create_companies": is_switch,
    "freeze_clock": is_switch,
}
FAULT: dict[str, Check] = {
    "method": _or_none(is_text),
    "path": _or_none(is_text),
    "after": _is_count,
    "times": _or_none(_is_count),
    "probability": _is_share,
    "effect": lambda value: isinstance(value, dict),
}
EFFECT: dict[str, Check] = {
    "status": _is_status,
    "body": _or_none(is_text),
    "headers": _is_headers,
    "error": is_text,
    "records": _is_count,
    "latency_ms": is_amount,
    "drop": _is_side,
    "expire_session": is_switch,
    "short_pages": _is_length,
    "late_commit_s": is_amount,
}
