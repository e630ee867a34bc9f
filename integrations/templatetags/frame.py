"""What the frame around every page shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrations.engine.overview import Overview, overview
from integrations.models import Integration
from integrations.page import Role, role_of

if TYPE_CHECKING:
    from django.template import Context
    from django_stubs_ext import StrOrPromise

register = template.Library()

LABELS: dict[str, StrOrPromise] = {
    "companies": _("Companies"),
    "duplicates": _("Possible duplicates"),
    "import": _("Import"),
    "connected-apps": _("Connected apps"),
    "health": _("Sync health"),
    "companies-tab": _("Companies"),
    "inclusion": _("Limiting what syncs"),
    "errors": _("Sync errors"),
    "runs": _("Sync runs"),
    "connection": _("Connection"),
    "history": _("History"),
}


class Frame(NamedTuple):
    role: Role
    overview: Overview


@dataclass(frozen=True, slots=True)
class Place:
    """``current`` is the value of aria-current: the page itself, or one within."""

    name: str
    url: str
    label: StrOrPromise
    current: str = ""


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """Of what the page was given what it needs, so that it is read but once."""
    role = context.get("role")
    integration = context.get("integration") or Integration.current()
    return Frame(
        role_of(context["user"]) if role is None else role, overview(integration)
    )


@register.simple_tag(takes_context=True)
def places(context: Context, *names: str) -> list[Place]:
    """Links to these pages; the one that leads nearest to the page shown is marked."""
    path = context["request"].path
    found = [Place(name, reverse(name), LABELS[name]) for name in names]
    above = [len(place.url) for place in found if path.startswith(place.url)]
    nearest = max(above, default=0)
    return [_marked(place, path, nearest) for place in found]


def _marked(place: Place, path: str, nearest: int) -> Place:
    if len(place.url) != nearest or not path.startswith(place.url):
        return place
    return replace(place, current="page" if path == place.url else "true")
