"""The catalogues: complete, and found again by the English text that is stored."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import override

from integrations import catalogue
from integrations.rules.creation import RULES
from integrations.rules.creation_table import TABLE
from integrations.spoken import LETTERS, _spoken, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message
    from pytest_django import Settings

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
COLLECTED = "integrations/locale/{}/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
FRENCH_SIGN_AMISS = re.compile(r"(?<!\xa0)[:;!?»](?=\s|$)|«(?!\xa0)")
SKIPPED = shutil.ignore_patterns(
    *(".git", ".venv", "var", "node_modules", "tests"),
    *("__pycache__", "*_cache", ".hypothesis"),  # where others are writing
)
MARKED = {
    "gettext": slice(0, 1),
    "gettext_lazy": slice(0, 1),
    "ngettext": slice(0, 2),
    "ngettext_lazy": slice(0, 2),
    "said": slice(0, 1),
    "said_of": slice(1, 3),
}
"""Where the words stand that are collected; ``_`` is one of these."""


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def of(language: str) -> Catalog:
    return read(settings.BASE_DIR / COLLECTED.format(language))


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def keys(found: Catalog) -> set[tuple[str, str]]:
    return {(it.context or "", forms(it.id)[0]) for it in found if it.id}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the code says now, collected from a copy of it."""
    if not (shutil.which("xgettext") and shutil.which("msgmerge")):
        if os.environ.get("CI") == "true":
            pytest.fail("GNU gettext is not installed: apt-get install gettext")
        pytest.skip("GNU gettext is not installed: apt-get install gettext")
    copy = tmp_path_factory.mktemp("collected") / "copy"
    shutil.copytree(settings.BASE_DIR, copy, ignore=SKIPPED)
    shutil.rmtree(copy / "integrations/locale")
    (copy / "integrations/locale").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "--locale", "it"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "syncadmin.settings"}
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    return read(copy / COLLECTED.format("it"))


@pytest.fixture
def compiled(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """As set-up does it, from what the catalogues say now."""
    for language in LANGUAGES:
        path = tmp_path / language / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_mo(file, of(language))
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    forget()
    yield
    forget()


def forget() -> None:
    catalogue.catalogue.cache_clear()
    _spoken.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_has_what_the_code_says_and_no_more(
    language: str, collected: Catalog
) -> None:
    assert keys(of(language)) == keys(collected), "Run: make messages"


def test_every_message_stands_where_it_is_collected() -> None:
    """A name of several messages is never met by the tool that collects them."""
    package = settings.BASE_DIR / "integrations"
    through = {package / "said.py", package / "catalogue.py"}
    assert not [
        f"{path.name}: {ast.unparse(call)}"
        for path in set(package.rglob("*.py")) - through
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and not all(map(is_collected, words_of(call)))
    ]


def words_of(call: ast.Call) -> list[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    where = MARKED.get("gettext" if name == "_" else name)
    return call.args[where] if where else []


def is_collected(word: ast.expr) -> bool:
    """Itself, or by the table of such that it is taken from."""
    if isinstance(word, ast.Subscript) and isinstance(word.value, ast.Name):
        return word.value.id.isupper()
    return isinstance(word, ast.Constant)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated_and_nothing_is_only_guessed(language: str) -> None:
    found = of(language)
    assert not [it.id for it in found if it.id and not all(forms(it.string))]
    assert not [it.id for it in found if it.id and it.fuzzy]
    assert not found.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    wrong = [it.id for it in of(language) if it.id and not agrees(it)]
    assert not wrong


def agrees(message: Message) -> bool:
    """A singular may leave its number out."""
    *singular, wanted = (placeholders(text) for text in forms(message.id))
    *one, several = (placeholders(text) for text in forms(message.string))
    return several == wanted and all(it <= wanted for it in [*one, *singular])


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


STORED = {
    "Salesforce's Phone is required: fill in HubSpot's Mobile.": (
        "Phone di Salesforce è obbligatorio: compilare Mobile di HubSpot."
    ),
    "The text has 1,234 characters and Salesforce's Name holds 255: shorten HubSpot's"
    " Title, or map a longer field.": (
        "Il testo ha 1.234 caratteri e Name di Salesforce ne contiene 255: accorciare"
        " Title di HubSpot, o mappare un campo più lungo."
    ),
    "No contact is private: Ada, Bob, Cleo and 4,997 more sync with leads; Dan is not"
    " in Salesforce yet.": (
        "Nessun contatto è privato: Ada, Bob, Cleo e altri 4.997 si sincronizzano con"
        " lead; Dan non è ancora in Salesforce."
    ),
    "HubSpot, “Acme”: nobody's words. Shorten the value in Salesforce.": (
        "HubSpot, “Acme”: nobody's words. Accorciare il valore in Salesforce."
    ),
    "Size is a number property and Total a Formula or Roll-Up Summary (Text) field:"
    " choose a field of type Number, Currency or Percent.": (
        "Size è una proprietà di tipo numero e Total un campo di tipo Formula o"
        " Riepilogo di roll-up (Testo): scegliere un campo di tipo Numero, Valuta o"
        " Percentuale."
    ),
    "On. Changes since 2026-11-02 17:04 UTC sync by themselves.": (
        "Attivata. Le modifiche dal 02/11/2026 17:04 UTC si sincronizzano da sole."
    ),
    "Nothing of ours. At all.": "Nothing of ours. At all.",
    "The account was deleted in Salesforce.": (
        "L’account è stato eliminato in Salesforce."
    ),
    "": "",
}


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.usefixtures("compiled")
def test_a_stored_message_is_spoken_in_the_readers_language(stored: str) -> None:
    with override("it"):
        assert spoken(stored) == STORED[stored]
    with override("en"):
        assert spoken(stored) == stored


def test_french_signs_stand_apart_from_their_word_and_never_alone_on_a_line() -> None:
    texts = [text for it in of("fr") if it.id for text in forms(it.string)]
    assert not [text for text in texts if FRENCH_SIGN_AMISS.search(text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("compiled")
def test_every_message_of_the_catalogue_is_found_again_by_its_english_text(
    language: str,
) -> None:
    with override(language):
        templates = catalogue.catalogue(language).templates
        assert not [it.text for it in templates if is_lost(it)]


def is_lost(template: catalogue.Template) -> bool:
    parts = {name: f"<{name}>" for name in template.pattern.groupindex}
    stored = template.text % parts
    told = template.translated(parts)
    return template.letters >= LETTERS and stored != told and spoken(stored) == stored


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("compiled")
def test_the_words_of_the_rules_are_spoken(language: str) -> None:
    words = [rule.words for rule in RULES] + [row.situation for row in TABLE]
    with override(language):
        assert not [it for it in words if spoken(it) == it]
