"""A run that would change far too much stops itself and asks (K7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.brake import LEAST, Act, Planned, SoFar, Thresholds, check
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
            " 10 %. This run would create 1,200 records where 400 were known before it"
            " (300 %); the limit is 50 %.",
        ),
    ],
)
def test_the_reason_says_what_how_much_and_the_limit(
    planned: Planned, known: int, reason: str
) -> None:
    brake = check(planned, known)
    assert brake
    assert brake.reason == reason


def test_the_reason_says_what_is_done_what_is_next_and_what_is_queued() -> None:
    planned, done = Planned(delete=2, create=1_893), Planned(create=1_693)
    so_far = SoFar(done, Planned(delete=2, create=200), 1_107)
    brake = check(planned, 170, so_far=so_far)
    assert brake
    assert brake.reason == (
        "This run would create 1,893 records where 170 were known before it"
        " (1,113.6 %); the limit is 50 %. It has created 1,693 so far and would create"
        " 200 next. Behind that 1,107 more records are queued, and may add to it."
    )


@pytest.mark.parametrize("act", sorted(LEAST))
def test_what_is_done_is_told_in_the_words_of_the_act(act: Act) -> None:
    many = Planned(**{act: 1_000})
    some = Planned(**{act: 1})
    assert (brake := check(many, 0, so_far=SoFar(some, many, 1)))
    assert "1 so far" in brake.reason
    assert "1,000 next. Behind that 1 more record is queued" in brake.reason
    assert (fresh := check(many, 0))
    assert "so far" not in fresh.reason


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
