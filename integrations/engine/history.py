"""Keep every change of a setting: who, when, from what to what (C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.models import Integration, SettingChange

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def keep(
    integration: Integration, user: User | None, setting: str, old: object, new: object
) -> None:
    if old != new:
        SettingChange.objects.create(
            integration=integration, user=user, setting=setting, old=old, new=new
        )
