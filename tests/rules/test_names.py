"""Company names: the same but for how they are written, and how alike (K3, K4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.names import likeness, normalised_name
from tests.rules.pairs import THOROUGHLY


def test_a_normalised_name_stays_as_it_is() -> None:
    assert normalised_name(" The ACME_Company,  (Italia) ") == "the acme company italia"
    assert normalised_name("the acme company italia") == "the acme company italia"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme", "ACME, Inc."),
        ("Acme S.p.A.", "Acme SpA"),
        ("Acme s.r.l", "Acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Müller AG", "Mueller"),
        ("Café Noir SARL", "Cafe Noir"),
        ("Acme Sp. z o.o.", "Acme"),
        ("Italia Acme", "Acme Italia S.r.l."),
        ("KG", "kg"),
        ("株式会社", "株式会社"),
    ],
)
def test_legal_forms_accents_and_order_do_not_count(one: str, other: str) -> None:
    assert likeness(one, other) == 100


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Acme", None, 0, 0),
        ("...", "---", 0, 0),
        ("Acme", "Zenith Works", 0, 40),
        ("Brightwater Labs", "Brightwater Laboratories", 75, 95),
        ("Brightwater", "Brigthwater", 85, 99),
    ],
)
def test_other_names_are_more_or_less_alike(
    one: str, other: str | None, least: int, most: int
) -> None:
    assert least <= likeness(one, other) <= most


@given(st.text(max_size=30), st.text(max_size=30))
@THOROUGHLY
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 100
    assert likeness(one, one) == (100 if normalised_name(one) else 0)
