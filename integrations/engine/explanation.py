"""The answer to Why?: what each part of the chain says of one record (R3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from integrations.models import Record
    from integrations.rules.creation import Criterion

Tone = Literal["ok", "info", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain; ``points`` are its particulars."""

    code: str
    title: str
    tone: Tone
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """``creates_account`` and ``criteria`` are what the rules say of the company (A1),
    whether or not it is linked by now; an account alone has neither."""

    record: Record
    creates_account: bool
    criteria: tuple[Criterion, ...]
    steps: tuple[Step, ...]

    @property
    def status(self) -> str:
        return self.record.status

    @property
    def linked(self) -> bool:
        return self.record.is_linked

    @property
    def notes(self) -> list[str]:
        return [step.text for step in self.steps]

    def as_json(self) -> dict[str, Any]:
        return {
            "status": str(self.status),
            "linked": self.linked,
            "creates_account": self.creates_account,
            "criteria": [
                {
                    "code": it.code,
                    "holds": it.holds,
                    "effect": it.effect,
                    "evidence": it.evidence,
                }
                for it in self.criteria
            ],
            "notes": self.notes,
            "steps": [
                {
                    "code": it.code,
                    "title": it.title,
                    "tone": it.tone,
                    "text": it.text,
                    "points": list(it.points),
                }
                for it in self.steps
            ],
        }
