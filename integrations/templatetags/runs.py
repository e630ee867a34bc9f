"""What the pages of runs ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.engine import plan_apply, plan_counts, undo
from integrations.engine.overview import is_worker_alive
from integrations.engine.undoing import notes as undo_notes
from integrations.models import Record, SyncRun
from integrations.templatetags.ui import groups

if TYPE_CHECKING:
    from integrations.engine.plan_counts import PlanCounts
    from integrations.engine.undoing import Undoing

register = template.Library()

WRITING = {
    SyncRun.Kind.SYNC,
    SyncRun.Kind.IMPORT,
    SyncRun.Kind.RESYNC,
    SyncRun.Kind.PLAN,
}


@register.filter
def counts(run: SyncRun) -> PlanCounts:
    return plan_counts.plan_counts(run)


@register.filter
def reasons(run: SyncRun) -> list[str]:
    return plan_counts.reasons(run)


@register.filter
def applied_by(run: SyncRun) -> SyncRun | None:
    return plan_apply.applied(run)


@register.filter
def is_plan(run: SyncRun) -> bool:
    """A dry run whose plan may be applied, unless it was already."""
    is_whole = run.dry_run and run.status in SyncRun.DONE
    return is_whole and run.kind != SyncRun.Kind.UNDO


@register.filter
def may_be_undone(run: SyncRun) -> bool:
    is_over = not (run.dry_run or run.is_active)
    if not (is_over and run.kind in WRITING and (run.created or run.updated)):
        return False
    made = undo.undone_by(run)
    return made is None or (not made.is_active and undo.leaves_something(made))


@register.filter
def undone_by(run: SyncRun) -> SyncRun | None:
    return None if run.is_active else undo.undone_by(run)


@register.filter
def is_partial(made: SyncRun) -> bool:
    """Did this undo leave a value as the sync wrote it?"""
    return bool(made.problems) or undo.leaves_something(made)


@register.filter
def has_waiting(run: SyncRun) -> bool:
    """Are there changed records in line? No other kind of run marks those to come."""
    waiting = run.integration.records.filter(status=Record.Status.WAITING)
    return run.kind == SyncRun.Kind.SYNC and waiting.exists()


@register.filter
def is_deserted(run: SyncRun) -> bool:
    """It should go on, and there is nobody to do it."""
    return run.is_active and not run.is_paused and not is_worker_alive()


@register.filter
def covers(run: SyncRun) -> str:
    """Which records it is about; empty where its kind says it."""
    scope = run.scope
    if "mapping" in scope and run.kind == SyncRun.Kind.RESYNC:
        return _("Mapping of %(name)s") % {"name": scope["mapping"]}
    if run.kind == SyncRun.Kind.IMPORT:
        return _imported(scope.get("where", []), len(scope.get("ids", [])))
    if run.kind == SyncRun.Kind.PLAN:
        return _("Plan of dry run %(id)s") % {"id": scope.get("plan")}
    if run.kind == SyncRun.Kind.UNDO:
        return _("What run %(id)s wrote") % {"id": scope.get("run")}
    if "records" in scope:
        count = len(scope["records"])
        return ngettext("%(n)s chosen record", "%(n)s chosen records", count) % {
            "n": groups(count)
        }
    if "failed" in scope:
        return _("Records that failed")
    return _listed(scope.get("filter", {})) if "filter" in scope else ""


@register.filter
def found_nothing(run: SyncRun) -> str:
    """Of an import that met no account, what it looked for; empty for any other run."""
    is_over = run.kind == SyncRun.Kind.IMPORT and run.status in SyncRun.DONE
    if run.read or run.done or not is_over:
        return ""
    if run.scope.get("where"):
        return _("No account meets these conditions.")
    return _("Salesforce has no account that the connected user may see.")


def _imported(where: list[str], ids: int) -> str:
    if ids:
        text = ngettext("%(n)s listed account", "%(n)s listed accounts", ids)
        return text % {"n": groups(ids)}
    return " · ".join(where) or _("All accounts")


def _listed(chosen: dict[str, str]) -> str:
    words = " · ".join(value for value in chosen.values() if value)
    return _("Companies found by “%(words)s”") % {"words": words} if words else ""


@register.filter
def notes(undoing: Undoing) -> list[str]:
    """What no write undoes of this record."""
    return undo_notes(undoing)
