"""The words by which a record is found, and those that somebody looks for."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": "'"})
LENGTH = 40


def words_of(name: str, domain: str = "") -> set[str]:
    """From every place where one may begin to type, up to the next space:
    "Müller-Schmidt" is found as "muller-schmidt" and as "schmidt"."""
    text = plain(name)
    found = [
        chunk[word.start() :] for chunk in text.split() for word in WORD.finditer(chunk)
    ]
    spoken = found or [text.strip()]  # a name may be all signs
    return {word[:LENGTH] for word in [*spoken, domain.lower()]} - {""}


def sought(text: str) -> list[str]:
    """The beginnings of words of which a record must have each, longest first."""
    chunks = plain(text).split()
    words = {_trimmed(chunk)[:LENGTH] for chunk in chunks} - {""}
    return sorted(sorted(words), key=len, reverse=True) or [
        it[:LENGTH] for it in chunks[:1]
    ]


def plain(text: str) -> str:
    """Without capitals and accents."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(char for char in apart if not unicodedata.combining(char))


def _trimmed(chunk: str) -> str:
    """Without the punctuation around it."""
    words = list(WORD.finditer(chunk))
    return chunk[words[0].start() : words[-1].end()] if words else ""
