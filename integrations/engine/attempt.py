"""One attempt at one batch, and what each way of failing means for it."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine import mappings, metadata
from integrations.engine.brake import Braked, ask, is_same_question
from integrations.engine.claim import (
    MOST_ATTEMPTS,
    Lease,
    LeaseLost,
    abandon,
    fenced,
    give_back,
    release,
)
from integrations.engine.connections import suspend
from integrations.engine.context import GONE, Context, MappingsStale, context_of
from integrations.engine.giving_up import back_off, isolate
from integrations.engine.runs import finish
from integrations.engine.steps import work
from integrations.errors import Fatal, Rejected, Retryable
from integrations.models import SyncBatch, SyncRun
from integrations.said import said_of

A_MOMENT = timedelta(seconds=1)
MOST_COLLISIONS = 3
logger = logging.getLogger(__name__)


def attempt(context: Context, lease: Lease) -> Context:
    """Returns the context to go on with: a new one when a CRM's fields had changed."""
    try:
        return _worked(context, lease)
    except LeaseLost:
        logger.info("Batch %s was taken over", lease.batch.pk)
    except (IntegrityError, OperationalError) as error:
        _collided(context, lease, error)
    except Retryable as error:
        back_off(lease, error)
    except Rejected as error:
        _fail(context.run, lease, error.message)
    except Fatal as error:
        suspend(context.integration, error)
        _fail(context.run, lease, error.message)
    except Exception:
        if not _divided(context, lease):
            _fail(context.run, lease, _internal_error(lease))
            raise
        logger.exception("Batch %s met an error of our own", lease.batch.pk)
    return context


def _divided(context: Context, lease: Lease) -> bool:
    """Or nothing is left for us to divide: whoever took the batch over has it now."""
    try:
        return isolate(context, lease)
    except LeaseLost:
        return True


def _worked(context: Context, lease: Lease) -> Context:
    try:
        commit = work(context, lease)
    except Braked as braked:
        return _braked(context, lease, braked)
    except MappingsStale:
        return _renewed(context, lease)
    except Rejected as error:
        if error.code in GONE and not context.fresh:
            return _renewed(context, lease)
        raise
    with fenced(lease):
        commit()
    return context


def _braked(context: Context, lease: Lease, braked: Braked) -> Context:
    """Whoever changed the settings meanwhile is not asked by the old ones."""
    now = context_of(context.run, context.clients)
    if is_same_question(context, now):
        ask(lease, braked)
    else:
        give_back(lease)
    return now


def _collided(context: Context, lease: Lease, error: DatabaseError) -> None:
    """Two hands met at one record: a unique row, a deadlock, a lock held too long.
    Nothing was recorded, so the batch is worked again from what is there now. What
    collides for ever is one record: it must not take with it what was written of the
    others. A step that only reads has no others to go on with."""
    is_applying = lease.batch.step == SyncBatch.Step.APPLY
    divides = is_applying and isinstance(error, IntegrityError)
    if lease.batch.attempts < (MOST_COLLISIONS if divides else MOST_ATTEMPTS):
        logger.warning("Batch %s collided: %s", lease.batch.pk, error)
        release(lease, timezone.now() + A_MOMENT, "")
    elif divides and _divided(context, lease):
        logger.error("Batch %s collides again and again: %s", lease.batch.pk, error)
    else:
        _fail(context.run, lease, _internal_error(lease))
        raise error


def _fail(run: SyncRun, lease: Lease, message: str) -> None:
    """The run ends here. What this batch may have written is told, for it is not in
    the counts. Both in one: whoever saw only the batch ended would find nothing left to
    do, and end the run as if all was dealt with."""
    begun = lease.batch.intents.exclude(changes=[]).count()
    told = f"{message} {_begun(run, begun)}" if begun else message
    with transaction.atomic():
        abandon(lease)
        finish(run, SyncRun.Status.FAILED, told)


def _begun(run: SyncRun, count: int) -> str:
    if run.kind == SyncRun.Kind.UNDO:
        return said_of(
            count,
            "Values of one record may have gone back before that, which is not counted "
            "here. Start the undo again, before the next sync if you can.",
            "Values of %(count)s records may have gone back before that, which are not "
            "counted here. Start the undo again, before the next sync if you can.",
            count=count,
        )
    return said_of(
        count,
        "One record may have been written to before that, which is not counted here: "
        "the next run compares it anew.",
        "%(count)s records may have been written to before that, which are not counted "
        "here: the next run compares them anew.",
        count=count,
    )


def _renewed(context: Context, lease: Lease) -> Context:
    """Read both CRMs' fields anew, leave out mappings that lost theirs, try again."""
    metadata.refresh(context.integration, context.clients)
    mappings.judge(context.integration)
    give_back(lease)
    return context_of(context.run, context.clients, fresh=True)


def _internal_error(lease: Lease) -> str:
    if lease.batch.step == SyncBatch.Step.APPLY:
        return _(
            "Syncadmin met an error of its own while it kept what it had done. The "
            "worker’s log says more."
        )
    return _(
        "Syncadmin met an error of its own in step %(step)s. Nothing is lost: what "
        "was not synced is read again by the next run. The worker’s log says more."
    ) % {"step": lease.batch.step}
