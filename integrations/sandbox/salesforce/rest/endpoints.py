"""The name under which a call is counted: its path without version and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.rest.resources import DATA

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.wire import Request


def endpoint_name(org: Org, request: Request) -> str:
    match request.segments:
        case ["services", "data"]:
            return f"{request.method} versions"
        case ["services", "data", _, *rest]:
            return f"{request.method} {_data(org, rest or [''])}"
        case ["services", "oauth2", name]:
            return f"{request.method} oauth2/{name}"
        case ["id", _, _]:
            return f"{request.method} id"
    return f"{request.method} other"


def _data(org: Org, segments: list[str]) -> str:
    match = DATA.find(segments)
    if match is None:
        return segments[0]
    kind = org.sobject(match.arguments.get("object", ""))
    if kind is None:
        return match.pattern or "resources"
    field = kind.field(match.arguments.get("field", ""))
    named = match.pattern.replace("{object}", kind.name)
    return named.replace("{field}", field.name) if field else named
