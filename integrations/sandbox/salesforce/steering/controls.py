"""The control calls that only the Salesforce sandbox has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.org import Org
from integrations.sandbox.salesforce.steering import records, rules

if TYPE_CHECKING:
    from integrations.sandbox.crm import Control

OfOrg = Callable[[Org, object], object]

CALLS: dict[tuple[str, str], OfOrg] = {
    ("POST", "merge"): records.merge,
    ("POST", "undelete"): records.undelete,
    ("POST", "purge"): records.purge,
    ("POST", "lock"): records.lock,
    ("GET", "rules"): rules.count,
    ("POST", "rules"): rules.add,
    ("DELETE", "rules"): rules.clear,
}


def controls(org: Org) -> dict[tuple[str, str], Control]:
    return {name: partial(call, org) for name, call in CALLS.items()}
