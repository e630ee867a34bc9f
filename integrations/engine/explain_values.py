"""Why?: what a sync would write now, and what stands in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine import metadata
from integrations.engine.explanation import Point, Step, at
from integrations.engine.pauses import paused_properties
from integrations.engine.preview import sentence
from integrations.engine.remedies import remedy
from integrations.rules.apart import is_apart
from integrations.rules.plan import Create, Skip, Unchanged, Update
from integrations.said import said, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.engine.explain_facts import Facts
    from integrations.engine.explanation import Tone
    from integrations.models import Record, SyncError


def of_the_plan(facts: Facts) -> Step | None:
    plan, title = facts.plan, _("What a sync would do now")
    if plan is None:
        return None
    if isinstance(plan, Skip):
        told = said("Nothing.")
        return Step("plan", title, "warn", f"{told} {plan.message}")
    points = [Point(it.message, f"{it.property} ↔ {it.field}") for it in plan.problems]
    if isinstance(plan, Create | Update):
        names = metadata.people_names(facts.context.integration)
        points += [Point(sentence(it, names), it.property) for it in plan.changes]
    points += [Point(_why_apart(), name) for name in _apart(plan)]
    return Step("plan", title, _tone(plan), _in_short(plan), tuple(points))


def _apart(plan: Create | Update | Unchanged) -> list[str]:
    return [name for name, agreed in plan.agreement.items() if is_apart(agreed)]


def _why_apart() -> str:
    return said("Undone: left apart until either side is edited.")


def _tone(plan: Create | Update | Unchanged) -> Tone:
    if plan.problems:
        return "bad"
    return "info" if isinstance(plan, Create | Update) else "ok"


def _in_short(plan: Create | Update | Unchanged) -> str:
    if isinstance(plan, Create):
        where = "HubSpot" if plan.side == "hubspot" else "Salesforce"
        return said("It would create the record in %(crm)s.", crm=where)
    if isinstance(plan, Update):
        return said_of(
            len(plan.changes),
            "It would write one value.",
            "It would write %(n)s values.",
            n=len(plan.changes),
        )
    if plan.problems:
        return said("Nothing: what differs cannot be written.")
    if _apart(plan):
        return said("Nothing: what differs was set apart by an undo.")
    return said("Nothing: both sides agree.")


def of_the_errors(record: Record) -> Step | None:
    if record.pk is None:
        return None
    found = list(record.errors.filter(solved_at=None).order_by("-last_seen"))
    if not found:
        return None
    text = said_of(
        len(found),
        "One error stands in the way.",
        "%(n)s errors stand in the way.",
        n=len(found),
    )
    points = tuple(point for error in found for point in _error(error))
    return Step("errors", _("Sync errors"), "bad", text, points)


def _error(error: SyncError) -> Iterator[Point]:
    yield Point(error.message, error.get_category_display())
    yield Point(remedy(error), _("What to do"))
    if error.dismissed_at:
        yield Point(said("Somebody dismissed it."))


def of_the_pauses(record: Record) -> Step | None:
    """Fields that two automations fight over rest for a while."""
    resting = paused_properties(record)
    if not resting:
        return None
    text = said(
        "Two automations flip these back and forth, so they rest: change or remove one "
        "of the two."
    )
    points = tuple(
        Point(said("It rests until %(when)s.", when=at(until)), name)
        for name, until in resting.items()
    )
    return Step("pauses", _("Ping-pong"), "warn", text, points)
