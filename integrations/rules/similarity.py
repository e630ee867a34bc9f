"""What speaks for an account and a company being the same (K4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.rules.names import likeness, normalised_name
from integrations.rules.phones import same_line
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DOMAIN, NAME, PHONE, CITY = 40, 40, 15, 5
"""What each is worth; together 100."""

ALIKE = 60
"""Names less alike than this do not speak for being the same."""


@dataclass(frozen=True, slots=True)
class Traits:
    """``domain`` is the registrable one."""

    name: str = ""
    domain: str = ""
    phone: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``score`` is 0 to 100, ``points`` are what it is made of, in words."""

    score: int
    points: tuple[str, ...]


def evidence(account: Traits, company: Traits) -> Evidence:
    found = list(_points(account, company))
    worth = sum(points for points, _words in found)
    return Evidence(round(worth), tuple(words for _points, words in found))


def ranked(
    account: Traits, companies: Mapping[str, Traits]
) -> list[tuple[str, Evidence]]:
    """Ids with their evidence, the likeliest first."""
    found = [(key, evidence(account, company)) for key, company in companies.items()]
    return sorted(found, key=lambda it: (-it[1].score, it[0]))


def _points(account: Traits, company: Traits) -> Iterator[tuple[float, str]]:
    if account.domain and account.domain == company.domain:
        yield DOMAIN, said("Same domain: %(domain)s", domain=account.domain)
    alike = likeness(account.name, company.name)
    if alike >= ALIKE:
        yield NAME * alike / 100, _of_names(account.name, company.name, alike)
    if same_line(account.phone, company.phone):
        yield PHONE, said("Same phone number: %(phone)s", phone=company.phone)
    city = normalised_name(account.city)
    if city and city == normalised_name(company.city):
        yield CITY, said("Same city: %(city)s", city=company.city)


def _of_names(account: str, company: str, alike: int) -> str:
    if account == company:
        return said("Same name: %(name)s", name=account)
    if alike == 100:
        return said(
            "Same name but for its spelling: %(account)s, %(company)s",
            account=account,
            company=company,
        )
    return said(
        "Names %(alike)s %% alike: %(account)s, %(company)s",
        alike=alike,
        account=account,
        company=company,
    )
