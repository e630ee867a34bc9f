"""What becomes of a link when one of its records is deleted or merged (K5, K6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.departures import (
    DELETES,
    Act,
    Gone,
    MergeAct,
    follower,
    on_account_merge,
    on_deletion,
)

IDS = st.text("AB12", min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("gone", "choice", "is_its_own", "act"),
    [
        pytest.param("account", "nothing", True, "stay", id="nothing by default"),
        pytest.param("account", "unlink", True, "unlink", id="unlink"),
        pytest.param("account", "delete", True, "delete", id="delete"),
        pytest.param("account", "delete", False, "unlink", id="another's company"),
        pytest.param("account", "unlink", False, "unlink", id="unlink another's"),
        pytest.param("company", "nothing", True, "stay", id="a company, nothing"),
        pytest.param("company", "unlink", True, "unlink", id="a company, unlink"),
    ],
)
def test_a_deleted_record_makes(
    gone: Gone, choice: str, *, is_its_own: bool, act: Act
) -> None:
    assert on_deletion(gone, choice, is_its_own=is_its_own) == act
    assert (gone, act) in DELETES


@given(choice=st.sampled_from(["nothing", "unlink", "delete"]), its_own=st.booleans())
def test_no_account_is_ever_deleted(choice: str, *, its_own: bool) -> None:
    assert on_deletion("company", choice, is_its_own=its_own) != "delete"


@pytest.mark.parametrize(
    ("company", "winners", "act"),
    [
        (None, None, "nothing"),
        (None, "2", "nothing"),
        ("1", None, "relink"),
        ("1", "2", "duplicate"),
        ("1", "1", "nothing"),
    ],
)
def test_merged_accounts(
    company: str | None, winners: str | None, act: MergeAct
) -> None:
    assert on_account_merge(company, winners) == act


@given(st.none() | IDS, st.lists(IDS, min_size=1, unique=True))
def test_one_of_the_links_follows_whatever_their_order(
    key: str | None, accounts: list[str]
) -> None:
    heir = follower(key, accounts)
    assert heir in accounts
    assert heir == follower(key, accounts[::-1])
    assert key not in accounts or heir == key
