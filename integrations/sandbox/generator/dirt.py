"""How typed and imported values really look: blanks, habits, slips, odd scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from integrations.sandbox.generator.firms import Firm

SHARED_SITES = (
    "https://www.facebook.com/{slug}",
    "https://www.linkedin.com/company/{slug}/",
    "https://sites.google.com/view/{slug}",
    "{slug}.wordpress.com",
)
FREEMAIL = ("gmail.com", "outlook.com", "yahoo.com", "libero.it", "web.de")
NO_WEBSITE = ("n/a", "N/A", "none", "-", "tbd", "www.", "http://")
WEBSITES = (
    (0.45, "https://www.{domain}"),
    (0.75, "{domain}"),
    (0.82, "http://www.{domain}/"),
    (0.87, "www.{domain}"),
    (0.90, "https://{domain}/en/about?ref=crm"),
    (0.92, "HTTPS://WWW.{upper}"),
    (0.93, "https://shop.{domain}:443/"),
)
NOTES = (
    "Met at the fair; wants a quote for {word}.",
    "Line one\nLine two\n\n- {word}\n- renewals",
    'Says "call after 3 pm" — see mail <https://{domain}/?a=1&b=2>',
    "<p>Imported <b>as HTML</b> &amp; never cleaned</p>",
    "Kunde möchte Rückruf 📞 wegen {word} — à suivre, così così, 顧客 ✅",
    "C:\\Shares\\CRM\\{word}\tcol2\tcol3",
    "عميل مهم (VIP) — לקוח חשוב",
)


def website(dice: Random, firm: Firm) -> str | None:
    """Mostly the firm's own site, seldom one that many share, or none."""
    roll = dice.random()
    for share, pattern in WEBSITES:
        if roll < share:
            return pattern.format(domain=firm.domain, upper=firm.domain.upper())
    if roll < 0.94:
        return dice.choice(SHARED_SITES).format(slug=firm.domain.partition(".")[0])
    if roll < 0.95:
        return dice.choice(NO_WEBSITE)
    return dice.choice(FREEMAIL) if roll < 0.953 else None


def name(dice: Random, firm: Firm) -> str:
    roll = dice.random()
    if roll < 0.93:
        return firm.name
    if roll < 0.95:
        return firm.name.upper()
    if roll < 0.97:
        return firm.name.replace(" ", "  ", 1)
    if roll < 0.98:
        return f"{firm.name} (do not use)"
    if roll < 0.99:
        return firm.name.partition(" ")[0]
    return f"✨ {firm.name} ✨" if roll < 0.999 else _endless(firm.name)


def phone(dice: Random, firm: Firm) -> str | None:
    roll = dice.random()
    if roll < 0.6:
        return firm.phone
    if roll < 0.75:
        return firm.phone.replace(" ", "").replace("-", "")
    if roll < 0.85:
        return "00" + firm.phone[1:].replace("-", " ")
    return f"{firm.phone} ext. 12" if roll < 0.87 else None


def country(dice: Random, firm: Firm) -> str | None:
    spellings = firm.country.spellings
    roll = dice.random()
    if roll < 0.75:
        return spellings[0]
    return dice.choice(spellings) if roll < 0.92 else None


def note(dice: Random, firm: Firm) -> str | None:
    if dice.random() < 0.6:
        return None
    return dice.choice(NOTES).format(word=firm.trade.word, domain=firm.domain)


def _endless(name: str) -> str:
    """As long as Salesforce lets a name be."""
    return (f"{name} " * 99)[:254] + "…"
