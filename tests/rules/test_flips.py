"""Two automations that flip a field back and forth are noticed: ping-pong."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.flips import Write, flipping, pause_ends
from tests.rules.builders import MINUTE, NOON
from tests.rules.pairs import THOROUGHLY

if TYPE_CHECKING:
    from integrations.rules.rule import Side

Step = tuple["Side", str | None, str | None]


def writes(*steps: Step, every: int = 10) -> list[Write]:
    """The last one a minute ago."""
    last = NOON - MINUTE
    return [
        Write(last - every * MINUTE * ago, side, old, new)
        for ago, (side, old, new) in enumerate(reversed(steps))
    ]


A_HERE: Step = ("hubspot", "B", "A")
B_HERE: Step = ("hubspot", "A", "B")
B_THERE: Step = ("salesforce", "A", "B")
FILLED: Step = ("hubspot", None, "A")
CLEARED_HERE: Step = ("hubspot", "A", None)
CLEARED_THERE: Step = ("salesforce", "A", None)
PING_PONG = (A_HERE, B_THERE, A_HERE, B_THERE, A_HERE)


@pytest.mark.parametrize(
    ("found", "is_flipping"),
    [
        pytest.param([], False, id="nothing"),
        pytest.param(writes(*PING_PONG), True, id="five times"),
        pytest.param(writes(*PING_PONG[1:]), False, id="four times"),
        pytest.param(writes(*PING_PONG, every=15), False, id="over more than an hour"),
        pytest.param(writes(*[A_HERE] * 5), True, id="one side put back each time"),
        pytest.param(
            writes(*PING_PONG, ("hubspot", "A", "C")), False, id="a new value since"
        ),
        pytest.param(
            writes(("hubspot", "X", "Y"), *PING_PONG), True, id="another value before"
        ),
        pytest.param(
            writes(*[FILLED, CLEARED_HERE] * 4),
            False,
            id="one person who changes their mind",
        ),
        pytest.param(
            writes(*[A_HERE, B_HERE] * 5),
            False,
            id="a box ticked and unticked on one side",
        ),
        pytest.param(
            writes(*[FILLED, CLEARED_THERE] * 3),
            True,
            id="a value and a blank",
        ),
        pytest.param(
            writes(*(("hubspot", f"{n}", f"{n + 1}") for n in range(20)), every=1),
            False,
            id="many edits",
        ),
    ],
)
def test_a_field_flips(found: list[Write], *, is_flipping: bool) -> None:
    assert flipping(found, NOON) is is_flipping


def test_writes_of_the_future_and_of_an_hour_ago_do_not_count() -> None:
    late = [Write(NOON + MINUTE, *step) for step in PING_PONG]
    early = [Write(NOON - timedelta(hours=1), *step) for step in PING_PONG]
    assert not flipping(late, NOON)
    assert not flipping(early, NOON)


@given(st.permutations(writes(*PING_PONG)))
@THOROUGHLY
def test_the_order_in_which_writes_are_told_does_not_matter(found: list[Write]) -> None:
    assert flipping(found, NOON)


@given(st.lists(st.sampled_from([A_HERE, B_THERE, B_HERE]), max_size=12))
@THOROUGHLY
def test_a_field_flips_only_while_no_side_is_given_both_values(
    steps: list[Step],
) -> None:
    last = steps[-5:]
    given_here = {new for side, _old, new in last if side == "hubspot"}
    one_value_a_side = given_here in [{"A"}, set()] or (
        given_here == {"B"} and B_THERE not in last
    )
    found = writes(*steps, every=1)
    assert flipping(found, NOON) is (len(steps) >= 5 and one_value_a_side)


def test_a_pause_ends_after_a_day() -> None:
    assert pause_ends(NOON) == NOON + timedelta(hours=24)
