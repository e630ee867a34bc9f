"""Record ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox.salesforce.ids import IdSequence, canonical

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
heads = st.text(LETTERS, min_size=15, max_size=15)


@pytest.mark.parametrize(
    ("head", "suffix"),
    [
        ("0015500001QdQWa", "AAN"),
        ("001D000000IqhSL", "IAZ"),
        ("0031i000013x2TE", "AAY"),
    ],
)
def test_the_checksum_is_that_of_recorded_ids(head: str, suffix: str) -> None:
    assert canonical(head) == head + suffix


@given(heads)
def test_an_id_of_18_characters_survives_the_loss_of_its_case(head: str) -> None:
    full = canonical(head)
    assert full is not None
    assert canonical(full) == canonical(full.upper()) == canonical(full.lower()) == full


@pytest.mark.parametrize(
    "text",
    ["", "001", "0015500001QdQWaAA", "0015500001QdQW-", "001900K0001pPuOAAU"],
    ids=["empty", "short", "17", "sign", "documented wrong checksum"],
)
def test_what_cannot_be_an_id_is_none(text: str) -> None:
    assert canonical(text) is None


def test_a_later_id_sorts_after_an_earlier_one() -> None:
    sequence = IdSequence("001")
    ids = [sequence.next() for _ in range(4000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 4000
    assert all(len(id_) == 18 and id_.startswith("001") for id_ in ids)
