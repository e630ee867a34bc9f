"""Undo: put back what a sync wrote, where it is still what the sync wrote (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from integrations.engine.batches import Step
from integrations.engine.lifecycle_told import REASON as LIFECYCLE_STAGE
from integrations.engine.lost_keys import KEY_BACK
from integrations.engine.starting import Refused, require_on, start_run
from integrations.engine.timeline import history_of
from integrations.engine.undoing import MADE
from integrations.models import Outcome, Record, SyncRun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User
    from django.db.models import QuerySet


def start_undo(
    of: SyncRun | Record,
    *,
    cause: str,
    user: User | None = None,
    dry_run: bool = False,
) -> SyncRun:
    """Of a whole run, or of the record whose last sync is undone."""
    require_on(
        of.integration,
        _("Turn on Sync companies first: with it off, nothing is written."),
    )
    kept = settled(of)
    if not written(kept).exists():
        raise Refused(_("There is no written value left to put back."))
    return start_run(
        of.integration,
        SyncRun.Kind.UNDO,
        [(Step.READ_UNDO, {})],
        cause=cause,
        user=user,
        dry_run=dry_run,
        bulk="record" not in kept,
        scope=kept,
    )


def settled(of: SyncRun | Record) -> dict[str, Any]:
    """The scope as a run keeps it: which ``run``, and of which ``record`` alone."""
    if isinstance(of, Record):
        return {"run": last_sync(of).run_id, "record": of.pk}
    _require_finished_sync(of)
    return {"run": of.pk}


def last_sync(record: Record) -> Outcome:
    """The outcome that wrote to this record last; Refused if none can go back."""
    wrote = _of_mappings(record.outcomes.filter(run__dry_run=False))
    outcome = wrote.select_related("run").order_by("-pk").first()
    if outcome is None:
        raise Refused(_none_of(record))
    if outcome.run.kind == SyncRun.Kind.UNDO:
        message = _("The last sync of this record was undone already, by %(run)s.")
        raise Refused(message % {"run": outcome.run})
    return outcome


def _none_of(record: Record) -> str:
    if _of_mappings(history_of(record)).exists():
        return _(
            "The values of this record were written while it was linked. The link was "
            "ended, so none of them can be undone."
        )
    return _("No sync has written a value of this record yet.")


def _of_mappings(outcomes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """A stage that a company took over from its contacts is no value of a mapping, nor
    is the key of the link."""
    others = (LIFECYCLE_STAGE, KEY_BACK)
    return outcomes.exclude(changes=[]).exclude(reason__in=others)


def _require_finished_sync(run: SyncRun) -> None:
    if run.dry_run:
        raise Refused(_("%(run)s was a dry run: it wrote nothing.") % {"run": run})
    if run.kind == SyncRun.Kind.UNDO:
        message = _("An undo is not undone: resync the records instead.")
        raise Refused(message)
    if run.is_active:
        message = _("%(run)s is still going: wait for its end, or cancel it first.")
        raise Refused(message % {"run": run})


def undone_by(run: SyncRun) -> SyncRun | None:
    """The latest undo of all that this run wrote, also one that is still going."""
    undos = run.integration.runs.filter(
        kind=SyncRun.Kind.UNDO, dry_run=False, scope__run=run.pk
    )
    return undos.exclude(scope__has_key="record").order_by("-pk").first()


def leaves_something(undo: SyncRun) -> bool:
    """May another one put back more? What a run made, none does; and of a record it
    is over once some of its values went back."""
    if undo.status not in SyncRun.DONE:
        return written({"run": undo.scope["run"]}).exists()
    missed = (Outcome.Kind.SKIPPED, Outcome.Kind.FAILED)
    return undo.outcomes.filter(kind__in=missed).exclude(reason=MADE).exists()


def written(scope: Mapping[str, Any]) -> QuerySet[Outcome]:
    """What of the scope was written and not put back yet, newest first."""
    undone = Outcome.objects.filter(
        undoes=OuterRef("pk"), run__dry_run=False, kind=Outcome.Kind.UPDATED
    )
    found = Outcome.objects.filter(run=scope["run"]).exclude(changes=[])
    if "record" in scope:
        found = _of_mappings(found.filter(record=scope["record"]))
    return found.filter(~Exists(undone)).order_by("-pk")
