"""SOQL as text."""

from __future__ import annotations

from integrations.salesforce.soql.conditions import condition, is_filterable
from integrations.salesforce.soql.literals import moment, name, quote
from integrations.salesforce.soql.queries import changed_since, in_lists, select

__all__ = [
    "changed_since",
    "condition",
    "in_lists",
    "is_filterable",
    "moment",
    "name",
    "quote",
    "select",
]
