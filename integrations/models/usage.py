"""How many calls were made to each CRM, hour by hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone

from integrations.models.connection import Connection

KEPT = timedelta(days=35)


class HourlyCalls(models.Model):
    """By whatever asked: runs, pages, tests of a connection, the command line."""

    crm = models.CharField(max_length=10, choices=Connection.Crm)
    hour = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["crm", "hour"], name="hours_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.crm} {self.hour:%Y-%m-%d %H}: {self.calls}"

    @classmethod
    def count(cls, crm: str) -> None:
        hour = this_hour()
        row = cls.objects.filter(crm=crm, hour=hour)
        if not row.update(calls=F("calls") + 1):
            cls.objects.filter(hour__lt=hour - KEPT).delete()
            cls.objects.get_or_create(crm=crm, hour=hour)
            row.update(calls=F("calls") + 1)


def this_hour() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)
