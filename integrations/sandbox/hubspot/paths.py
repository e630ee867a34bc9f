"""HubSpot's two ways to write a version into a path, brought to one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from integrations.sandbox.hubspot.refusals import not_implemented

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = re.compile(r"v\d+|\d{4}-\d{2}")
DATED = {"2026-03", "2026-09"}
WITHOUT_VERSION = {("oauth", "authorize")}
VERSIONS = {
    "objects": "v3",
    "associations": "v4",
    "properties": "v3",
    "lists": "v3",
    "owners": "v3",
    "pipelines": "v3",
    "account-info": "v3",
    "oauth": "v1",
}
OAUTH_V3 = {("oauth", "token", *rest) for rest in ((), ("introspect",), ("revoke",))}

APIS_NOT_KEPT = {
    "imports": "imports",
    "exports": "exports",
    "webhooks": "webhooks",
    "app-webhooks": "webhooks",
    "webhooks-journal": "the webhooks journal",
    "crm-object-schemas": "custom object schemas",
    "schemas": "custom object schemas",
    "limits": "limits tracking",
    "property-validations": "property validations",
    "automation": "automation",
    "marketing": "marketing",
    "cms": "the CMS",
    "files": "files",
    "settings": "account settings",
    "communication-preferences": "communication preferences",
    "conversations": "conversations",
    "events": "events",
    "extensions": "extensions of the CRM",
    "object-library": "the object library",
    "media-bridge": "the media bridge",
    "feature-flags": "feature flags",
    "scheduler": "meetings",
    "url-mappings": "URL redirects",
    "integrators": "timeline events",
    "meta": "network origins",
    "tax-rates": "tax rates",
    "deal-splits": "deal splits",
    "appinstalls": "uninstalling an app",
    "business-units": "business units",
    "visitor-identification": "visitor identification",
}


class Path(NamedTuple):
    version: str
    parts: tuple[str, ...]


def plain(segments: Sequence[str]) -> Path:
    """``/crm/v3/objects/…`` and ``/crm/objects/2026-03/…`` are the same call."""
    parts = list(segments[1:] if segments[0] == "crm" else segments)
    for place in (0, 1):
        if place < len(parts) and VERSION.fullmatch(parts[place]):
            return Path(parts.pop(place), tuple(parts))
    return Path("", tuple(parts))


def check_version(path: Path) -> None:
    """501 for what HubSpot has and the sandbox has not."""
    if path.parts in WITHOUT_VERSION and not path.version:
        return
    family = path.parts[0] if path.parts else ""
    if family in APIS_NOT_KEPT:
        raise not_implemented(APIS_NOT_KEPT[family])
    usual = VERSIONS.get(family, path.version)
    if family == "objects" and "associations" in path.parts[3:4]:
        usual = "v4"
    if path.version == "v3" and path.parts in OAUTH_V3:
        usual = "v3"
    if path.version != usual and path.version not in DATED:
        named = path.version or "no version"
        raise not_implemented(f"{family} in the version {named}; use {usual}")
