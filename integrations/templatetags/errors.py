"""What templates need to speak of sync errors."""

from __future__ import annotations

from django import template

from integrations.engine import remedies
from integrations.models import SyncError

register = template.Library()


@register.filter
def remedy(error: SyncError) -> str:
    """What to do about it, and where."""
    return remedies.remedy(error)


@register.simple_tag
def open_errors() -> int:
    return SyncError.objects.open().count()
