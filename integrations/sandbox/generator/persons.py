"""The generated contacts of both CRMs, and Salesforce's leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from integrations.sandbox.generator.accounts import account_firm
from integrations.sandbox.generator.companies import company_firm, is_shared
from integrations.sandbox.generator.dice import dice_for, mostly
from integrations.sandbox.generator.dirt import FREEMAIL
from integrations.sandbox.generator.firms import firm
from integrations.sandbox.generator.names import FIRST_NAMES, LAST_NAMES, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from integrations.sandbox.generator.firms import Firm

PRIVATE = 0.05
UNEMPLOYED = 0.04


class Contact(NamedTuple):
    """``firm`` is the position of the account or company it belongs to, if any."""

    first: str
    last: str
    email: str | None
    phone: str | None
    title: str | None
    firm: int | None


class Lead(NamedTuple):
    contact: Contact
    company: str
    industry: str
    website: str


def salesforce_contacts(seed: int, count: int, accounts: int) -> Iterator[Contact]:
    """A private one is, or could be, the contact of a company in HubSpot."""
    for position, rank in _desks(count, accounts):
        if not accounts or _falls("private", PRIVATE, seed, position, rank):
            yield _contact(seed, firm(seed, 3 * position + 1), rank, None)
        else:
            yield _contact(seed, account_firm(seed, position), rank, position)


def hubspot_contacts(seed: int, count: int, companies: int) -> Iterator[Contact]:
    """Where the company's firm is an account too, Salesforce knows the same people."""
    for position, rank in _desks(count, companies):
        if not companies or _falls("unemployed", UNEMPLOYED, seed, position, rank):
            yield _contact(seed, _newcomer(seed, position), rank, None)
        else:
            yield _contact(seed, company_firm(seed, position), rank, position)


def leads(seed: int, count: int) -> Iterator[Lead]:
    """The first two people of each company that is no account, or quite new ones."""
    for number in range(count):
        position, rank = divmod(number, 2)
        shared = is_shared(seed, position)
        employer = (_newcomer if shared else company_firm)(seed, position)
        contact = _contact(seed, employer, rank, None)
        site = f"https://www.{employer.domain}"
        yield Lead(contact, employer.name, employer.trade.account, site)


def _newcomer(seed: int, position: int) -> Firm:
    return firm(seed, 3 * position + 2)


def _desks(count: int, firms: int) -> Iterator[tuple[int, int]]:
    """Position of the firm and rank in it, in turn; each fifth firm has nobody."""
    staffed = firms - firms // 5 or max(count, 1)
    for number in range(count):
        rank, place = divmod(number, staffed)
        yield place + place // 4, rank


def _falls(purpose: str, share: float, seed: int, position: int, rank: int) -> bool:
    return dice_for(purpose, seed, position << 20 | rank).random() < share


def _contact(seed: int, employer: Firm, rank: int, position: int | None) -> Contact:
    dice = dice_for("person", seed, employer.number << 20 | rank)
    first, first_slug = dice.choice(FIRST_NAMES)
    last, last_slug = LAST_NAMES[(employer.number + rank) % len(LAST_NAMES)]
    return Contact(
        first=first,
        last=last,
        email=_email(dice, employer, rank, f"{first_slug}.{last_slug}"),
        phone=mostly(dice, 0.6, f"{employer.phone}-{rank + 10}"),
        title=mostly(dice, 0.7, dice.choice(TITLES)),
        firm=position,
    )


def _email(dice: Random, employer: Firm, rank: int, name: str) -> str | None:
    """No two alike: a firm's last names begin again after all have been used."""
    roll = dice.random()
    if roll < 0.03:
        return None
    if roll < 0.06:
        return f"{name}.{employer.number}.{rank}@{dice.choice(FREEMAIL)}"
    again = rank // len(LAST_NAMES) or ""
    return f"{name}{again}@{employer.domain}"
