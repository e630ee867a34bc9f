"""An admin's conditions on account fields, as safe SOQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine import metadata
from integrations.salesforce import soql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.models import Integration


def conditions(integration: Integration, where: Sequence[str]) -> list[str]:
    """``FIELD OP VALUE`` each; raises ValueError that names the one that is wrong."""
    fields = metadata.fields(integration) if where else {}
    return [soql.condition(text, fields) for text in where]
