"""How fast a run goes on, of the time it worked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from integrations.models import SyncRun

RESUMED = "resumed"


def count_anew(run: SyncRun) -> None:
    """A run that goes on: what it did before, and how long it stood, tells nothing."""
    with transaction.atomic():
        lean = SyncRun.objects.defer("scope", "rest")
        locked = lean.select_for_update().get(pk=run.pk)
        if locked.is_paused:
            now = timezone.now().isoformat()
            locked.marks[RESUMED] = {"at": now, "done": locked.done}
            locked.save(update_fields=["marks"])


def rate(run: SyncRun) -> float | None:
    """Records a second since it was begun or resumed; None while nothing tells it."""
    since, before = _begun(run)
    if not (since and run.status == SyncRun.Status.RUNNING) or run.is_paused:
        return None
    seconds = (timezone.now() - since).total_seconds()
    done = run.done - before
    return done / seconds if done > 0 and seconds > 0 else None


def _begun(run: SyncRun) -> tuple[datetime | None, int]:
    if resumed := run.marks.get(RESUMED):
        return datetime.fromisoformat(resumed["at"]), resumed["done"]
    return run.started_at, 0
