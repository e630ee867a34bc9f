"""Tables of docs/rules.md, each asked of the code that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.brake import LEAST, WORDS, Thresholds
from integrations.rules.creation import RULES
from integrations.rules.creation_table import TABLE
from integrations.rules.departures import (
    DELETES,
    MERGES,
    follower,
    on_account_merge,
    on_deletion,
)
from integrations.rules.lifecycle import advance
from integrations.rules.matching import Candidate, Linked, find_partner
from integrations.rules.matching import registrable_domain as domain_of
from integrations.rules.similarity import ALIKE, CITY, DOMAIN, NAME, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from integrations.rules.departures import Gone

STAGES = ("subscriber", "lead", "opportunity", "customer")
WEBSITES = (
    "https://www.acme.co.uk/about",
    "acme.com, acme.it",
    "info@acme.com",
    "www.münchen.de",
    "acme.wordpress.com",
    "http://192.168.0.1",
    "n/a",
    "gmail.com",
)
EFFECTS = {"creates": "creates", "blocks": "**blocks**"}

CHOICES: tuple[tuple[Gone, str, str], ...] = (
    ("account", "nothing", "Do nothing (default)"),
    ("account", "unlink", "Unlink"),
    ("account", "delete", "Delete the company"),
    ("company", "nothing", "Do nothing (default)"),
    ("company", "unlink", "Unlink"),
)
WHAT: Mapping[Gone, str] = {
    "account": "Account deleted in Salesforce",
    "company": "Company deleted in HubSpot",
}
FOREIGN = "Account deleted, its company carries another account's id"
ACCOUNT_MERGES: tuple[tuple[str, str | None, str | None], ...] = (
    ("Accounts merged, none had a company", None, None),
    ("Accounts merged, only the one that won had a company", None, "2"),
    ("Accounts merged, only another one had a company", "1", None),
    ("Accounts merged, both had one", "1", "2"),
)
COMPANY_MERGES: tuple[tuple[str, str | None, Sequence[str]], ...] = (
    ("Company of account A merged with an unlinked one", None, ["A"]),
    ("Companies of A and B merged, the survivor carries B's id", "B", ["A", "B"]),
    ("Companies of A and B merged, it carries neither's", None, ["B", "A"]),
)


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(head)]
    lines.append(["---"] * len(lines[0]))
    lines += [[str(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def criteria() -> str:
    rows = ((f"`{it.code}`", EFFECTS[it.effect], it.words) for it in RULES)
    return table(("Criterion", "Effect", "It holds when"), rows)


def situations() -> str:
    rows = (
        (
            row.situation,
            "an account" if row.creates_account else "nothing",
            ", ".join(f"`{code}`" for code in row.holds),
        )
        for row in TABLE
    )
    return table(("The company has", "It creates", "Criteria that hold"), rows)


def departures() -> str:
    deletes = [
        (WHAT[gone], label, DELETES[gone, on_deletion(gone, choice)])
        for gone, choice, label in CHOICES
    ]
    foreign = DELETES["account", on_deletion("account", "delete", is_its_own=False)]
    deletes.append((FOREIGN, "Delete the company", foreign))
    accounts = [
        (what, "", MERGES[on_account_merge(loser, winner)])
        for what, loser, winner in ACCOUNT_MERGES
    ]
    companies = [
        (what, "", _followed(follower(key, linked), linked))
        for what, key, linked in COMPANY_MERGES
    ]
    head = ("What happened", "Setting", "What Syncadmin does")
    return table(head, [*deletes, *accounts, *companies])


def _followed(heir: str, linked: Sequence[str]) -> str:
    others = [account for account in linked if account != heir]
    rest = "".join(f"; {it} is listed as a possible duplicate" for it in others)
    return f"The one that survives is linked to {heir}{rest}"


def websites() -> str:
    return table(("Website", "Domain", "Matches by it"), map(_website, WEBSITES))


def _website(website: str) -> tuple[str, str, str]:
    domain = domain_of(website)
    found = find_partner(None, domain, by_domain=[Candidate("1")])
    shown = f"`{domain}`" if domain else "none"
    return f"`{website}`", shown, "yes" if isinstance(found, Linked) else "no"


def similarities() -> str:
    rows = (
        ("The same domain", DOMAIN),
        (f"Names at least {ALIKE} % alike; the same name counts in full", NAME),
        ("The same phone number, with or without the country's code", PHONE),
        ("The same city", CITY),
    )
    return table(("What speaks for a candidate", "Points of 100"), rows)


def stages() -> str:
    rows = (
        (now, *(advance(now, [contact], STAGES) or "stays" for contact in STAGES))
        for now in STAGES
    )
    return table(("Company at ↓, contact moves to →", *STAGES), rows)


def brakes() -> str:
    limits = Thresholds()
    rows = (
        (
            WORDS[act].split("would ")[1].partition(" %(")[0].capitalize(),
            f"{getattr(limits, act)} %",
            f"{least:,}",
        )
        for act, least in LEAST.items()
    )
    share = "more than this share of the records known before"
    head = ("It would", share, "and at least this many")
    return table(head, rows)
