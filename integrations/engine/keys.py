"""The accounts whose ids companies carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.reasons import NOBODYS
from integrations.ids import normalise_id
from integrations.records import KEY_PROPERTY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.models import Integration
    from integrations.records import Company


def keys_of(companies: Sequence[Company]) -> dict[str, str]:
    """Company id → account id, for the companies that carry a well-formed key."""
    keys = {}
    for company in companies:
        key = company.properties.get(KEY_PROPERTY)
        if key and (account_id := _account_id(key)):
            keys[company.id] = account_id
    return keys


def living(integration: Integration, keys: Mapping[str, str]) -> dict[str, str]:
    """Those of the pairs whose account is not known to be gone."""
    gone = integration.records.filter(
        account_id__in=list(keys.values()), reason__in=NOBODYS["account_id"]
    )
    dead = set(gone.values_list("account_id", flat=True))
    return {company: key for company, key in keys.items() if key not in dead}


def _account_id(key: str) -> str | None:
    try:
        return normalise_id(key)
    except ValueError:
        return None
