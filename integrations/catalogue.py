"""The messages of a language's catalogue, made to be found by their English text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import read_mo
from django.utils.translation import gettext, ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel.messages.catalog import Message

LOCALE = Path(__file__).resolve().parent / "locale"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True, slots=True)
class Template:
    """``text`` is what is sought: the message itself or its ``plural``."""

    text: str
    singular: str
    plural: str
    context: str
    pattern: re.Pattern[str]
    pieces: tuple[str, ...]
    letters: int

    def may_be_in(self, text: str) -> bool:
        return all(piece in text for piece in self.pieces)

    def parts_of(self, text: str) -> dict[str, str] | None:
        found = self.pattern.fullmatch(text)
        return found.groupdict() if found else None

    def translated(self, parts: Mapping[str, str], count: int | None = None) -> str:
        text = self._translation(count)
        return text % parts if parts else text

    def _translation(self, count: int | None) -> str:
        if self.context:
            return pgettext(self.context, self.text)
        if not self.plural:
            return gettext(self.text)
        assumed = 1 if self.text == self.singular else 2
        return ngettext(self.singular, self.plural, assumed if count is None else count)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``sentences``: those without placeholders; ``templates``: the most telling
    first; ``contexts``: the words for a placeholder, by its name."""

    sentences: dict[str, Template] = field(default_factory=dict)
    templates: list[Template] = field(default_factory=list)
    contexts: dict[str, list[Template]] = field(default_factory=dict)


@cache
def catalogue(language: str) -> Catalogue:
    """Empty where the catalogues were not compiled."""
    found = Catalogue()
    path = LOCALE / language / "LC_MESSAGES" / "django.mo"
    if path.exists():
        with path.open("rb") as file:
            for message in read_mo(file):
                for template in _templates(message):
                    _keep(template, found)
    for templates in (found.templates, *found.contexts.values()):
        templates.sort(key=lambda it: -it.letters)
    return found


def _keep(template: Template, found: Catalogue) -> None:
    if template.context:
        found.contexts.setdefault(template.context, []).append(template)
    elif template.pattern.groups:
        found.templates.append(template)
    else:
        found.sentences[template.text] = template


def _templates(message: Message) -> Iterator[Template]:
    one, several = (message.id, "") if isinstance(message.id, str) else message.id
    for text in filter(None, (one, several)):
        pieces = PLACEHOLDER.split(text)
        own = tuple(piece.replace("%%", "%") for piece in pieces[::2])
        letters = sum(map(str.isalpha, "".join(own)))
        pattern, context = _pattern(own, pieces[1::2]), _context(message)
        yield Template(text, one, several, context, pattern, own, letters)


def _context(message: Message) -> str:
    """Babel leaves it undecoded."""
    context: object = message.context or ""
    return context.decode() if isinstance(context, bytes) else str(context)


def _pattern(own: tuple[str, ...], names: list[str]) -> re.Pattern[str]:
    """A placeholder's second place holds what its first one does."""
    pattern, seen = re.escape(own[0]), set[str]()
    for name, piece in zip(names, own[1:], strict=True):
        pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
        pattern += re.escape(piece)
        seen.add(name)
    return re.compile(pattern, re.DOTALL)
