"""The control calls that only the Salesforce sandbox has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.oauth.sign_in import SignIn
from integrations.sandbox.salesforce.org import Org
from integrations.sandbox.salesforce.steering import clients, records, rules

if TYPE_CHECKING:
    from integrations.sandbox.crm import Control

OfOrg = Callable[[Org, object], object]
OfClients = Callable[[SignIn, object], object]

CALLS: dict[tuple[str, str], OfOrg] = {
    ("POST", "merge"): records.merge,
    ("POST", "undelete"): records.undelete,
    ("POST", "purge"): records.purge,
    ("POST", "lock"): records.lock,
    ("GET", "rules"): rules.count,
    ("POST", "rules"): rules.add,
    ("DELETE", "rules"): rules.clear,
}


CLIENTS: dict[tuple[str, str], OfClients] = {
    ("GET", "test_key"): clients.key_for_tests,
    ("POST", "certificates"): clients.register,
}


def controls(org: Org, sign_in: SignIn) -> dict[tuple[str, str], Control]:
    of_org = {name: partial(call, org) for name, call in CALLS.items()}
    of_clients = {name: partial(call, sign_in) for name, call in CLIENTS.items()}
    return {**of_org, **of_clients}
