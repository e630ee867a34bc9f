"""What is wrong with a field mapping, and at which of its inputs to say so."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable

Place = Literal["property", "field", "rule", "values"]


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    message: str
    at: Place
    severity: Literal["error", "warning"] = "error"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint to follow a message, empty where no known name is near."""
    near = get_close_matches(name, known, n=1)
    return said("Did you mean '%(name)s'?", name=near[0]) if near else ""
