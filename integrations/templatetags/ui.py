"""What templates need beyond Django's own tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.engine import pace as paces
from integrations.engine.mappings import field_type, named
from integrations.models import Connection
from integrations.page import is_pausing, record_url
from integrations.spoken import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from django.template import Context

    from integrations.models import Outcome, SyncRun

register = template.Library()
register.filter(field_type)
register.filter(is_pausing)
register.filter(named)
register.filter(record_url)

TONES = {
    "apart": "warn",
    "created": "ok",
    "duplicate": "warn",
    "error": "bad",
    "failed": "bad",
    "failing": "bad",
    "in_sync": "ok",
    "ok": "ok",
    "partly_done": "warn",
    "problem": "bad",
    "queued": "info",
    "running": "info",
    "succeeded": "ok",
    "updated": "info",
    "waiting": "info",
    "warning": "warn",
    "will_change": "info",
}


@register.filter
def tone(status: str) -> str:
    """The colour of a status tag; a status without one is neutral."""
    return TONES.get(status, "")


@register.filter
def ago(moment: datetime | None) -> str:
    """How long ago, with the exact time at hand."""
    if moment is None:
        return _("never")
    seconds = (now() - moment).total_seconds()
    words = _("%(time)s ago") % {"time": timesince(moment, depth=1)}
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(),
        f"{date_format(moment, 'SHORT_DATE_FORMAT')} {moment:%H:%M:%S} UTC",
        _("just now") if seconds < 60 else words,
    )


@register.filter
def at(moment: datetime) -> str:
    """A moment that matters to the minute."""
    return format_html(
        '<time datetime="{}">{} UTC</time>',
        moment.isoformat(),
        date_format(moment, "SHORT_DATETIME_FORMAT"),
    )


@register.filter
def groups(number: int) -> str:
    """A count as people read it: 12,000."""
    return number_format(number, force_grouping=True)


@register.filter
def took(run: SyncRun) -> float | None:
    """Seconds from start to end, or until now while it goes on."""
    if run.started_at is None:
        return None
    return ((run.finished_at or now()) - run.started_at).total_seconds()


@register.filter
def pace(run: SyncRun) -> str:
    """How fast a run is and how long it will take still, once that can be told."""
    rate = paces.rate(run)
    if not (rate and run.total):
        return ""
    left = max(run.total - run.done, 0) / rate
    return _(" · %(rate)s a second · about %(left)s left") % {
        "rate": groups(round(rate)),
        "left": duration(left),
    }


@register.filter
def duration(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 1:
        return _("under a second")
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", int(seconds)) % {
            "n": int(seconds)
        }
    minutes = int(seconds // 60)
    return _("%(minutes)s min %(seconds)s s") % {
        "minutes": minutes,
        "seconds": int(seconds % 60),
    }


@register.filter
def told(outcome: Outcome) -> list[tuple[str, str]]:
    """What went wrong, each message once, beside the name it is about."""
    found = [
        (problem.get("property") or problem.get("field", ""), problem["message"])
        for problem in outcome.problems
    ]
    if outcome.message and outcome.message not in {message for _name, message in found}:
        found.insert(0, ("", outcome.message))
    return [(name, spoken(message)) for name, message in found]


@register.filter
def link_to(connection: Connection | str, record_id: str | None) -> str:
    """Where a record opens in its CRM; nowhere while the CRM is not connected."""
    return connection.link_to(record_id) if isinstance(connection, Connection) else ""


@register.filter
def get(mapping: dict[str, Any] | None, key: str) -> Any:
    return mapping.get(key, "") if mapping else ""


@register.inclusion_tag("components/sortable.html", takes_context=True)
def sortable(
    context: Context, key: str, label: str, order: str, target: str
) -> dict[str, Any]:
    """A column head that sorts by its column, and the other way when clicked again."""
    directions = {key: "ascending", f"-{key}": "descending"}
    return {
        "request": context["request"],
        "label": label,
        "target": target,
        "direction": directions.get(order, ""),
        "next": f"-{key}" if order == key else key,
    }
