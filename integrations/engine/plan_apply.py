"""Do what a dry run planned, for each record that is as the dry run saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from integrations.engine.anew import ANEW
from integrations.engine.batches import Step
from integrations.engine.dry import would
from integrations.engine.judge import LINKED, Done, Kind
from integrations.engine.lifecycle_told import REASON
from integrations.engine.starting import Refused, lock_on, require_on, start_run
from integrations.models import Outcome, SyncRun
from integrations.rules.plan import Skip
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.contrib.auth.models import User

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned

CHANGED = "changed_meanwhile"
# What a plan is made of: whatever the run it foretold would have kept, so also that a
# record waits for a person, is excluded or fails. A stage follows the contacts, which
# only a pass reads: the next one moves it.
TO_KEEP = ~Q(kind=Kind.UNCHANGED) & ~Q(reason=REASON)
TO_DO = TO_KEEP | Q(reason=LINKED)
HOW = ("manual", "mapping")


def start_plan(dry_run: SyncRun, *, cause: str, user: User | None = None) -> SyncRun:
    """Once: a plan that was applied is done with."""
    integration = dry_run.integration
    require_on(
        integration,
        _("Turn on Sync companies first: with it off, nothing is read or written."),
    )
    _require_plan(dry_run)
    with transaction.atomic():
        lock_on(integration)
        _require_not_applied(dry_run, user)
        how = {name: dry_run.scope[name] for name in HOW if name in dry_run.scope}
        return start_run(
            integration,
            SyncRun.Kind.PLAN,
            [(Step.READ_PLAN, {})],
            cause=cause,
            user=user,
            scope={"plan": dry_run.pk, "of": dry_run.kind, **how},
        )


def _require_plan(run: SyncRun) -> None:
    if not run.dry_run or run.kind == SyncRun.Kind.UNDO:
        raise Refused(_("%(run)s is no plan: only a dry run is.") % {"run": run})
    if run.status not in SyncRun.DONE:
        message = _("%(run)s did not come to its end, so its plan is not whole.")
        raise Refused(message % {"run": run})


def _require_not_applied(dry_run: SyncRun, user: User | None) -> None:
    """But for the run of a person's first click, which the second is to find."""
    done = applied(dry_run)
    if done and not (done.is_active and user and done.user == user):
        message = _("This plan was applied by %(run)s: make a new dry run.")
        raise Refused(message % {"run": done})


def applied(dry_run: SyncRun) -> SyncRun | None:
    """The run that did what this one planned, or is at it."""
    runs = dry_run.integration.runs.filter(
        kind=SyncRun.Kind.PLAN,
        scope__plan=dry_run.pk,
        status__in=[*SyncRun.ACTIVE, *SyncRun.DONE],
    )
    return runs.first()


def held_to_plan(
    context: Context, planned: Sequence[Planned], rows: Sequence[Mapping[str, Any]]
) -> tuple[list[Planned], list[Done]]:
    """Only what the dry run showed is done; the rest is refused, record by record. What
    follows from the end of a link, it said."""
    shown_in = {row["record"]: row["outcome"] for row in rows if "outcome" in row}
    outcomes = Outcome.objects.in_bulk(list(shown_in.values()))
    anew = {row["record"] for row in rows if ANEW in row}
    same, refused = [], []
    for item, plan in planned:
        shown = outcomes.get(shown_in.get(item.record.pk, 0))
        is_same = shown is not None and _is_same(shown, would(context, item, plan))
        if is_same or item.record.pk in anew:
            same.append((item, plan))
        else:
            skip = Skip(CHANGED, _changed())
            refused.append(Done(item, skip, Kind.SKIPPED, CHANGED, skip.message))
    return same, refused


def _is_same(shown: Outcome, now: Done) -> bool:
    return (shown.kind, shown.seen, shown.changes) == (now.kind, now.seen, now.changes)


def _changed() -> str:
    return said(
        "It changed since the dry run, or a mapping or setting did, so what was shown "
        "no longer holds. Nothing was written: make a new dry run."
    )
