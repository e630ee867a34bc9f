"""The firms behind the generated records: the same number is always the same firm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.sandbox.generator.brands import BRANDS, slug
from integrations.sandbox.generator.dice import dice_for, digits
from integrations.sandbox.generator.trades import TRADES

if TYPE_CHECKING:
    from random import Random

    from integrations.sandbox.generator.countries import City, Country
    from integrations.sandbox.generator.trades import Trade

PAIRS = len(BRANDS) * len(TRADES)
STRIDE = 7919
BRANCHES = ("", " Group", " Partners", " International", " Europe", " Direct", " One")


@dataclass(frozen=True, slots=True)
class Firm:
    """``domain`` is unique among the firms of a seed, ``name`` nearly so."""

    number: int
    name: str
    domain: str
    country: Country
    city: City
    trade: Trade
    street: str
    postcode: str
    phone: str
    employees: int
    revenue: int


def firm(seed: int, number: int) -> Firm:
    dice = dice_for("firm", seed, number)
    branch, pair = divmod(number, PAIRS)
    brand_number, trade_number = divmod(
        (pair * STRIDE + seed * 104_729) % PAIRS, len(TRADES)
    )
    brand, trade = BRANDS[brand_number], TRADES[trade_number]
    country = brand.country
    city = dice.choice(country.cities)
    suffix = _branch(branch)
    employees = int(10 ** (dice.random() * 4))
    legal_form = dice.choice(country.legal_forms)
    return Firm(
        number=number,
        name=f"{brand.word} {trade.word}{suffix} {legal_form}".strip(),
        domain=f"{brand.slug}{slug(trade.word + suffix)}.{country.suffix}",
        country=country,
        city=city,
        trade=trade,
        street=_street(dice, country),
        postcode=digits(dice, city.postcode),
        phone=f"{country.dial} {digits(dice, country.number)}",
        employees=employees,
        revenue=employees * dice.randrange(40, 400) * 1000,
    )


def _branch(number: int) -> str:
    return BRANCHES[number] if number < len(BRANCHES) else f" {number}"


def _street(dice: Random, country: Country) -> str:
    number = 1 + int(dice.random() * 240)
    return country.street.format(n=number, street=dice.choice(country.streets))
