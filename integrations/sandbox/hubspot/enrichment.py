"""What HubSpot's own database knows of a company that was made by its domain."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from integrations.sandbox.generator.dice import dice_for
from integrations.sandbox.hubspot.industries import INDUSTRY_OPTIONS
from integrations.sandbox.hubspot.kinds import COMPANIES
from integrations.sandbox.hubspot.records import Source

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.portal import Portal

INSIGHTS = Source("COMPANY_INSIGHTS", "CompanyInsightsAutofill", "CRM_SETTING")
PLACES = (
    ("Boston", "Massachusetts", "02110", "United States"),
    ("Leeds", "England", "LS1 4DY", "United Kingdom"),
    ("Turin", "Piedmont", "10121", "Italy"),
    ("Lyon", "Rhone-Alpes", "69002", "France"),
)
SIZES = ("5", "25", "50", "200", "1000")


def enrich(portal: Portal, company_id: int) -> None:
    """Fill what is still blank (documented); the source type's name is [mem]."""
    record = portal.store(COMPANIES).live(company_id)
    if record is not None:
        known = _known(record.properties.get("domain", ""))
        news = {n: v for n, v in known.items() if n not in record.properties}
        portal.save(COMPANIES, record.changed(news, portal.now(), INSIGHTS))


def _known(domain: str) -> dict[str, str]:
    """Made up, but always the same for a domain."""
    dice = dice_for("insights", 1, crc32(domain.encode()))
    city, state, code, country = dice.choice(PLACES)
    return {
        "city": city,
        "state": state,
        "zip": code,
        "country": country,
        "industry": dice.choice(INDUSTRY_OPTIONS).value,
        "numberofemployees": dice.choice(SIZES),
        "description": f"What is told of itself at {domain}.",
    }
