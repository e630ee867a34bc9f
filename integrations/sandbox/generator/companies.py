"""The generated companies, under HubSpot's property names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.generator import dirt
from integrations.sandbox.generator.accounts import account_firm
from integrations.sandbox.generator.dice import dice_for, mostly, one_of
from integrations.sandbox.generator.firms import firm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from integrations.sandbox.generator.firms import Firm

SHARED_WITH_ACCOUNTS = 0.4
STAGES = (
    (0.25, "lead"),
    (0.35, "marketingqualifiedlead"),
    (0.42, "salesqualifiedlead"),
    (0.50, "opportunity"),
    (0.60, "customer"),
    (0.63, "subscriber"),
)
TYPES = (
    (0.10, "PROSPECT"),
    (0.13, "PARTNER"),
    (0.16, "RESELLER"),
    (0.19, "VENDOR"),
    (0.21, "OTHER"),
)
AUTOMATIC = {
    "hs_object_source": "COMPANIES",
    "hs_object_source_id": "FetchAssociatedCompanyIdStep",
    "hs_object_source_label": "CRM_SETTING",
}
BY_HAND = {
    "hs_object_source": "CRM_UI",
    "hs_object_source_id": "userId:1001",
    "hs_object_source_label": "CRM_UI",
}


def companies(seed: int, count: int) -> Iterator[dict[str, str | None]]:
    """Blank properties are None; a few tell that HubSpot's setting made the company."""
    return (_company(seed, position) for position in range(count))


def company_firm(seed: int, position: int) -> Firm:
    """The firm of the account at the same position, or one Salesforce has not."""
    if is_shared(seed, position):
        return account_firm(seed, position)
    return firm(seed, 3 * position + 1)


def is_shared(seed: int, position: int) -> bool:
    return dice_for("shared", seed, position).random() < SHARED_WITH_ACCOUNTS


def _company(seed: int, position: int) -> dict[str, str | None]:
    dice = dice_for("company", seed, position)
    firm = company_firm(seed, position)
    domain = _domain(dice, seed, position, firm)
    source = AUTOMATIC if dice.random() < 0.15 else BY_HAND
    return {
        "name": dirt.name(dice, firm),
        "domain": domain,
        "website": mostly(dice, 0.7, domain),
        "phone": dirt.phone(dice, firm),
        "address": mostly(dice, 0.8, firm.street),
        "city": mostly(dice, 0.9, firm.city.name),
        "state": mostly(dice, 0.6, firm.city.state),
        "zip": mostly(dice, 0.85, firm.postcode),
        "country": dirt.country(dice, firm),
        "industry": mostly(dice, 0.7, firm.trade.company),
        "type": one_of(dice, TYPES),
        "lifecyclestage": one_of(dice, STAGES),
        "numberofemployees": mostly(dice, 0.6, str(_estimate(dice, firm.employees))),
        "annualrevenue": mostly(dice, 0.4, str(_estimate(dice, firm.revenue))),
        "description": dirt.note(dice, firm),
        **source,
    }


def _domain(dice: Random, seed: int, position: int, firm: Firm) -> str | None:
    """A domain is not unique: now and then it is that of the company before."""
    roll = dice.random()
    if roll < 0.05:
        return None
    if roll < 0.065 and position > 0:
        return company_firm(seed, position - 1).domain
    return dice.choice(dirt.FREEMAIL) if 0.065 <= roll < 0.068 else firm.domain


def _estimate(dice: Random, figure: int) -> int:
    """HubSpot's own figures are rounder than Salesforce's."""
    digits = len(str(figure)) - 1
    return round(figure, -digits) if dice.random() < 0.5 else figure
