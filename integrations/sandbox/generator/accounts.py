"""The generated accounts, under Salesforce's field names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.generator import dirt
from integrations.sandbox.generator.dice import dice_for, mostly, one_of
from integrations.sandbox.generator.firms import firm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from integrations.sandbox.generator.firms import Firm

TYPES = (
    (0.01, "Customer - Direct"),
    (0.12, "Prospect"),
    (0.16, "Channel Partner / Reseller"),
    (0.19, "Technology Partner"),
    (0.22, "Other"),
)


def accounts(seed: int, count: int) -> Iterator[dict[str, object]]:
    """The owner is left to the CRM; blank fields are None."""
    return (_account(seed, position) for position in range(count))


def account_firm(seed: int, position: int) -> Firm:
    return firm(seed, 3 * position)


def _account(seed: int, position: int) -> dict[str, object]:
    dice = dice_for("account", seed, position)
    firm = account_firm(seed, position)
    return {
        "Name": dirt.name(dice, firm),
        "Type": one_of(dice, TYPES),
        "Website": dirt.website(dice, _site_owner(dice, seed, position, firm)),
        "Phone": dirt.phone(dice, firm),
        "BillingStreet": _street(dice, firm),
        "BillingCity": mostly(dice, 0.94, firm.city.name),
        "BillingState": mostly(dice, 0.7, firm.city.state),
        "BillingPostalCode": mostly(dice, 0.9, firm.postcode),
        "BillingCountry": dirt.country(dice, firm),
        "Industry": mostly(dice, 0.8, firm.trade.account),
        "NumberOfEmployees": mostly(dice, 0.7, firm.employees),
        "AnnualRevenue": mostly(dice, 0.5, firm.revenue),
        "Description": dirt.note(dice, firm),
    }


def _site_owner(dice: Random, seed: int, position: int, firm: Firm) -> Firm:
    """A subsidiary gives the website of the account before it."""
    is_subsidiary = position > 0 and dice.random() < 0.015
    return account_firm(seed, position - 1) if is_subsidiary else firm


def _street(dice: Random, firm: Firm) -> str | None:
    roll = dice.random()
    if roll < 0.06:
        return None
    return f"{firm.street}\nBuilding C, 2nd floor" if roll < 0.12 else firm.street
