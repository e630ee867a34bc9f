"""A run that would change far too much stops itself and asks (K7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.brake import LEAST, Act, Planned, Thresholds, check
from tests.rules.pairs import THOROUGHLY

ACTS = st.sampled_from(sorted(LEAST))


@pytest.mark.parametrize(
    ("planned", "known", "acts"),
    [
        pytest.param(Planned(), 500, (), id="nothing"),
        pytest.param(Planned(delete=1), 3, (), id="one of three"),
        pytest.param(Planned(delete=9), 9, (), id="all of few"),
        pytest.param(Planned(delete=10), 500, (), id="just the share"),
        pytest.param(Planned(delete=11), 500, ("delete",), id="past the share"),
        pytest.param(Planned(unlink=25), 500, (), id="unlinks at the share"),
        pytest.param(Planned(unlink=26), 500, ("unlink",), id="unlinks past it"),
        pytest.param(Planned(blank=50), 499, ("blank",), id="values emptied"),
        pytest.param(Planned(create=999), 10, (), id="few creations"),
        pytest.param(Planned(create=1_000), 2_000, (), id="creations at the share"),
        pytest.param(Planned(create=1_001), 2_000, ("create",), id="creations past it"),
        pytest.param(Planned(create=1_000), 0, ("create",), id="nothing known yet"),
        pytest.param(
            Planned(delete=200, unlink=20, create=5_000),
            1_000,
            ("delete", "create"),
            id="several",
        ),
    ],
)
def test_a_run_is_stopped_for(
    planned: Planned, known: int, acts: tuple[Act, ...]
) -> None:
    brake = check(planned, known)
    assert (brake.acts if brake else ()) == acts


@pytest.mark.parametrize(
    ("planned", "known", "reason"),
    [
        (
            Planned(delete=120),
            500,
            "This run would delete 120 of 500 companies (24 %); the limit is 2 %.",
        ),
        (
            Planned(unlink=5_001),
            100_000,
            "This run would unlink 5,001 of 100,000 companies (5.1 %); the limit is"
            " 5 %.",
        ),
        (
            Planned(blank=60, create=1_200),
            400,
            "This run would empty values in 60 of 400 records (15 %); the limit is"
            " 10 %. This run would create 1,200 records where 400 are known (300 %);"
            " the limit is 50 %.",
        ),
    ],
)
def test_the_reason_says_what_how_much_and_the_limit(
    planned: Planned, known: int, reason: str
) -> None:
    brake = check(planned, known)
    assert brake
    assert brake.reason == reason


def test_an_import_by_hand_may_create_what_it_announced_but_nothing_worse() -> None:
    planned = Planned(create=50_000, delete=50)
    brake = check(planned, 100, by_hand=True)
    assert brake
    assert brake.acts == ("delete",)


def test_the_share_of_the_settings_counts() -> None:
    planned = Planned(delete=100)
    assert check(planned, 200, Thresholds(delete=50)) is None
    assert check(planned, 199, Thresholds(delete=50))
    assert check(planned, 1_000_000, Thresholds(delete=0))


@given(ACTS, st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 100))
@THOROUGHLY
def test_fewer_than_the_least_never_stop_a_run_and_doing_more_never_releases_it(
    act: Act, count: int, known: int, share: int
) -> None:
    limits = Thresholds(**{act: share})
    brake = check(Planned(**{act: count}), known, limits)
    if count < LEAST[act]:
        assert brake is None
    if brake:
        assert check(Planned(**{act: count + 1}), known, limits)
