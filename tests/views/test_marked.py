"""What pages say is given to the catalogues: shown in a language of ⟦brackets⟧."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings as configured
from django.urls import reverse

from integrations import catalogue, spoken
from tests.views.small_world import small_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

CATALOGUE = configured.BASE_DIR / "integrations/locale/it/LC_MESSAGES/django.po"
SAID = {"alt", "aria-label", "data-label", "placeholder", "title"}
SILENT = {"code", "option", "script", "style", "time"}
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
NAMES = frozenset(
    ["CRM", "CSV", "English", "Français", "HubSpot", "Italiano", "Salesforce", "UTC"]
)
DATA = (
    "Add “Apparel” to the picklist.",
    "Add “…” to the picklist.",
    "Industry is gone.",
    "Salesforce refused it.",
    "http://127.0.0.1:9",
    "acme.example",
    "hubspot user",
    "salesforce user",
)
"""What the small world says by itself: messages of no template, names and values."""

VALUES = {"Acme", "Admin", "Globex", "Industry", "Initech", "Name", "Old", "Toys"}
VALUES |= {"Salesforce", "Syncadmin", "industry", "name"}


class Texts(HTMLParser):
    """Everything a person may read or hear, but for what stands in code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in SAID]
        if tag in SILENT:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append(data)


@pytest.fixture
def brackets(tmp_path: Path, settings: Settings) -> Iterator[None]:
    with CATALOGUE.open("rb") as file:
        found = read_po(file)
    for message in found:
        if isinstance(message.id, str) and message.id:
            message.string = f"⟦{message.id}⟧"
        elif message.id:
            message.string = tuple(f"⟦{form}⟧" for form in message.id)
    path = tmp_path / "it" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, found)
    settings.LOCALE_PATHS = [tmp_path]
    forget()
    yield
    forget()


def forget() -> None:
    """What was understood of Italian by other tests."""
    for name, cached in {**vars(catalogue), **vars(spoken)}.items():
        if name != "__builtins__" and hasattr(cached, "cache_clear"):
            cached.cache_clear()


def unmarked(page: str) -> set[str]:
    """Lines with words outside of every bracket; these may span several elements."""
    texts = Texts()
    texts.feed(page)
    bare = "\n".join(texts.found)
    for data in DATA:
        bare = bare.replace(data, "")
    while (inner := BRACKETED.sub("", bare)) != bare:
        bare = inner
    lines = {" ".join(line.split()) for line in bare.splitlines()}
    return {line for line in lines if set(WORD.findall(line)) - NAMES - VALUES}


@pytest.mark.usefixtures("brackets")
def test_every_page_says_only_what_can_be_translated(admin: Client) -> None:
    addresses = [*small_world(), reverse("health"), reverse("history")]
    found = {address: unmarked(look(admin, address)) for address in addresses}
    assert not sorted(set().union(*found.values()))


def look(client: Client, address: str) -> str:
    return client.get(address, headers={"accept-language": "it"}).content.decode()
