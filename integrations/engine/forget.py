"""Forget everything known of the two CRMs; settings, mappings and people stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from integrations.models import Integration

MOMENTS = (
    "since",
    "account_since",
    "company_since",
    "paused_at",
    "account_watermark",
    "company_watermark",
    "census_at",
    "next_poll_at",
    "polled_at",
)


@transaction.atomic
def forget_everything(integration: Integration) -> None:
    """For a pair of CRMs that was emptied, as the demo's are at each start."""
    integration.runs.all().delete()
    integration.records.all().delete()
    for name in MOMENTS:
        setattr(integration, name, None)
    integration.sync_companies = False
    integration.suspended = integration.suspended_message = ""
    integration.save()
