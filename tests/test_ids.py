from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.ids import normalise_id

CHARACTERS = st.sampled_from(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        pytest.param("0015500001QdQWa", "0015500001QdQWaAAN", id="recorded"),
        pytest.param("001000000000001", "001000000000001AAA", id="digits only"),
        pytest.param("AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAA555", id="capitals only"),
    ],
)
def test_a_short_id_gets_its_checksum(short: str, whole: str) -> None:
    assert normalise_id(short) == whole


@given(st.text(CHARACTERS, min_size=15, max_size=15))
def test_a_whole_id_stays_as_it_is_whatever_case_its_checksum_came_in(
    short: str,
) -> None:
    whole = normalise_id(short)
    assert normalise_id(whole) == whole
    assert normalise_id(whole[:15] + whole[15:].lower()) == whole


@given(st.text(CHARACTERS, min_size=15, max_size=15))
def test_a_whole_id_that_lost_its_case_gets_it_back(short: str) -> None:
    whole = normalise_id(short)
    head, tail = whole[:15], whole[15:]
    for one_case in (head.upper(), head.lower()):
        assert normalise_id(one_case + tail) == whole
        assert normalise_id(one_case + tail.lower()) == whole


@given(st.text(CHARACTERS, min_size=15, max_size=15))
def test_ids_that_differ_in_case_only_stay_two(short: str) -> None:
    swapped = short.swapcase()
    same = normalise_id(short).casefold() == normalise_id(swapped).casefold()
    assert same is (short == swapped)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "001",
        "0015500001QdQWaAAZ",
        "0015500001QDQWAAA9",
        "001000000000001AAB",
        "0015500001QdQW/",
        "//elsewhere.example",
        "a" * 16,
    ],
)
def test_what_cannot_be_an_id_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a Salesforce id"):
        normalise_id(value)
