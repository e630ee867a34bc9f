"""Start a run: by a person, a command or the clock, and refuse it in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from integrations.engine.batches import Step, StepAndPayload, Steps, add_batches
from integrations.engine.brake import begun
from integrations.engine.conditions import conditions
from integrations.engine.read_archived import is_due
from integrations.ids import normalise_id
from integrations.models import Integration, SyncRun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.contrib.auth.models import User


class Refused(Exception):
    """What was asked cannot be done now; ``message`` says why and what to do first."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def start_sync(
    integration: Integration,
    *,
    cause: str,
    user: User | None = None,
    dry_run: bool = False,
) -> SyncRun:
    """One incremental pass over what changed on both sides, and what is due again."""
    require_on(
        integration,
        _("Turn on Sync companies first: with it off, nothing is read or written."),
    )
    steps: list[StepAndPayload] = [
        (Step.READ_ACCOUNTS, {}),
        (Step.READ_CONTACTS, {}),
    ]
    if is_due(integration, cause):
        steps.insert(0, (Step.READ_ARCHIVED, {}))
    return start_run(
        integration, SyncRun.Kind.SYNC, steps, cause=cause, user=user, dry_run=dry_run
    )


def start_import(
    integration: Integration,
    *,
    cause: str,
    user: User | None = None,
    where: Sequence[str] = (),
    ids: Sequence[str] = (),
    dry_run: bool = False,
) -> SyncRun:
    """Bring in Salesforce accounts by hand: all, by conditions, or by their ids."""
    require_on(
        integration,
        _(
            "Turn on Sync companies first: with it off, an import would create no "
            "companies."
        ),
    )
    scope = import_scope(integration, where, ids)
    return start_run(
        integration,
        SyncRun.Kind.IMPORT,
        [(Step.READ_IMPORT, {})],
        cause=cause,
        user=user,
        dry_run=dry_run,
        scope=scope,
    )


def import_scope(
    integration: Integration, where: Sequence[str], ids: Sequence[str]
) -> dict[str, object]:
    """As the run keeps it; raises Refused for what Salesforce would not understand."""
    try:
        conditions(integration, where)
        whole = [normalise_id(account_id) for account_id in ids]
    except ValueError as error:
        raise Refused(str(error)) from error
    return {"where": list(where), "ids": list(dict.fromkeys(whole))}


def start_census(
    integration: Integration,
    *,
    cause: str,
    user: User | None = None,
    since: Mapping[str, str] | None = None,
) -> SyncRun:
    """List both sides' ids, names and domains, without syncing anything. ``since``: by
    CRM, from when on; one that was cut off is begun again from where it had to begin.
    """
    steps: Steps = [(Step.CENSUS_ACCOUNTS, {})]
    return start_run(
        integration,
        SyncRun.Kind.CENSUS,
        steps,
        cause=cause,
        user=user,
        scope=_cut_off(integration) if since is None else since,
    )


def _cut_off(integration: Integration) -> Mapping[str, object]:
    last = integration.runs.filter(kind=SyncRun.Kind.CENSUS).order_by("-pk").first()
    return last.scope if last and last.status not in SyncRun.DONE else {}


def require_on(integration: Integration, message: str) -> None:
    integration.refresh_from_db()
    if not integration.sync_companies:
        raise Refused(message)


def active(integration: Integration, kind: str) -> SyncRun | None:
    return integration.runs.filter(
        kind=kind, dry_run=False, bulk=True, status__in=SyncRun.ACTIVE
    ).first()


def start_run(
    integration: Integration,
    kind: str,
    steps: Steps,
    *,
    cause: str,
    user: User | None,
    dry_run: bool = False,
    bulk: bool = True,
    scope: Mapping[str, object] | None = None,
) -> SyncRun:
    """Of each kind one ``bulk`` run goes on at a time; the others go beside it. A
    person's second click waits for the first and finds its run."""
    run = SyncRun(
        integration=integration,
        kind=kind,
        cause=cause,
        user=user,
        dry_run=dry_run,
        bulk=bulk,
        scope=dict(scope or {}),
        marks=begun(integration),
    )
    try:
        with transaction.atomic():
            lock_on(integration)
            if going := _asked_before(run):
                return going
            run.save()
            add_batches(run, steps)
    except IntegrityError as error:
        raise Refused(_already_going(integration, kind)) from error
    return run


def _asked_before(run: SyncRun) -> SyncRun | None:
    if run.user is None:
        return None
    by_the_same = run.integration.runs.filter(
        kind=run.kind,
        cause=run.cause,
        user=run.user,
        dry_run=run.dry_run,
        status__in=SyncRun.ACTIVE,
    )
    return next((it for it in by_the_same if it.scope == run.scope), None)


def lock_on(integration: Integration) -> None:
    """Switching off waits for this row, and then finds the run to stop."""
    row = Integration.objects.select_for_update().get(pk=integration.pk)
    if not row.sync_companies:
        raise Refused(_("Sync companies was switched off."))


def _already_going(integration: Integration, kind: str) -> str:
    going = active(integration, kind)
    return _(
        "%(kind)s %(id)s is still going: wait for its end, or cancel it first."
    ) % {"kind": SyncRun.Kind(kind).label, "id": going.pk if going else ""}
