"""A company's domain and its website, which fill each other when one is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

FREE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com"),
        *("yahoo.com", "icloud.com", "me.com", "aol.com", "gmx.de", "gmx.net"),
        *("web.de", "libero.it", "orange.fr", "proton.me", "protonmail.com"),
        *("yahoo.co.uk", "yahoo.fr", "yahoo.it", "yahoo.de", "ymail.com", "mac.com"),
        *("hotmail.co.uk", "hotmail.fr", "hotmail.it", "hotmail.de", "msn.com"),
        *("outlook.fr", "outlook.it", "outlook.de", "live.it", "live.co.uk", "pm.me"),
        *("t-online.de", "freenet.de", "bluewin.ch", "virgilio.it", "alice.it"),
        *("tiscali.it", "free.fr", "wanadoo.fr", "laposte.net", "sfr.fr", "mail.com"),
        *("comcast.net", "verizon.net", "att.net", "sbcglobal.net", "cox.net"),
        *("mail.ru", "yandex.ru", "yandex.com", "qq.com", "163.com", "126.com"),
        *("zoho.com", "fastmail.com", "tutanota.com", "naver.com", "rediffmail.com"),
        *("seznam.cz", "wp.pl", "o2.pl", "interia.pl", "uol.com.br", "bol.com.br"),
    }
)


def filled(held: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """What a written website says of the domain, and the other way round.

    Documented for the website; seen in recorded answers for the domain.
    """
    website = values.get("website", held.get("website"))
    domain = values.get("domain", held.get("domain"))
    if website and not domain and "domain" not in values:
        found = domain_of(website)
        return {"domain": found} if found else {}
    if domain and not website and "website" not in values:
        return {"website": domain}
    return {}


def domain_of(website: str) -> str:
    """The host without www, or nothing for what is no address."""
    text = website.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if "." in host.strip(".") and " " not in host else ""


def bare(domain: str) -> str:
    """As HubSpot keeps it: [mem]. What is no address stays as it was written."""
    is_mail = "@" in domain and "/" not in domain
    return domain if is_mail else domain_of(domain) or domain


def work_domain(email: str) -> str:
    """The domain of an e-mail address, unless anybody may have one there."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in FREE_MAIL else domain
