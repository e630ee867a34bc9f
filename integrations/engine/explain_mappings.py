"""Why?: the field mappings, and whether a problem of one concerns this record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.explanation import Point, Step
from integrations.models import Mapping
from integrations.rules.plan import Skip
from integrations.said import said, said_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.explanation import Tone
    from integrations.models import Integration, SyncError
    from integrations.rules.plan import Plan


def of_the_mappings(
    integration: Integration, errors: Sequence[SyncError], plan: Plan | None = None
) -> Step:
    """``errors``: the record's open ones. A warning is about single values: it stands
    in the way of those that hold one."""
    syncing = list(integration.mappings.exclude(rule=Mapping.Rule.NONE))
    flawed = [it for it in syncing if it.status != Mapping.Status.OK]
    hindering = _hindering(flawed, _held_up(errors, plan))
    if hindering:
        text = said_of(
            len(hindering),
            "%(n)s field mappings sync, %(broken)s has a problem.",
            "%(n)s field mappings sync, %(broken)s have a problem.",
            n=len(syncing) - len(hindering),
            broken=len(hindering),
        )
    elif not flawed:
        text = said("%(n)s field mappings sync, none has a problem.", n=len(syncing))
    else:
        text = said(
            "%(n)s field mappings sync, %(flawed)s with a warning, which holds up only "
            "the values it is about.",
            n=len(syncing),
            flawed=len(flawed),
        )
    points = tuple(Point(it.problem, str(it)) for it in hindering or flawed)
    return Step("mappings", _("Field mappings"), _tone(flawed, hindering), text, points)


def _tone(flawed: Sequence[Mapping], hindering: Sequence[Mapping]) -> Tone:
    if hindering:
        return "warn"
    return "info" if flawed else "ok"


def _hindering(flawed: Sequence[Mapping], held_up: set[str]) -> list[Mapping]:
    broken = Mapping.Status.ERROR
    return [it for it in flawed if it.status == broken or it.property in held_up]


def _held_up(errors: Sequence[SyncError], plan: Plan | None) -> set[str]:
    """The properties of which a value of this record cannot cross, or was refused."""
    found = {it.property for it in errors}
    if plan is not None and not isinstance(plan, Skip):
        found |= {it.property for it in plan.problems}
    return found
