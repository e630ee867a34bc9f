"""A query as it was written, before any name in it is looked up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Path:
    """A field, perhaps of a parent: ``Owner.Email``."""

    text: str
    at: int

    @property
    def names(self) -> list[str]:
        return self.text.split(".")


@dataclass(frozen=True, slots=True)
class Literal:
    """``kind`` is string, number, date, datetime, relative, boolean or null."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """``literals`` is one, or several for IN and NOT IN."""

    path: Path
    operator: str
    literals: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Not:
    operand: Condition


@dataclass(frozen=True, slots=True)
class And:
    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    operands: tuple[Condition, ...]


Condition = Comparison | Not | And | Or


@dataclass(frozen=True, slots=True)
class Order:
    path: Path
    descending: bool = False
    nulls_last: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """``fields`` is empty for ``count()``."""

    text: str
    fields: tuple[Path, ...]
    entity: Path
    alias: str | None = None
    where: Condition | None = None
    order: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int = 0
