"""The faults a test injects: which calls they hit, how often, and with what effect."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import Literal, TypedDict


class Effect(TypedDict, total=False):
    """``records``, ``short_pages`` and ``late_commit_s`` are left to the CRM."""

    status: int
    body: str | None
    headers: dict[str, str]
    error: str
    records: int
    latency_ms: float
    drop: Literal["before", "after"]
    expire_session: bool
    short_pages: int
    late_commit_s: float


@dataclass(slots=True)
class Fault:
    """``times`` None: until the faults are cleared. ``method`` "" is any."""

    effect: Effect
    method: str = ""
    path: re.Pattern[str] = field(default_factory=lambda: re.compile(""))
    after: int = 0
    times: int | None = None
    probability: float = 1.0
    chance: Random = field(default_factory=lambda: Random(0))  # noqa: S311

    def strikes(self, method: str, path: str) -> bool:
        """Count one call, and tell whether it is hit."""
        if self.times == 0 or not self._concerns(method, path):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.chance.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def _concerns(self, method: str, path: str) -> bool:
        return self.method in ("", method) and bool(self.path.search(path))


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __len__(self) -> int:
        return len(self._faults)

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    def effect_on(self, method: str, path: str) -> Effect:
        """Merge the effects of all faults that hit this call, the latest on top."""
        effect: Effect = {}
        for fault in self._faults:
            if fault.strikes(method, path):
                effect |= fault.effect
        return effect
