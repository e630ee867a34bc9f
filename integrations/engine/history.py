"""Keep every change of a setting: who, when, from what to what (C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.models import Integration, SettingChange

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def keep(
    integration: Integration,
    user: User | None,
    setting: str,
    old: object,
    new: object,
    mappings: object = None,
) -> None:
    """``mappings``: the whole set before this change of one, to be restored from."""
    if old != new:
        SettingChange.objects.create(
            integration=integration,
            user=user,
            setting=setting,
            old=old,
            new=new,
            mappings=mappings,
        )
