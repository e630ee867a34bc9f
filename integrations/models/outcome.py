"""What a run did with one record."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from integrations.models.record import Record
from integrations.models.run import SyncRun


class Outcome(models.Model):
    """``changes``: dicts of side, property, field, old, new. ``problems``: property,
    field, code, message, value of what was left out. ``seen``: the digests of both
    sides that a dry run planned from, by side."""

    class Kind(models.TextChoices):
        CREATED = "created", pgettext_lazy("outcome", "Created")
        UPDATED = "updated", pgettext_lazy("outcome", "Updated")
        UNCHANGED = "unchanged", pgettext_lazy("outcome", "Unchanged")
        SKIPPED = "skipped", pgettext_lazy("outcome", "Skipped")
        FAILED = "failed", pgettext_lazy("outcome", "Failed")

    run = models.ForeignKey(SyncRun, models.CASCADE, related_name="outcomes")
    record = models.ForeignKey(
        Record, models.SET_NULL, null=True, related_name="outcomes"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    account_id = models.CharField(max_length=18, blank=True)
    company_id = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    message = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    seen = models.JSONField(default=dict)
    undoes = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="undone_by"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["run", "kind", "id"]),
            models.Index(fields=["record", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"
