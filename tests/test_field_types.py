"""Types of Salesforce fields in the words of its Setup, not of its API."""

from __future__ import annotations

import pytest

from integrations.field_types import FITTING_WORDS, WORDS, type_words
from integrations.rules.kinds import FITTING
from tests.rules.builders import a_field


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("string", "Text"),
        ("datetime", "Date/Time"),
        ("double", "Number"),
        ("boolean", "Checkbox"),
        ("multipicklist", "Picklist (Multi-Select)"),
        ("reference", "Lookup"),
        ("location", "Geolocation"),
        ("somethingNew", "somethingNew"),
    ],
)
def test_a_type_has_the_words_of_setup(code: str, words: str) -> None:
    assert type_words(a_field(type=code)) == words


def test_a_calculated_field_is_called_so() -> None:
    field = a_field(type="currency", calculated=True)
    assert type_words(field) == "Formula or Roll-Up Summary (Currency)"


@pytest.mark.parametrize("shape", FITTING_WORDS)
def test_the_fitting_types_named_are_those_that_fit(shape: str) -> None:
    codes = [code for code, kinds in FITTING.items() if shape in kinds]
    *some, last = dict.fromkeys(WORDS[code] for code in codes)
    listed = f"{', '.join(some)} or {last}" if some else last
    assert FITTING_WORDS[shape] == listed


def test_every_shape_that_fits_anything_has_its_words() -> None:
    assert {shape for kinds in FITTING.values() for shape in kinds} == {*FITTING_WORDS}
