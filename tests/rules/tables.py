"""Tables of docs/rules.md, each asked of the code that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.brake import LEAST, WORDS, Thresholds
from integrations.rules.creation import RULES
from integrations.rules.creation_table import TABLE
from integrations.rules.lifecycle import advance
from integrations.rules.matching import Candidate, Linked, find_partner
from integrations.rules.matching import registrable_domain as domain_of
from integrations.rules.similarity import ALIKE, CITY, DOMAIN, NAME, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterable

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

ACCOUNT_DELETED, COMPANY_DELETED = (
    "Account deleted in Salesforce",
    "Company deleted in HubSpot",
)
DEPARTURES = (
    (ACCOUNT_DELETED, "Do nothing (default)", "The company stays as it is"),
    (ACCOUNT_DELETED, "Unlink", "The company stays and loses its link"),
    (ACCOUNT_DELETED, "Delete the company", "It goes to HubSpot's recycle bin"),
    (COMPANY_DELETED, "Do nothing (default)", "The account stays as it is"),
    (COMPANY_DELETED, "Unlink", "The account stays and loses its link"),
    ("Accounts merged, one had a company", "", "The winner has that company"),
    ("Accounts merged, both had one", "", "The loser's is listed as a duplicate"),
    ("Companies merged in HubSpot", "", "The link follows the one that survived"),
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
    return table(("What happened", "Setting", "What Syncadmin does"), DEPARTURES)


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
    head = ("It would", "more than this share of the records", "and at least this many")
    return table(head, rows)
