"""A record, or a field of it, that could not be synced, until it is solved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integrations.models.integration import Integration
from integrations.models.record import Record


class SyncErrors(models.QuerySet["SyncError"]):
    def open(self) -> SyncErrors:
        """What still stands and nobody has dismissed."""
        return self.filter(solved_at=None, dismissed_at=None)

    def dismissed(self) -> SyncErrors:
        """What still stands, but is hidden until it happens in another way."""
        return self.filter(solved_at=None, dismissed_at__isnull=False)


class SyncError(models.Model):
    """Stands while ``solved_at`` is empty; a later success of the record closes it."""

    class Category(models.TextChoices):
        ASSOCIATION = "association", _("Association")
        DUPLICATE = "duplicate", _("Duplicate")
        PERMISSION = "permission", _("Permission")
        VALIDATION = "validation", _("Validation rule / automation")
        PICKLIST = "picklist", _("Picklist")
        VALUE = "value", _("Property value")
        REQUIRED = "required", _("Required field")
        MAPPING = "mapping", _("Field mapping")
        LIMIT = "limit", _("API limit")
        CONNECTION = "connection", _("Connection")
        OTHER = "other", _("Other")

    integration = models.ForeignKey(Integration, models.CASCADE, related_name="errors")
    record = models.ForeignKey(Record, models.CASCADE, related_name="errors")
    category = models.CharField(max_length=12, choices=Category)
    crm = models.CharField(max_length=10, blank=True)
    code = models.CharField(max_length=80, blank=True)
    property = models.CharField(max_length=100, blank=True)
    field = models.CharField(max_length=100, blank=True)
    value = models.TextField(blank=True)
    message = models.TextField()
    raw = models.TextField(blank=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=1)
    solved_at = models.DateTimeField(null=True)
    cause = models.CharField(
        max_length=64, blank=True, help_text="Equal for errors with the same cause."
    )
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = SyncErrors.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "code", "property", "field"],
                condition=Q(solved_at__isnull=True),
                name="an_error_is_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["integration", "cause"]),
            models.Index(fields=["integration", "first_seen"]),
            models.Index(
                fields=["integration"],
                name="error_open",
                condition=Q(solved_at__isnull=True, dismissed_at__isnull=True),
            ),
            models.Index(
                fields=["integration"],
                name="error_dismissed",
                condition=Q(solved_at__isnull=True, dismissed_at__isnull=False),
            ),
            models.Index(
                fields=[
                    "integration",
                    "cause",
                    "category",
                    "record",
                    "tries",
                    "first_seen",
                    "last_seen",
                ],
                name="error_open_by_cause",
                condition=Q(solved_at__isnull=True, dismissed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.message
