"""Who changed which setting, when, from what to what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from integrations.models.integration import Integration


class SettingChange(models.Model):
    """``user`` is empty for a change made on the command line."""

    integration = models.ForeignKey(
        Integration, models.CASCADE, related_name="setting_changes"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    setting = models.CharField(max_length=200)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    mappings = models.JSONField(
        null=True, help_text="The whole set of mappings before this change of one."
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.setting}: {self.old} → {self.new}"
