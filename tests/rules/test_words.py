"""The words a record is found by: whatever one types of its name, from a word on."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from integrations.rules.words import LENGTH, WORD, plain, sought, words_of
from tests.rules.pairs import THOROUGHLY

NAMES = st.text(max_size=255)


def is_found(text: str, name: str, domain: str = "") -> bool:
    words = words_of(name, domain)
    wanted = sought(text)
    return bool(wanted) and all(
        any(word.startswith(start) for word in words) for start in wanted
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Acme Corporation", "acm"),
        ("Acme Corporation", "CORP"),
        ("Acme Corporation", "corp ac"),
        ("Acme, Inc.", "acme inc"),
        ("(Acme)", "acme"),
        ("Acme", " acme, "),
        ("Müller-Schmidt GmbH", "muller"),
        ("Müller-Schmidt GmbH", "schmidt"),
        ("Müller-Schmidt GmbH", "müller-sch"),
        ("Müller-Schmidt GmbH", "Müller Schmidt"),
        ("Société Générale", "societe generale"),
        ("Straße & Weiß", "STRASSE"),
        ("Østergård ApS", "ostergard"),
        ("L’Oréal", "l'oreal"),
        ("L'Oréal", "oréal"),
        ("Booking.com", "booking.c"),
        ("AT&T", "at&t"),
        ("3M", "3m"),
        ("\uff21\uff43\uff4d\uff45", "acme"),
        ("İstanbul", "istanbul"),
        ("株式会社", "株式"),
        ("شركة المياه", "المياه"),
        ("🚀", "🚀"),
        ("🚀 Rocket", "rocket"),
    ],
)
def test_a_name_is_found_from_the_beginning_of_each_of_its_words(
    name: str, text: str
) -> None:
    assert is_found(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Acme", "cme"),
        ("Acme Corporation", "acme gmbh"),
        ("Acme", ""),
        ("Acme", "&"),
        ("", "acme"),
    ],
)
def test_what_begins_otherwise_is_not_found(name: str, text: str) -> None:
    assert not is_found(text, name)


@pytest.mark.parametrize("text", ["acme.co", "ACME.co.uk", "ac"])
def test_a_domain_is_found_from_its_beginning(text: str) -> None:
    assert is_found(text, "", "acme.co.uk")
    assert not is_found("co.uk", "", "acme.co.uk")


@THOROUGHLY
@given(NAMES, st.data())
def test_whoever_types_a_name_finds_it_at_every_letter(
    name: str, data: st.DataObject
) -> None:
    typed = name[: data.draw(st.integers(0, len(name)))]
    assume(WORD.search(plain(typed)))
    assert is_found(typed, name)


@THOROUGHLY
@given(NAMES)
def test_plain_text_stays_as_it_is_and_words_fit_their_column(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    words = words_of(name) | set(sought(name))
    assert all(0 < len(word) <= LENGTH for word in words)
    assert all(len(word.encode()) <= 4 * LENGTH for word in words)
