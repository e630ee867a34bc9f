"""A company's lifecycle stage follows its contacts', forward only (L1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.lifecycle import advance
from tests.rules.pairs import THOROUGHLY

ORDER = ("subscriber", "lead", "opportunity", "77123", "customer")


@pytest.mark.parametrize(
    ("company", "contacts", "stage"),
    [
        pytest.param("lead", ["opportunity"], "opportunity", id="forward"),
        pytest.param("customer", ["lead"], None, id="never backwards"),
        pytest.param("lead", ["lead"], None, id="already there"),
        pytest.param("lead", ["customer", "opportunity"], "customer", id="furthest"),
        pytest.param("opportunity", ["77123"], "77123", id="a custom stage"),
        pytest.param(None, ["subscriber"], "subscriber", id="no stage yet"),
        pytest.param("", ["lead"], "lead", id="an empty stage"),
        pytest.param("lead", [], None, id="no contact changed"),
        pytest.param("lead", ["gone", ""], None, id="unknown stages"),
        pytest.param("lead", ["gone", "customer"], "customer", id="unknown and known"),
        pytest.param("gone", ["customer"], None, id="a company at an unknown stage"),
    ],
)
def test_a_company_advances_to(
    company: str | None, contacts: list[str], stage: str | None
) -> None:
    assert advance(company, contacts, ORDER) == stage


STAGES = st.sampled_from([*ORDER, "gone", ""])


@given(st.none() | STAGES, st.lists(STAGES), st.permutations(ORDER))
@THOROUGHLY
def test_a_company_only_moves_on_and_then_rests(
    company: str | None, contacts: list[str], order: list[str]
) -> None:
    stage = advance(company, contacts, order)
    if stage is not None:
        assert stage in contacts
        assert company not in order or order.index(stage) > order.index(company)
        assert advance(stage, contacts, order) is None
