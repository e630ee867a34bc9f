"""Which company an account already is, before a new one is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publicsuffixlist import PublicSuffixList

from integrations.rules.shared import FREEMAIL, SHARED_SITES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SUFFIXES = PublicSuffixList(accept_unknown=False, only_icann=True)
SCHEMES = re.compile(r"\A(?:[a-z]+:/*|https?/+|/+)+")
HOST = re.compile(r"[a-z0-9_.-]+")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    company_id: str
    name: str = ""
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """``step`` is the one of the order that found the company."""

    company_id: str
    step: str


@dataclass(frozen=True, slots=True)
class Ask:
    candidates: tuple[Candidate, ...]
    step: str


@dataclass(frozen=True, slots=True)
class New:
    pass


Match = Linked | Ask | New


def registrable_domain(website: str | None) -> str | None:
    """The domain a company would have registered, in ASCII; None where there is none.

    Private suffixes count as shared: acme.wordpress.com is wordpress.com.
    """
    text = SCHEMES.sub("", (website or "").strip().lower().replace("\\", "/"))
    authority = re.split(r"[/?#,;\s]", text, maxsplit=1)[0]
    host = authority.rpartition("@")[2].partition(":")[0].strip(".")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return SUFFIXES.privatesuffix(host) if HOST.fullmatch(host) else None


def normalised_name(name: str | None) -> str:
    """Two names equal in this are written the same but for case and punctuation."""
    return " ".join(WORD.findall((name or "").casefold()))


def find_company(
    account_name: str | None,
    account_domain: str | None,
    *,
    by_key: Sequence[Candidate] = (),
    by_domain: Sequence[Candidate] = (),
    by_name: Sequence[Candidate] = (),
    order: Sequence[str] = ("key", "domain"),
    shared_domains: Collection[str] = (),
) -> Match:
    """The first step of ``order`` that finds an unlinked company decides (K3, K4)."""
    name = normalised_name(account_name)
    same_name = [it for it in by_name if name and normalised_name(it.name) == name]
    same_domain = by_domain if _is_own(account_domain, shared_domains) else ()
    found = {"key": by_key, "domain": same_domain, "name": same_name}
    for step in order:
        free = tuple(it for it in found.get(step, ()) if not it.linked)
        if len(free) == 1:
            return Linked(free[0].company_id, step)
        if free:
            return Ask(free, step)
    return New()


def _is_own(domain: str | None, shared_domains: Collection[str]) -> bool:
    shared = (FREEMAIL, SHARED_SITES, shared_domains)
    return bool(domain) and not any(domain in domains for domains in shared)
