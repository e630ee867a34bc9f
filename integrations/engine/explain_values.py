"""Why?: what a sync would write now, and what stands in its way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.engine import metadata
from integrations.engine.explanation import Step
from integrations.engine.preview import sentence
from integrations.engine.remedies import remedy
from integrations.rules.flips import pause_ends
from integrations.rules.plan import Create, Skip, Update

if TYPE_CHECKING:
    from integrations.engine.explain_facts import Facts
    from integrations.engine.explanation import Tone
    from integrations.models import Record, SyncError
    from integrations.rules.plan import Plan


def of_the_plan(facts: Facts) -> Step | None:
    plan, title = facts.plan, _("What a sync would do now")
    if plan is None:
        return None
    if isinstance(plan, Skip):
        text = _("Nothing. %(why)s") % {"why": plan.message}
        return Step("plan", title, "warn", text)
    points = [f"{it.property} ↔ {it.field}: {it.message}" for it in plan.problems]
    if isinstance(plan, Create | Update):
        names = metadata.people_names(facts.context.integration)
        points += [f"{it.property}: {sentence(it, names)}" for it in plan.changes]
    return Step("plan", title, _tone(plan), _in_short(plan), tuple(points))


def _tone(plan: Plan) -> Tone:
    if not isinstance(plan, Skip) and plan.problems:
        return "bad"
    return "info" if isinstance(plan, Create | Update) else "ok"


def _in_short(plan: Plan) -> str:
    if isinstance(plan, Create):
        where = "HubSpot" if plan.side == "hubspot" else "Salesforce"
        return _("It would create the record in %(crm)s.") % {"crm": where}
    if isinstance(plan, Update):
        count = len(plan.changes)
        text = ngettext(
            "It would write %(n)s value.", "It would write %(n)s values.", count
        )
        return text % {"n": count}
    return _("Nothing: both sides agree.")


def of_the_errors(record: Record) -> Step | None:
    if record.pk is None:
        return None
    found = list(record.errors.filter(solved_at=None).order_by("-last_seen"))
    if not found:
        return None
    text = ngettext(
        "%(n)s error stands in the way.",
        "%(n)s errors stand in the way.",
        len(found),
    )
    points = tuple(_error(error) for error in found)
    return Step("errors", _("Sync errors"), "bad", text % {"n": len(found)}, points)


def _error(error: SyncError) -> str:
    parts = [
        f"{error.get_category_display()}: {error.message}",
        _("What to do: %(remedy)s") % {"remedy": remedy(error)},
    ]
    if error.dismissed_at:
        parts.append(_("Somebody dismissed it."))
    return " ".join(parts)


def of_the_pauses(record: Record) -> Step | None:
    """Fields that two automations fight over rest for a while."""
    if not record.paused:
        return None
    text = _(
        "Two automations flip these back and forth, so they rest: change or remove "
        "one of the two."
    )
    points = tuple(
        _("%(name)s, until %(when)s")
        % {"name": name, "when": f"{_ends(since):%Y-%m-%d %H:%M} UTC"}
        for name, since in record.paused.items()
    )
    return Step("pauses", _("Ping-pong"), "warn", text, points)


def _ends(since: str) -> datetime:
    return pause_ends(datetime.fromisoformat(since))
