"""Stored messages in the reader's language: found again among the catalogue's."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from integrations.catalogue import Template, catalogue

MESSAGES = frozenset({"asks", "error", "evidence", "message", "problem", "why"})
"""The placeholders that hold a message in their turn."""

LETTERS = 6
"""A template with fewer letters of its own would find itself in anything."""

BREAK = re.compile(r"((?<=[.?!:]) |; )")
MOST_SENTENCES = 12
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
SHARE = re.compile(r"[\d,]+\.\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")

Spoken = tuple[int, str]
"""How many letters were understood, and the text with these in the reader's words."""


def spoken(text: str) -> str:
    """What is not among the messages stays as it is: a CRM's words, names, values."""
    language = get_language() or "en"
    return str(text) if language == "en" else _spoken(str(text), language)


@lru_cache(maxsize=4096)
def _spoken(text: str, language: str) -> str:
    whole = catalogue(language).sentences.get(text)
    return whole.translated({}) if whole else _of_sentences(text, language)[1]


def _of_sentences(text: str, language: str) -> Spoken:
    """Of all ways to cut the text into messages the one that understands most."""
    cuts = BREAK.split(text, maxsplit=MOST_SENTENCES)
    likely = [it for it in catalogue(language).templates if it.may_be_in(text)]
    best: list[Spoken] = [(0, "")] * (len(cuts) + 2)
    for start in range(len(cuts) - 1, -1, -2):
        best[start] = _joined((0, cuts[start]), cuts, start + 1, best)
        for end in range(start + 1, len(cuts) + 1, 2):
            found = _message("".join(cuts[start:end]), language, likely)
            if found and found[0] + best[end + 1][0] > best[start][0]:
                best[start] = _joined(found, cuts, end, best)
    return best[0]


def _joined(found: Spoken, cuts: list[str], end: int, best: list[Spoken]) -> Spoken:
    letters, text = best[end + 1]
    return found[0] + letters, found[1] + "".join(cuts[end : end + 1]) + text


def _message(text: str, language: str, likely: list[Template]) -> Spoken | None:
    for stem, stop in ((text, ""), (text.removesuffix("."), ".")):
        if found := _found(stem, language, likely):
            return found[0], found[1] + stop
        if not text.endswith("."):
            break
    return None


def _found(text: str, language: str, likely: list[Template]) -> Spoken | None:
    exact = catalogue(language).sentences.get(text)
    if exact and exact.letters >= LETTERS:
        return exact.letters, exact.translated({})
    for template in likely:
        parts = template.parts_of(text) if template.letters >= LETTERS else None
        if parts is not None:
            return _told(template, parts, language)
    return None


def _told(template: Template, parts: dict[str, str], language: str) -> Spoken:
    told = {name: _part(name, part, language) for name, part in parts.items()}
    letters = template.letters + sum(letters for letters, _text in told.values())
    words = {name: text for name, (_letters, text) in told.items()}
    return letters, template.translated(words, _count(parts))


def _part(name: str, part: str, language: str) -> Spoken:
    if GROUPED.fullmatch(part) or (name == "share" and SHARE.fullmatch(part)):
        return 0, str(number_format(part.replace(",", ""), force_grouping=True))
    if MOMENT.fullmatch(part):
        moment = datetime.fromisoformat(part.removesuffix(" UTC"))
        return 0, f"{date_format(moment, 'SHORT_DATETIME_FORMAT')} UTC"
    for template in catalogue(language).contexts.get(name, ()):
        found = template.parts_of(part)
        if found is not None:
            return _told(template, found, language)
    return _of_sentences(part, language) if name in MESSAGES else (0, part)


def _count(parts: dict[str, str]) -> int | None:
    count = parts.get("n", "").replace(",", "")
    return int(count) if count.isdecimal() else None
