"""A set of mappings brought back from the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from integrations.engine import mappings
from integrations.engine.mapping_set import mapping_problems, set_mappings
from integrations.engine.settings_import import Wrong

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from integrations.models import SettingChange


def restore(change: SettingChange, user: User | None) -> list[str]:
    """Back to the set before this change; raises Wrong where it no longer fits."""
    if change.mappings is None:
        raise Wrong(["This change was not one of the mappings."])
    integration = change.integration
    entries = [entry_of(kept) for kept in change.mappings]
    if problems := mapping_problems(integration, entries):
        raise Wrong(problems)
    with transaction.atomic():
        changed = set_mappings(integration, entries, user)
        mappings.judge(integration)
    return changed


def entry_of(kept: dict[str, Any]) -> dict[str, Any]:
    return {**kept, "values": dict(kept.get("values", []))}
