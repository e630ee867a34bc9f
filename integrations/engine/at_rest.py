"""No batch may be at work on a record that a person is about to change."""

from __future__ import annotations

from django.utils.translation import gettext as _

from integrations.engine.starting import Refused
from integrations.models import Intent, Record, SyncBatch, SyncRun


def require_at_rest(*records: Record) -> None:
    busy = Intent.objects.filter(
        record__in=records,
        batch__state=SyncBatch.State.LEASED,
        batch__run__status__in=SyncRun.ACTIVE,
    )
    if busy.exists():
        raise Refused(
            _("A sync is at work on this record just now: try again in a moment.")
        )
