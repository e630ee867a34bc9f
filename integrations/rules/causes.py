"""Which sync errors have one cause: equal but for the record they are about (E3)."""

from __future__ import annotations

import re
from hashlib import blake2s

QUOTED = r"(?<!\w)'.{0,999}?'(?!\w)|\"[^\"]*\"|“[^”]*”|«[^»]*»"
ADDRESS = r"https?://[^\s,;)]*[^\s,;).:]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
MOMENT = r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)"
UUID = r"\b[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4}\b"
ID = r"\b(?=[a-z]*\d)[a-z0-9]{15}(?:[a-z0-9]{3})?\b"
NUMBER = r"(?<![\w.])[-+]?\d+(?:[.,]\d+)*(?!\w)"

PARTICULAR = re.compile(
    "|".join([QUOTED, ADDRESS, MOMENT, UUID, ID, NUMBER]), re.IGNORECASE | re.DOTALL
)
BLANK = "…"
QUOTES = "'\"“«"


def cause(category: str, code: str, field: str, message: str, value: str = "") -> str:
    """A short key, the same for errors that differ only in their record."""
    parts = "\n".join([category, code, field, pattern(message, value).casefold()])
    return blake2s(parts.encode("utf-8", "replace"), digest_size=16).hexdigest()


def pattern(message: str, value: str = "") -> str:
    """The message with a … for each quoted value, address, id, date and number."""
    return PARTICULAR.sub(BLANK, _without(value, message))


def blanked(message: str, value: str = "") -> str:
    """The same to be read: the quotes stay, as the catalogues' messages have them."""
    return PARTICULAR.sub(_blank, _without(value, message))


def naming(message: str, value: str) -> str:
    """The same, but for ``value`` itself: what all records of a cause hold."""
    text, refused = (" ".join(it.split()) for it in (message, value))
    if not refused:
        return blanked(message)
    bare = rf"(?-i:(?<!\w){re.escape(refused)}(?!\w))"
    parts = re.compile(f"{bare}|{PARTICULAR.pattern}", PARTICULAR.flags)
    return parts.sub(lambda it: _blank(it, refused), text)


def _without(value: str, message: str) -> str:
    """The CRMs name ``value``, the one refused, without quotes."""
    text = " ".join(message.split())
    refused = " ".join(value.split())
    if refused:
        text = re.sub(rf"(?<!\w){re.escape(refused)}(?!\w)", BLANK, text)
    return text


def _blank(found: re.Match[str], kept: str = "") -> str:
    text = found[0]
    if kept and kept in {text, text[1:-1]}:
        return text
    return text[0] + BLANK + text[-1] if text[0] in QUOTES else BLANK
