"""What a resync will cost before it is started (M9)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.engine.allowance import Allowance, left_today
from integrations.engine.resync import settled
from integrations.engine.selection import chosen, left_out
from integrations.models.rate import spacing
from integrations.rules.rule import SyncRule, writes_hubspot, writes_salesforce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.models import Integration

HUBSPOT_BATCH, SALESFORCE_READ, SALESFORCE_WRITE = 100, 2_000, 200
CONTACTS_OF_A_COMPANY = 2  # as a rule; each is read once, and asked for in Salesforce
PEOPLE_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sides:
    """The records by what is known of them: a partner still to be made costs more."""

    linked: int
    accounts: int
    companies: int

    @property
    def total(self) -> int:
        return self.linked + self.accounts + self.companies


@dataclass(frozen=True, slots=True)
class Forecast:
    """``companies`` to be compared in this run and ``beyond`` it, past the limit.
    ``left_out``: accounts that a resync of a whole list passes over. A resync takes
    one only when it is chosen by name; one that never synced can be imported, too.
    Calls are at most so many."""

    companies: int
    beyond: int
    left_out: int
    sides: Sides
    hubspot_calls: int
    salesforce_calls: int
    minutes: int
    allowance: Allowance

    @property
    def fits_today(self) -> bool | None:
        return self.allowance.fits(self.salesforce_calls, self.hubspot_calls)

    @property
    def sentence(self) -> str:
        companies = ngettext("%(n)s record", "%(n)s records", self.companies)
        minutes = ngettext("%(n)s minute", "%(n)s minutes", self.minutes)
        costs = _(
            "%(companies)s: at most %(hubspot)s and %(salesforce)s, about %(minutes)s "
            "at the limit."
        ) % {
            "companies": companies % {"n": _grouped(self.companies)},
            **_calls(self.hubspot_calls, self.salesforce_calls),
            "minutes": minutes % {"n": _grouped(self.minutes)},
        }
        return f"{costs} {self._allocation()}"

    def _allocation(self) -> str:
        left = _calls(self.allowance.hubspot or 0, self.allowance.salesforce or 0)
        if self.fits_today is None:
            return _("How many calls are left today could not be asked.")
        if self.fits_today:
            return (
                _(
                    "That is within today’s allocation: %(hubspot)s and "
                    "%(salesforce)s are left."
                )
                % left
            )
        return (
            _(
                "That is more than today’s allocation: %(hubspot)s and "
                "%(salesforce)s are left."
            )
            % left
        )


def _calls(hubspot: int, salesforce: int) -> dict[str, str]:
    of_hubspot = ngettext("%(n)s HubSpot call", "%(n)s HubSpot calls", hubspot)
    of_salesforce = ngettext(
        "%(n)s Salesforce call", "%(n)s Salesforce calls", salesforce
    )
    return {
        "hubspot": of_hubspot % {"n": _grouped(hubspot)},
        "salesforce": of_salesforce % {"n": _grouped(salesforce)},
    }


def _grouped(number: int) -> str:
    """As the reader's language writes it: 12,000 or 12.000."""
    return number_format(number, force_grouping=True)


def forecast(integration: Integration, scope: Mapping[str, Any]) -> Forecast:
    """Raises Refused as the resync itself would; one call to each CRM."""
    kept = settled(integration, scope)
    found = _sides(integration, kept)
    limit = found.total
    if "records" not in kept and not integration.continue_past_limit:
        limit = min(limit, integration.most_resynced)
    part = _scaled(found, limit)
    rule = _rule(integration, kept)
    hubspot, salesforce = _hubspot_calls(part, rule), _salesforce_calls(part, rule)
    return Forecast(
        companies=limit,
        beyond=found.total - limit,
        left_out=left_out(integration, kept),
        sides=found,
        hubspot_calls=hubspot,
        salesforce_calls=salesforce,
        minutes=_minutes(hubspot, salesforce),
        allowance=left_today(integration),
    )


def _sides(integration: Integration, scope: Mapping[str, Any]) -> Sides:
    has_account, has_company = Q(account_id__isnull=False), Q(company_id__isnull=False)
    counts = chosen(integration, scope).aggregate(
        linked=Count("pk", filter=has_account & has_company),
        accounts=Count("pk", filter=has_account & ~has_company),
        companies=Count("pk", filter=~has_account & has_company),
    )
    return Sides(**counts)


def _scaled(found: Sides, limit: int) -> Sides:
    share = limit / found.total if found.total else 0
    return Sides(
        ceil(found.linked * share),
        ceil(found.accounts * share),
        ceil(found.companies * share),
    )


def _rule(integration: Integration, scope: Mapping[str, Any]) -> SyncRule:
    """Two-way stands for a whole record: either side may be written."""
    if "mapping" not in scope:
        return SyncRule.TWO_WAY
    return SyncRule(integration.mappings.get(property=scope["mapping"]).rule)


def _hubspot_calls(sides: Sides, rule: SyncRule) -> int:
    reads = ceil((sides.linked + sides.companies) / HUBSPOT_BATCH)
    writes = ceil(sides.total / HUBSPOT_BATCH) if writes_hubspot(rule) else 0
    contacts = sides.companies * CONTACTS_OF_A_COMPANY
    asked = ceil(sides.companies / SALESFORCE_WRITE) + ceil(contacts / HUBSPOT_BATCH)
    return reads + writes + (asked if sides.companies else 0)


def _salesforce_calls(sides: Sides, rule: SyncRule) -> int:
    """An account is read again right before it is written."""
    reads = ceil((sides.linked + sides.accounts) / SALESFORCE_READ)
    writes = 2 * ceil(sides.total / SALESFORCE_WRITE) if writes_salesforce(rule) else 0
    people = ceil(sides.companies * CONTACTS_OF_A_COMPANY / PEOPLE_AT_ONCE)
    return reads + writes + people


def _minutes(hubspot: int, salesforce: int) -> int:
    """At the pace that the shared limiter lets calls out."""
    seconds = max(hubspot * spacing("hubspot"), salesforce * spacing("salesforce"))
    return max(ceil(seconds / 60), 1)
