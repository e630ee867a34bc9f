"""What JSON may look like, told by Python's own literals.

``str`` and the like are types, ``None`` is null, a compiled pattern is text that fits
it, a ``frozenset`` holds the only values, a tuple is one of several shapes, ``[shape]``
a list of it. ``{"a": x, "b?": y}`` is an object with an "a", perhaps a "b" and nothing
else, but for ``{...: shape}``: any further key. ``...`` is anything. A function gives
a shape that holds itself.
"""

from __future__ import annotations

import re
from typing import Any

Shape = Any
SHOWN = 80


def misfit(value: object, shape: Shape, at: str = "$") -> str | None:
    """Where the value differs from the shape; None: it fits."""
    match shape:
        case dict():
            return _object(value, shape, at)
        case list():
            return _list(value, shape[0], at)
        case tuple():
            fits = any(misfit(value, each, at) is None for each in shape)
        case _ if callable(shape) and not isinstance(shape, type):
            return misfit(value, shape(), at)
        case _:
            fits = _plain(value, shape)
    return None if fits else f"{at} is {_shown(value)}"


def _plain(value: object, shape: Shape) -> bool:
    match shape:
        case type():
            is_bool = isinstance(value, bool) and shape is not bool
            return isinstance(value, shape) and not is_bool
        case re.Pattern():
            return isinstance(value, str) and shape.fullmatch(value) is not None
        case frozenset():
            return value in shape
        case _:
            return shape is ... or value is shape


def _list(value: object, shape: Shape, at: str) -> str | None:
    if not isinstance(value, list):
        return f"{at} is no list but {_shown(value)}"
    found = (misfit(each, shape, f"{at}[{n}]") for n, each in enumerate(value))
    return next((text for text in found if text is not None), None)


def _object(value: object, shape: dict[Any, Shape], at: str) -> str | None:
    if not isinstance(value, dict):
        return f"{at} is no object but {_shown(value)}"
    for name in shape:
        if name is not ... and not name.endswith("?") and name not in value:
            return f"{at} has no {name}"
    for name, each in value.items():
        text = _member(name, each, shape, f"{at}.{name}")
        if text is not None:
            return text
    return None


def _member(name: str, value: object, shape: dict[Any, Shape], at: str) -> str | None:
    for known in (name, f"{name}?", ...):
        if known in shape:
            return misfit(value, shape[known], at)
    return f"{at} is not known"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
