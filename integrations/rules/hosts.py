"""The host in whatever people write as a web address."""

from __future__ import annotations

import re

SCHEMES = re.compile(r"\A(?:[a-z]+:/*|https?/+|/+)+")
HOST = re.compile(r"[\w.-]+")
WWW = re.compile(r"\A(?:www\.)+(?=.*\.)")


def host_of(website: str | None) -> str | None:
    """In ASCII; None where there is none."""
    host = _written(website)
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return host if HOST.fullmatch(host) else None


def bare(address: str | None) -> str | None:
    """Without scheme, www and path, in its own letters; what names no host stays as it
    was written."""
    host = WWW.sub("", _written(address))
    return host if "." in host and HOST.fullmatch(host) else address


def _written(address: str | None) -> str:
    text = SCHEMES.sub("", (address or "").strip().lower().replace("\\", "/"))
    authority = re.split(r"[/?#,;\s]", text, maxsplit=1)[0]
    return authority.rpartition("@")[2].partition(":")[0].strip(".")
