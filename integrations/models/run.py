"""Sync runs and their batches: what is to do, who holds it and how far it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from integrations.models.integration import Integration


class SyncRun(models.Model):
    class Kind(models.TextChoices):
        SYNC = "sync", _("Sync")
        IMPORT = "import", _("Import")
        CENSUS = "census", _("Census")
        RESYNC = "resync", pgettext_lazy("run", "Resync")
        PLAN = "plan", _("Plan")
        UNDO = "undo", _("Undo")
        BY_HAND = "by_hand", _("By hand")

    class Status(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        SUCCEEDED = "succeeded", _("Succeeded")
        PARTLY_DONE = "partly_done", _("Partly done")
        FAILED = "failed", pgettext_lazy("run", "Failed")
        CANCELLED = "cancelled", _("Cancelled")

    class Wanted(models.TextChoices):
        RUN = "run", _("Run")
        PAUSE = "pause", _("Pause")
        CANCEL = "cancel", _("Cancel")

    class Cause(models.TextChoices):
        SCHEDULE = "schedule", _("Schedule")
        PERSON = "person", _("A person")
        COMMAND = "command", _("Command line")
        SWITCHED_ON = "switched_on", _("Sync companies was switched on")

    ACTIVE = (Status.QUEUED, Status.RUNNING)
    DONE = (Status.SUCCEEDED, Status.PARTLY_DONE)

    integration = models.ForeignKey(Integration, models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=10, choices=Kind)
    cause = models.CharField(max_length=12, choices=Cause)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    dry_run = models.BooleanField(default=False)
    scope = models.JSONField(default=dict)
    bulk = models.BooleanField(
        default=True, help_text="One of its kind at a time; few records need not wait."
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.QUEUED)
    wanted = models.CharField(max_length=6, choices=Wanted, default=Wanted.RUN)
    message = models.TextField(blank=True)
    asks = models.TextField(
        blank=True, help_text="Why it stopped itself and waits for a person’s word."
    )
    released = models.BooleanField(
        default=False, help_text="A person said to go on although the brake held it."
    )
    rest = models.JSONField(
        null=True, help_text="The scope of what is left past the limit of one resync."
    )
    total = models.PositiveIntegerField(null=True)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(
        default=0, help_text="Records synced but for a field that could not be."
    )
    salesforce_calls = models.PositiveIntegerField(default=0)
    hubspot_calls = models.PositiveIntegerField(default=0)
    marks = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["integration", "kind"],
                condition=Q(status__in=["queued", "running"], dry_run=False, bulk=True),
                name="one_active_run_of_a_kind",
            )
        ]
        indexes = [models.Index(fields=["integration", "status"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.status in self.ACTIVE

    @property
    def is_paused(self) -> bool:
        return self.is_active and self.wanted == self.Wanted.PAUSE

    @property
    def is_asking(self) -> bool:
        """The brake held it, and nobody has answered."""
        return self.is_active and bool(self.asks)

    @property
    def lists_unchanged(self) -> bool:
        """A person named its records, or wants a report of all."""
        return self.kind == self.Kind.IMPORT or self.scope.get("manual", False)

    @property
    def done(self) -> int:
        return self.created + self.updated + self.unchanged + self.skipped + self.failed


class SyncBatch(models.Model):
    """A slice of a run. ``attempts`` counts before the work: poison is seen to kill."""

    class Step(models.TextChoices):
        CENSUS_ACCOUNTS = "census_accounts"
        CENSUS_COMPANIES = "census_companies"
        READ_ACCOUNTS = "read_accounts"
        READ_COMPANIES = "read_companies"
        READ_IMPORT = "read_import"
        READ_DUE = "read_due"
        READ_CONTACTS = "read_contacts"
        READ_PEOPLE = "read_people"
        READ_MEMBERS = "read_members"
        READ_ARCHIVED = "read_archived"
        READ_RECORDS = "read_records"
        READ_PLAN = "read_plan"
        READ_UNDO = "read_undo"
        APPLY = "apply"

    class State(models.TextChoices):
        READY = "ready"
        LEASED = "leased"
        DONE = "done"
        FAILED = "failed"

    run = models.ForeignKey(SyncRun, models.CASCADE, related_name="batches")
    seq = models.PositiveIntegerField()
    step = models.CharField(max_length=20, choices=Step)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=State, default=State.READY)
    lease_owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    waits = models.PositiveSmallIntegerField(
        default=0, help_text="How often a CRM was away when it was this batch’s turn."
    )
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "seq"], name="batches_are_in_order")
        ]
        indexes = [models.Index(fields=["run", "state", "seq"])]

    def __str__(self) -> str:
        return f"{self.step} {self.run_id}/{self.seq}"
