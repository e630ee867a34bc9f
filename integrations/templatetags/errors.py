"""What templates need to speak of sync errors."""

from __future__ import annotations

from django import template

from integrations.engine import remedies
from integrations.models import SyncError

MOST_COUNTED = 999

register = template.Library()


@register.filter
def remedy(error: SyncError) -> str:
    """What to do about it, and where."""
    return remedies.remedy(error)


@register.simple_tag
def open_errors() -> str:
    """How many, for every page's navigation, so counted no further than it shows."""
    count = SyncError.objects.open()[: MOST_COUNTED + 1].count()
    if count > MOST_COUNTED:
        return f"{MOST_COUNTED}+"
    return str(count) if count else ""
