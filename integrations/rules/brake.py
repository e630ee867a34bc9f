"""When a run stops itself and asks: it would change far too much (K7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from integrations.said import said, said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Act = Literal["delete", "unlink", "blank", "create"]


@dataclass(frozen=True, slots=True)
class Planned:
    """How many records a run would do this to; ``blank``: those losing a value."""

    delete: int = 0
    unlink: int = 0
    blank: int = 0
    create: int = 0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """In percent of the records known."""

    delete: int = 2
    unlink: int = 5
    blank: int = 10
    create: int = 50


@dataclass(frozen=True, slots=True)
class SoFar:
    """What is done of it, what is about to be, and the records nobody planned yet."""

    done: Planned = Planned()
    next: Planned = Planned()
    queued: int = 0


@dataclass(frozen=True, slots=True)
class Brake:
    acts: tuple[Act, ...]
    reason: str


LEAST: Mapping[Act, int] = {"delete": 10, "unlink": 20, "blank": 50, "create": 1_000}
"""Fewer than these never stop a run, however small the share they are of few."""

WORDS: Mapping[Act, str] = {
    "delete": said(
        "This run would delete %(planned)s of %(known)s companies (%(share)s %%); the"
        " limit is %(limit)s %%."
    ),
    "unlink": said(
        "This run would unlink %(planned)s of %(known)s companies (%(share)s %%); the"
        " limit is %(limit)s %%."
    ),
    "blank": said(
        "This run would empty values in %(planned)s of %(known)s records (%(share)s"
        " %%); the limit is %(limit)s %%."
    ),
    "create": said(
        "This run would create %(planned)s records where %(known)s were known before it"
        " (%(share)s %%); the limit is %(limit)s %%."
    ),
}
DONE: Mapping[Act, str] = {
    "delete": said("It has deleted %(done)s so far and would delete %(more)s next."),
    "unlink": said("It has unlinked %(done)s so far and would unlink %(more)s next."),
    "blank": said(
        "It has emptied values in %(done)s so far and would do so in %(more)s next."
    ),
    "create": said("It has created %(done)s so far and would create %(more)s next."),
}


def check(
    planned: Planned,
    known: int,
    thresholds: Thresholds | None = None,
    *,
    by_hand: bool = False,
    so_far: SoFar | None = None,
) -> Brake | None:
    """Imports by hand say beforehand what they create: that does not stop them."""
    limits = thresholds or Thresholds()
    acts = tuple(
        act
        for act in LEAST
        if not (by_hand and act == "create")
        and getattr(planned, act) >= LEAST[act]
        and getattr(planned, act) * 100 > getattr(limits, act) * known
    )
    if not acts:
        return None
    told = [
        _sentence(act, getattr(planned, act), known, getattr(limits, act))
        for act in acts
    ]
    return Brake(acts, " ".join([*told, *_so_far(acts, so_far or SoFar())]))


def _so_far(acts: Iterable[Act], so_far: SoFar) -> Iterator[str]:
    for act in acts:
        if done := getattr(so_far.done, act):
            more = getattr(so_far.next, act)
            yield said(DONE[act], done=done, more=more)
    if so_far.queued:
        yield said_of(
            so_far.queued,
            "Behind that %(queued)s more record is queued, and may add to it.",
            "Behind that %(queued)s more records are queued, and may add to it.",
            queued=so_far.queued,
        )


def _sentence(act: Act, planned: int, known: int, limit: int) -> str:
    """The share is rounded up, so that it never looks like the limit it is past."""
    tenths = -(-planned * 1_000 // known) if known else 1_000
    share = f"{tenths / 10:,.1f}".removesuffix(".0")
    return said(WORDS[act], planned=planned, known=known, share=share, limit=limit)
