"""What speaks for a candidate (K4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.phones import same_line
from integrations.rules.similarity import Evidence, Traits, evidence, ranked
from tests.rules.pairs import THOROUGHLY

ACME = Traits("Acme S.p.A.", "acme.it", "+39 011 555 0100", "Turin")


@pytest.mark.parametrize(
    ("company", "found"),
    [
        pytest.param(
            ACME,
            Evidence(
                100,
                (
                    "Same domain: acme.it",
                    "Same name: Acme S.p.A.",
                    "Same phone number: +39 011 555 0100",
                    "Same city: Turin",
                ),
            ),
            id="everything",
        ),
        pytest.param(
            Traits("ACME", "acme.it"),
            Evidence(
                80,
                (
                    "Same domain: acme.it",
                    "Same name but for its spelling: Acme S.p.A., ACME",
                ),
            ),
            id="name-and-domain",
        ),
        pytest.param(
            Traits("Zenith", "zenith.it", "+39 06 1234567", "Rome"),
            Evidence(0, ()),
            id="nothing",
        ),
        pytest.param(
            Traits("Zenith", "", "0115550100", "TURIN"),
            Evidence(20, ("Same phone number: 0115550100", "Same city: TURIN")),
            id="phone-and-city",
        ),
        pytest.param(Traits(), Evidence(0, ()), id="blanks-are-not-alike"),
    ],
)
def test_what_is_the_same_speaks_for_a_candidate(
    company: Traits, found: Evidence
) -> None:
    assert evidence(ACME, company) == found


def test_two_blank_records_have_nothing_in_common() -> None:
    assert evidence(Traits(), Traits()) == Evidence(0, ())


def test_the_likeliest_candidate_comes_first() -> None:
    companies = {
        "1": Traits("Zenith", "acme.it"),
        "2": ACME,
        "3": replace(ACME, phone=""),
        "4": Traits("Zenith", "acme.it"),
    }
    assert [key for key, _evidence in ranked(ACME, companies)] == ["2", "3", "1", "4"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+39 011 555 0100", "011/5550100", True),
        ("+44 20 7946 0958", "020 7946 0958", True),
        ("+44 (0)20 7946 0958", "0044 20 79460958", True),
        ("+1 (415) 555-0100 ext. 12", "415.555.0100", True),
        ("555-0100 x9", "5550100", True),
        ("+1 415 555 0100", "+1 415 555 0101", False),
        ("+1 415 555 0100", "555 0100", False),
        ("12345", "12345", False),
        ("", "", False),
        (None, "+1 415 555 0100", False),
        ("n/a", "unknown", False),
    ],
)
def test_phone_numbers_reach_the_same_line(
    one: str | None, other: str | None, *, same: bool
) -> None:
    assert same_line(one, other) is same_line(other, one) is same


TEXTS = st.text(max_size=12)
TRAITS = st.builds(Traits, TEXTS, TEXTS, TEXTS, TEXTS)


@given(TRAITS, TRAITS)
@THOROUGHLY
def test_evidence_is_a_score_with_its_points(account: Traits, company: Traits) -> None:
    found = evidence(account, company)
    assert 0 <= found.score <= 100
    assert bool(found.points) is (found.score > 0)
    assert found.score == evidence(company, account).score
