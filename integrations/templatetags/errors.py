"""What templates need to speak of sync errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from integrations.engine import remedies

if TYPE_CHECKING:
    from integrations.models import SyncError

register = template.Library()


@register.filter
def remedy(error: SyncError) -> str:
    """What to do about it, and where."""
    return remedies.remedy(error)
