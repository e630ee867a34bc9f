"""A field mapping: a HubSpot property paired with a Salesforce field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrations.models.integration import Integration
from integrations.models.pairs import PairsField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Mapping(models.Model):
    class Rule(models.TextChoices):
        PREFER_SALESFORCE = "prefer_salesforce", _("Prefer Salesforce unless blank")
        ALWAYS_SALESFORCE = "always_salesforce", _("Always use Salesforce")
        TWO_WAY = "two_way", _("Two-way")
        NONE = "none", _("Don’t sync")
        PREFER_HUBSPOT = "prefer_hubspot", _("Prefer HubSpot unless blank")
        ALWAYS_HUBSPOT = "always_hubspot", _("Always use HubSpot")

    class Status(models.TextChoices):
        OK = "ok", _("OK")
        WARNING = "warning", _("Warning")
        ERROR = "error", _("Error")

    integration = models.ForeignKey(
        Integration, models.CASCADE, related_name="mappings"
    )
    property = models.CharField(_("HubSpot property"), max_length=100)
    field = models.CharField(_("Salesforce field"), max_length=100)
    rule = models.CharField(_("Sync rule"), max_length=20, choices=Rule)
    values = PairsField(default=dict, blank=True)
    standard = models.BooleanField(default=False)
    system = models.BooleanField(
        default=False, help_text="Owned by Syncadmin: its rule cannot change."
    )
    position = models.PositiveIntegerField(default=1000)
    since = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=Status, default=Status.OK)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "property"]
        constraints = [
            models.UniqueConstraint(
                fields=["integration", "property"], name="a_property_is_mapped_once"
            ),
            models.UniqueConstraint(
                fields=["integration", "field"], name="a_field_is_mapped_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.property} ↔ {self.field}"

    def take(self, rule: str, values: dict[str, str]) -> None:
        """One that synced nothing counts from now on (M9)."""
        if self.rule == self.Rule.NONE:
            self.since = timezone.now()
        self.rule, self.values = rule, values
        self.save(update_fields=["rule", "values", "since"])

    def type_label(self) -> StrOrPromise:
        if self.system:
            return _("System")
        return _("Standard") if self.standard else _("Custom")
