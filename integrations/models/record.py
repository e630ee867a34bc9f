"""One thing known of either CRM; with both ids it is the link between them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from integrations.models.integration import Integration

# What never synced comes last. A literal, because SQLite does not know a parameter
# again in an index; both databases read it as this moment in UTC.
LONG_AGO = RawSQL("'1970-01-01 00:00:00'", (), models.DateTimeField())
LAST_SYNC = Coalesce("synced_at", LONG_AGO)


class Record(models.Model):
    """``agreement`` holds the values both sides shared last, by property, canonical.

    The digests are of the mapped values as they were last dealt with, so that a change
    that is none (an echo of our own write, a second look at an edit) costs nothing.
    """

    class Status(models.TextChoices):
        IN_SYNC = "in_sync", _("In sync")
        WAITING = "waiting", _("Waiting")
        FAILING = "failing", _("Failing")
        EXCLUDED = "excluded", _("Excluded")
        NOT_LINKED = "not_linked", _("Not linked")
        DUPLICATE = "duplicate", _("Possible duplicate")

    class Decision(models.TextChoices):
        CREATE_NEW = "create_new", _("Create new")
        LEAVE = "leave", _("Leave")
        RESYNC = "resync", _("Resync")

    integration = models.ForeignKey(Integration, models.CASCADE, related_name="records")
    account_id = models.CharField(max_length=18, null=True)  # noqa: DJ001
    company_id = models.CharField(max_length=32, null=True)  # noqa: DJ001
    name = models.CharField(max_length=255, blank=True)
    domain = models.CharField(max_length=255, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_LINKED)
    reason = models.CharField(max_length=60, blank=True)
    message = models.TextField(blank=True)
    candidates = models.JSONField(
        default=list, help_text="Possible partners: dicts of id, name, score, points."
    )
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    agreement = models.JSONField(null=True)
    paused = models.JSONField(
        default=dict, help_text="Properties two automations fight over → since when."
    )
    account_digest = models.CharField(max_length=32, blank=True)
    company_digest = models.CharField(max_length=32, blank=True)
    account_modified_at = models.DateTimeField(null=True)
    company_modified_at = models.DateTimeField(null=True)
    synced_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["integration", "account_id"], name="an_account_is_linked_once"
            ),
            models.UniqueConstraint(
                fields=["integration", "company_id"], name="a_company_is_linked_once"
            ),
            models.CheckConstraint(
                condition=Q(account_id__isnull=False) | Q(company_id__isnull=False),
                name="a_record_has_a_side",
            ),
        ]
        indexes = [
            models.Index(fields=["integration", "status", "name"]),
            models.Index(fields=["integration", "name"]),
            models.Index(fields=["integration", "domain"]),
            models.Index(
                fields=["retry_at"],
                name="record_due",
                condition=Q(retry_at__isnull=False),
            ),
            models.Index(
                fields=["integration", "decision", "name"],
                name="record_left",
                condition=Q(decision="leave"),
            ),
            models.Index(Lower("name"), name="record_by_lower_name"),
            models.Index("integration", LAST_SYNC, "id", name="record_by_sync"),
            models.Index(
                "integration", "status", LAST_SYNC, "id", name="record_by_status_sync"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.company_id or self.account_id or ""

    @property
    def is_linked(self) -> bool:
        return bool(self.account_id and self.company_id)


class Intent(models.Model):
    """What a batch is about to write for a record; while it stands, nobody else may."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="intent")
    batch = models.ForeignKey("SyncBatch", models.CASCADE, related_name="intents")
    changes = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.record} in batch {self.batch_id}"
