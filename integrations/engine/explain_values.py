"""Why?: what a sync would write now, and what stands in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.explanation import Point, Step, at
from integrations.engine.kept import why_kept
from integrations.engine.lost_keys import foretold_back
from integrations.engine.pauses import paused_properties
from integrations.engine.preview import held_back, sentence
from integrations.engine.remedies import remedy
from integrations.engine.shown import Shown
from integrations.rules.apart import is_apart, is_given
from integrations.rules.departures import Parting, beforehand
from integrations.rules.plan import Create, Skip, Unchanged, Update
from integrations.said import said, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from integrations.engine.explain_facts import Facts
    from integrations.engine.explanation import Tone
    from integrations.models import Record, SyncError
    from integrations.rules.plan import Plan


def of_the_plan(facts: Facts) -> Step | None:
    plan, title = facts.plan, _("What a sync would do now")
    if plan is None:
        return None
    if isinstance(plan, Skip):
        text = _handed_over(facts) or _skipped(plan)
        return Step("plan", title, "warn", text)
    points = [Point(it.message, f"{it.property} ↔ {it.field}") for it in plan.problems]
    if isinstance(plan, Create | Update) and not _is_held_back(plan):
        shown = Shown(facts.context.integration)
        points += [Point(sentence(it, shown), it.property) for it in plan.changes]
    points += [Point(_why_apart(), name) for name in _apart(plan)]
    kept = _kept(facts, plan)
    text, tone = _in_short(plan, differs=bool(kept)), _tone(plan)
    if facts.gives_key_back and tone == "ok":
        text, tone = foretold_back(), "info"
    elif facts.gives_key_back:
        points.append(Point(foretold_back()))
    return Step("plan", title, tone, text, (*points, *kept))


def _handed_over(facts: Facts) -> str:
    """Of an account that was merged, and whose company is still linked to it."""
    account, company_id = facts.item.account, facts.record.company_id
    if not (account and account.master_id and company_id):
        return ""
    return said(
        "It hands company %(company)s to account %(winner)s, into which this one was "
        "merged. If that one has a company already, a person decides under Possible "
        "duplicates.",
        company=company_id,
        winner=account.master_id,
    )


def _skipped(plan: Skip) -> str:
    """The end of a link is something."""
    if isinstance(plan, Parting):
        return beforehand(plan)
    told = said("Nothing.")
    return f"{told} {plan.message}"


def _is_held_back(plan: Plan) -> bool:
    return isinstance(plan, Create) and plan.is_held_back


def _kept(facts: Facts, plan: Plan) -> list[Point]:
    found = (
        (mapping.property.name, why_kept(mapping, facts.item, plan))
        for mapping in facts.context.mappings
    )
    return [Point(why, name) for name, why in found if why]


def _apart(plan: Create | Update | Unchanged) -> list[str]:
    return [
        name
        for name, agreed in plan.agreement.items()
        if is_apart(agreed) and not is_given(agreed)
    ]


def _why_apart() -> str:
    return said("Undone: left apart until either side is edited.")


def _tone(plan: Create | Update | Unchanged) -> Tone:
    if plan.problems:
        return "bad"
    return "info" if isinstance(plan, Create | Update) else "ok"


def _in_short(plan: Create | Update | Unchanged, *, differs: bool) -> str:
    if isinstance(plan, Create) and plan.is_held_back:
        return held_back()
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
    if differs:
        return said("Nothing: what differs is to stay as it is.")
    return said("Nothing: both sides agree.")


def of_the_errors(found: Sequence[SyncError]) -> Step | None:
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
        "These were changed back and forth again and again, so they rest: stop what "
        "keeps changing them."
    )
    points = tuple(
        Point(said("It rests until %(when)s.", when=at(until)), name)
        for name, until in resting.items()
    )
    return Step("pauses", _("Ping-pong"), "warn", text, points)
