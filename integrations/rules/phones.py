"""Phone numbers that reach the same line, however they are written."""

from __future__ import annotations

import re

EXTENSION = re.compile(r"(?:x|ext\.?|extension|durchwahl|int\.)\s*\d+\s*$", re.I)
TRUNK = re.compile(r"\(0\)")
DIGIT = re.compile(r"\d")
SHORTEST, LONGEST_PREFIX = 6, 3


def same_line(one: str | None, other: str | None) -> bool:
    """Equal but for the country's code, which may be missing on one side."""
    shorter, longer = sorted([_national(one), _national(other)], key=len)
    prefix = len(longer) - len(shorter)
    return (
        len(shorter) >= SHORTEST
        and prefix <= LONGEST_PREFIX
        and longer.endswith(shorter)
    )


def _national(phone: str | None) -> str:
    """The digits from the first that is not 0: not the way out of a country or town."""
    text = TRUNK.sub("", EXTENSION.sub("", phone or ""))
    return "".join(DIGIT.findall(text)).lstrip("0")
