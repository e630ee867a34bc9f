"""How one CRM is reached, as whom, and what its fields look like."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from integrations.models.encrypted import EncryptedTextField
from integrations.models.integration import Integration


class Connection(models.Model):
    class Crm(models.TextChoices):
        SALESFORCE = "salesforce", "Salesforce"
        HUBSPOT = "hubspot", "HubSpot"

    class State(models.TextChoices):
        OK = "ok", _("Connected")
        PROBLEM = "problem", _("Needs attention")

    integration = models.ForeignKey(
        Integration, models.CASCADE, related_name="connections"
    )
    crm = models.CharField(max_length=10, choices=Crm)
    url = models.URLField()
    secret = EncryptedTextField(blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OK)
    problem = models.TextField(blank=True)
    connected_as = models.CharField(max_length=255, blank=True)
    organisation = models.CharField(max_length=255, blank=True)
    record_url = models.CharField(
        max_length=500, blank=True, help_text="Link to a record in the CRM, with {id}."
    )
    checked_at = models.DateTimeField(null=True)
    has_key_field = models.BooleanField(default=False)
    calls_used = models.PositiveIntegerField(
        null=True, help_text="By everybody, as the CRM last told."
    )
    calls_allowed = models.PositiveIntegerField(
        null=True, help_text="A day: the last 24 hours or, at HubSpot, since midnight."
    )
    calls_told_at = models.DateTimeField(null=True)
    metadata = models.JSONField(default=dict)
    metadata_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["integration", "crm"], name="one_connection_per_crm"
            )
        ]

    def __str__(self) -> str:
        return self.get_crm_display()

    @property
    def credentials(self) -> dict[str, str]:
        loaded: dict[str, str] = json.loads(self.secret or "{}")
        return loaded

    @credentials.setter
    def credentials(self, value: dict[str, str]) -> None:
        self.secret = json.dumps(value)

    def link_to(self, record_id: str | None) -> str:
        """Where a person opens this record in the CRM; empty when unknown."""
        if not record_id or not self.record_url:
            return ""
        return self.record_url.replace("{id}", record_id)

    def mark(self, problem: str, at: Any) -> None:
        self.state = self.State.PROBLEM if problem else self.State.OK
        self.problem, self.checked_at = problem, at
        self.save(update_fields=["state", "problem", "checked_at"])
