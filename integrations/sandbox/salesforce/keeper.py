"""What outlives the Salesforce sandbox in a file: the org and who may come in.

Not kept: cursors, bulk jobs, authorization codes and the count of calls. A transaction
that is held back when the sandbox stops is rolled back.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from integrations.sandbox.orders import OrderError
from integrations.sandbox.salesforce.dml.recycle import Purged
from integrations.sandbox.salesforce.oauth import kept
from integrations.sandbox.salesforce.schema.field import Field, Option
from integrations.sandbox.salesforce.steering import rules
from integrations.sandbox.sharing import Sharing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.sandbox.keeping import Shelf
    from integrations.sandbox.salesforce.crm import SalesforceCrm


class SalesforceKeeper:
    def __init__(self, crm: SalesforceCrm) -> None:
        self._org = crm.org
        self._sign_in = crm.sign_in

    def shelves(self) -> Mapping[str, Shelf]:
        return self._org.tables

    def rest(self) -> object:
        org = self._org
        fields = [
            {"id": id_, "object": kind.name, "field": asdict(kind.fields[name.lower()])}
            for id_, (kind, name) in org.custom_fields.items()
        ]
        return {
            "org": org.id,
            "user": org.user_id,
            "custom_fields": fields,
            "purged": [asdict(purged) for purged in org.purged],
            "rules": org.rules.orders,
            "sign_in": kept.told(self._sign_in),
        }

    def restore(self, shelves: Mapping[str, Iterable[Any]], rest: Any) -> None:
        org = self._org
        org.clear()
        org.id, org.user_id = rest["org"], rest["user"]
        for told in rest["custom_fields"]:
            kind = org.objects[told["object"].lower()]
            org.take_field(kind, _field(told["field"]), told["id"])
        org.purged = [Purged(**told) for told in rest["purged"]]
        for name, rows in shelves.items():
            org.load(name, map(Sharing().share, rows))
        for order in rest["rules"]:
            with suppress(OrderError):  # Its field may have been dropped since.
                rules.add(org, order)
        kept.restore(self._sign_in, rest["sign_in"])


def _field(told: dict[str, Any]) -> Field:
    options = tuple(Option(**option) for option in told.pop("options"))
    targets = tuple(told.pop("reference_to"))
    return Field(**told, options=options, reference_to=targets)
