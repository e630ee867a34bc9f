"""What outlives the Salesforce sandbox in a file: records and custom fields.

Not kept: cursors, bulk jobs, sessions, rules and the count of calls. A transaction that
is held back when the sandbox stops is rolled back.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from integrations.sandbox.salesforce.dml.recycle import Purged
from integrations.sandbox.salesforce.schema.field import Field, Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.salesforce.crm import SalesforceCrm


class SalesforceKeeper:
    def __init__(self, crm: SalesforceCrm) -> None:
        self._org = crm.org

    def shelves(self) -> Mapping[str, dict[str, object]]:
        """The rows of each table by their ids."""
        return {
            name: cast("dict[str, object]", table.rows)
            for name, table in self._org.tables.items()
        }

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
        }

    def restore(self, shelves: Mapping[str, Mapping[str, Any]], rest: Any) -> None:
        org = self._org
        org.clear()
        org.id, org.user_id = rest["org"], rest["user"]
        for kept in rest["custom_fields"]:
            kind = org.objects[kept["object"].lower()]
            org.take_field(kind, _field(kept["field"]), kept["id"])
        org.purged = [Purged(**kept) for kept in rest["purged"]]
        for name, rows in shelves.items():
            org.load(name, rows.values())


def _field(kept: dict[str, Any]) -> Field:
    options = tuple(Option(**option) for option in kept.pop("options"))
    targets = tuple(kept.pop("reference_to"))
    return Field(**kept, options=options, reference_to=targets)
