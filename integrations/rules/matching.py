"""Which record of the other CRM a record already is, before a new one is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from publicsuffixlist import PublicSuffixList

from integrations.rules.hosts import host_of
from integrations.rules.names import likeness, normalised_name
from integrations.rules.shared import FREEMAIL, SHARED_SITES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SUFFIXES = PublicSuffixList(accept_unknown=False, only_icann=True)


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    name: str = ""
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """``step`` is the one of the order that found the partner."""

    partner_id: str
    step: str


@dataclass(frozen=True, slots=True)
class Ask:
    """The candidate whose name is most alike comes first."""

    candidates: tuple[Candidate, ...]
    step: str


@dataclass(frozen=True, slots=True)
class New:
    pass


Match = Linked | Ask | New
Unfit = Literal["no_domain", "freemail", "shared_site", "listed"]


def registrable_domain(website: str | None) -> str | None:
    """The domain a company would have registered, in ASCII; None where there is none.

    Private suffixes count as shared: acme.wordpress.com is wordpress.com.
    """
    host = host_of(website)
    return SUFFIXES.privatesuffix(host) if host else None


def find_partner(
    name: str | None,
    domain: str | None,
    *,
    by_key: Sequence[Candidate] = (),
    by_domain: Sequence[Candidate] = (),
    by_name: Sequence[Candidate] = (),
    order: Sequence[str] = ("key", "domain"),
    shared_domains: Collection[str] = (),
) -> Match:
    """The first step of ``order`` that finds an unlinked candidate decides (K3, K4).

    A company is found for an account and an account for a company by the same rules.
    """
    plain = normalised_name(name)
    same_name = [it for it in by_name if plain and normalised_name(it.name) == plain]
    same_domain = () if unfit(domain, shared_domains) else by_domain
    found = {"key": by_key, "domain": same_domain, "name": same_name}
    for step in order:
        free = [it for it in found.get(step, ()) if not it.linked]
        if len(free) == 1:
            return Linked(free[0].id, step)
        if free:
            free.sort(key=lambda it: -likeness(name, it.name))
            return Ask(tuple(free), step)
    return New()


def unfit(domain: str | None, shared_domains: Collection[str] = ()) -> Unfit | None:
    """Why a domain does not tell whose company it is; None where it does."""
    if not domain:
        return "no_domain"
    if domain in FREEMAIL:
        return "freemail"
    if domain in SHARED_SITES:
        return "shared_site"
    return "listed" if domain in shared_domains else None
