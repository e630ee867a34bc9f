"""The sync rules: what each writes, and how it decides between two values."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Literal

from integrations.rules.values import Standing

Side = Literal["salesforce", "hubspot"]

Decide = Callable[[Standing], Side | None]
"""Whose value both sides shall have where theirs differ; None: the later edit's."""


class SyncRule(StrEnum):
    PREFER_SALESFORCE = "prefer_salesforce"
    ALWAYS_SALESFORCE = "always_salesforce"
    TWO_WAY = "two_way"
    NONE = "none"
    PREFER_HUBSPOT = "prefer_hubspot"
    ALWAYS_HUBSPOT = "always_hubspot"


def writes_salesforce(rule: SyncRule) -> bool:
    return rule not in {SyncRule.ALWAYS_SALESFORCE, SyncRule.NONE}


def writes_hubspot(rule: SyncRule) -> bool:
    return rule not in {SyncRule.ALWAYS_HUBSPOT, SyncRule.NONE}


def _prefer_salesforce(standing: Standing) -> Side:
    blank_throughout = standing.salesforce is None and standing.agreed is None
    return "hubspot" if blank_throughout else "salesforce"


def _prefer_hubspot(standing: Standing) -> Side:
    blank_throughout = standing.hubspot is None and standing.agreed is None
    return "salesforce" if blank_throughout else "hubspot"


def _two_way(standing: Standing) -> Side | None:
    if standing.salesforce == standing.agreed:
        return "hubspot"
    if standing.hubspot == standing.agreed or not standing.ever:
        return "salesforce"
    return None


DECIDE: dict[SyncRule, Decide] = {
    SyncRule.PREFER_SALESFORCE: _prefer_salesforce,
    SyncRule.ALWAYS_SALESFORCE: lambda _: "salesforce",
    SyncRule.TWO_WAY: _two_way,
    SyncRule.PREFER_HUBSPOT: _prefer_hubspot,
    SyncRule.ALWAYS_HUBSPOT: lambda _: "hubspot",
}
