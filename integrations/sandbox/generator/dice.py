"""Chance that falls the same way every time it is asked about the same thing."""

from __future__ import annotations

from random import Random
from typing import TypeVar

T = TypeVar("T")


def dice_for(purpose: str, seed: int, number: int) -> Random:
    return Random(f"{purpose} {seed} {number}")  # noqa: S311


def mostly(dice: Random, share: float, value: T) -> T | None:
    return value if dice.random() < share else None


def one_of(dice: Random, shares: tuple[tuple[float, str], ...]) -> str | None:
    """Pick by cumulated shares; what is left of 1 is None."""
    roll = dice.random()
    return next((value for share, value in shares if roll < share), None)


def digits(dice: Random, pattern: str) -> str:
    """Put a digit for every # of a pattern."""
    return "".join(str(int(dice.random() * 10)) if c == "#" else c for c in pattern)
