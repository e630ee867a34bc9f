"""The answer to Why?: what each part of the chain says of one record (R3).

Texts are English, as the messages of the records are; pages speak them in the reader's
language.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from integrations.said import said

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.models import Record
    from integrations.rules.creation import Criterion

Tone = Literal["ok", "info", "warn", "bad"]


class Point(NamedTuple):
    """A particular of a step; ``about``: of which field, candidate or error it is."""

    text: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.about}: {self.text}" if self.about else self.text


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain."""

    code: str
    title: str
    tone: Tone
    text: str
    points: tuple[Point, ...] = ()

    def as_json(self) -> dict[str, Any]:
        points = [str(point) for point in self.points]
        return {
            "code": self.code,
            "title": self.title,
            "tone": self.tone,
            "text": self.text,
            "points": points,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """``creates_account`` and ``criteria`` are what the rules say of the company (A1),
    whether or not it is linked by now; an account alone has neither. ``is_overtaken``:
    the record was in sync when it last synced, and is not now."""

    record: Record
    creates_account: bool
    criteria: tuple[Criterion, ...]
    steps: tuple[Step, ...]
    is_overtaken: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "status": str(self.record.status),
            "overtaken": self.is_overtaken,
            "linked": self.record.is_linked,
            "creates_account": self.creates_account,
            "criteria": [asdict(criterion) for criterion in self.criteria],
            "notes": [step.text for step in self.steps],
            "steps": [step.as_json() for step in self.steps],
        }


def at(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else said("an unknown time")
