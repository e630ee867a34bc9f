"""Record ids: 15 case-sensitive characters, or 18 with a case-safe checksum."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase, digits

CHECKSUM = ascii_uppercase + "012345"
# In the order of their ASCII codes, so that a later id sorts after an earlier one.
BASE62 = digits + ascii_uppercase + ascii_lowercase
SHAPE = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\Z")
SERIAL_DIGITS = 9
AS_BITS = str.maketrans(BASE62, "".join("01"[each.isupper()] for each in BASE62))
OF_BITS = {f"{bits:05b}"[::-1]: mark for bits, mark in enumerate(CHECKSUM)}


def canonical(text: str) -> str | None:
    """Give the 18-character form, or None when ``text`` cannot be an id."""
    if not SHAPE.match(text):
        return None
    head, tail = text[:15], text[15:]
    suffix = checksum(head)
    if tail in ("", suffix):
        return head + suffix
    is_mangled = text in (text.upper(), text.lower())
    return _restored(head, tail.upper()) if is_mangled else None


def checksum(head: str) -> str:
    """Mark which letters of each five are capitals, a bit each."""
    bits = head.translate(AS_BITS)
    return OF_BITS[bits[:5]] + OF_BITS[bits[5:10]] + OF_BITS[bits[10:]]


def base62(number: int, width: int) -> str:
    characters = []
    for _ in range(width):
        number, rest = divmod(number, 62)
        characters.append(BASE62[rest])
    return "".join(reversed(characters))


def from_base62(text: str) -> int:
    """Read what ``base62`` has written."""
    number = 0
    for character in text:
        number = 62 * number + BASE62.index(character)
    return number


class IdSequence:
    """The ids of one object, each greater than the one before.

    ``after`` is an id made earlier: the sequence goes on behind it.
    """

    def __init__(self, prefix: str, after: str = "") -> None:
        self._head = f"{prefix}Sb0"
        self._last = from_base62(after[len(self._head) : 15])

    def next(self) -> str:
        self._last += 1
        head = self._head + base62(self._last, SERIAL_DIGITS)
        return head + checksum(head)


def _restored(head: str, tail: str) -> str | None:
    """Put the letters' case back from the checksum: what the 3 are there for."""
    characters = []
    for place, character in enumerate(head):
        bits = CHECKSUM.find(tail[place // 5])
        if bits < 0:
            return None
        is_capital = bits >> place % 5 & 1
        characters.append(character.upper() if is_capital else character.lower())
    restored = "".join(characters)
    return restored + tail if checksum(restored) == tail else None
