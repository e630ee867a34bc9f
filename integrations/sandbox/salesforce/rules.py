"""The org's own rules, which an administrator would make in Setup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject
    from integrations.sandbox.salesforce.soql.nodes import Query


@dataclass(frozen=True, slots=True)
class Required:
    """A field that no record may be saved without."""

    kind: SObject
    field: Field


@dataclass(frozen=True, slots=True)
class Validation:
    """A record for which the query's condition holds is refused.

    ``field`` None: the error belongs to the record, not to one field.
    """

    kind: SObject
    query: Query
    message: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Records are duplicates when all these fields are filled and equal."""

    kind: SObject
    fields: tuple[Field, ...]
    name: str
    message: str
    blocks: bool = False


Rule = Required | Validation | Duplicate


@dataclass(slots=True)
class Rules:
    """``orders`` are what the rules were made of, so that they can be made again."""

    all: list[Rule] = field(default_factory=list)
    orders: list[dict[str, object]] = field(default_factory=list)

    def add(self, rule: Rule, order: dict[str, object]) -> None:
        self.all.append(rule)
        self.orders.append(order)

    def clear(self) -> None:
        self.all.clear()
        self.orders.clear()

    def required(self, kind: SObject) -> list[Field]:
        return [
            rule.field
            for rule in self.all
            if isinstance(rule, Required) and rule.kind is kind
        ]

    def validations(self, kind: SObject) -> list[Validation]:
        return [
            rule
            for rule in self.all
            if isinstance(rule, Validation) and rule.kind is kind
        ]

    def duplicates(self, kind: SObject) -> list[Duplicate]:
        return [
            rule
            for rule in self.all
            if isinstance(rule, Duplicate) and rule.kind is kind
        ]
