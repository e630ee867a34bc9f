"""What asking both CRMs for changes costs while there are none (B3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from integrations.engine.read_archived import EVERY

if TYPE_CHECKING:
    from integrations.models import Integration

DAY = timedelta(days=1)


class Calls(NamedTuple):
    hubspot: int
    salesforce: int


def of_a_pass(integration: Integration) -> Calls:
    """One that finds nothing; an inclusion list is one more question to HubSpot."""
    return Calls(3 + bool(integration.inclusion_list), 4)


def of_a_day(integration: Integration) -> Calls:
    """As often as the setting says, and HubSpot's recycle bin in its own time."""
    passes = DAY // timedelta(seconds=integration.poll_seconds)
    each = of_a_pass(integration)
    return Calls(passes * each.hubspot + DAY // EVERY, passes * each.salesforce)


def minutes_between_deletions(integration: Integration) -> int:
    """How often companies deleted in HubSpot are looked for, in a bin that is not full:
    with the first pass after their time has come. Accounts deleted in Salesforce are
    part of every pass."""
    pause = timedelta(seconds=integration.poll_seconds)
    waited = pause * -(-EVERY // pause)
    return -(-waited // timedelta(minutes=1))


def fitting_seconds(integration: Integration, rests_at: int) -> int | None:
    """How seldom to ask so that scheduled passes do not come to rest by that alone;
    None where they do not."""
    if of_a_day(integration).salesforce < rests_at:
        return None
    day = int(DAY.total_seconds())
    return day * of_a_pass(integration).salesforce // max(rests_at, 1) + 1
