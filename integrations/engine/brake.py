"""A run that would change far too much stops itself and asks a person (K7)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from integrations.engine.batches import UNFINISHED
from integrations.engine.claim import give_back
from integrations.engine.pace import count_anew
from integrations.models import SyncBatch, SyncRun
from integrations.rules.brake import LEAST, Planned, SoFar, Thresholds, check
from integrations.rules.departures import Parting
from integrations.rules.plan import Create, Plan, Update

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from integrations.engine import intend
    from integrations.engine.claim import Lease
    from integrations.engine.context import Context
    from integrations.models import Integration

Kind = SyncRun.Kind
# A person saw in a preview what each of these does.
SHOWN = frozenset({Kind.PLAN, Kind.UNDO})
BY_HAND = frozenset({Kind.IMPORT, Kind.RESYNC})
KEPT = "brake"
"""The one of the run's marks that no column of the integration has."""
SETTINGS = (
    "on_account_deleted",
    "on_company_deleted",
    "matching",
    "shared_domains",
    "inclusion_list",
    *(f"brake_{act}" for act in LEAST),
)
"""What a run asks about rests on these, and on the mappings."""


class Braked(Exception):
    """Nothing of the batch was written; ``reason`` is for the person who is asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def hold(context: Context, lease: Lease, planned: Sequence[intend.Planned]) -> None:
    """Counts the batch with all that this run planned so far; raises Braked."""
    run = context.run
    counts = counted(plan for _item, plan in planned)
    if run.released or run.kind in SHOWN or counts == Planned():
        return
    with transaction.atomic():
        lean = SyncRun.objects.defer("scope", "rest")
        locked = lean.select_for_update().get(pk=run.pk)
        kept = locked.marks.setdefault(KEPT, {})
        kept.setdefault("known", _known_before(context.integration, kept))
        kept.setdefault("batches", {})
        kept.setdefault("sizes", {})
        # By batch, so that one that is worked again is not counted twice.
        _fold(locked, kept)
        kept["batches"][str(lease.batch.pk)] = asdict(counts)
        kept["sizes"][str(lease.batch.pk)] = len(planned)
        if not locked.released:
            _check(context.integration, locked)
        locked.save(update_fields=["marks"])


def begun(integration: Integration) -> dict[str, Any]:
    """The marks a run starts with: the records it finds new are not known before it."""
    newest = integration.records.aggregate(newest=Max("pk"))["newest"]
    return {KEPT: {"newest": newest or 0}}


def _known_before(integration: Integration, kept: dict[str, Any]) -> int:
    newest = kept.get("newest")
    before = {} if newest is None else {"pk__lte": newest}
    return integration.records.filter(**before).count()


def counted(plans: Iterable[Plan]) -> Planned:
    """In records."""
    delete = unlink = blank = create = 0
    for plan in plans:
        if isinstance(plan, Parting):
            delete += plan.deletes
            unlink += not plan.deletes
        elif isinstance(plan, Create):
            create += 1
        elif isinstance(plan, Update):
            blank += any(it.new is None and it.old is not None for it in plan.changes)
    return Planned(delete, unlink, blank, create)


def _fold(run: SyncRun, kept: dict[str, Any]) -> None:
    """What is not worked again needs no place of its own: runs have many batches."""
    batches = kept["batches"]
    open_ = run.batches.filter(pk__in=list(batches), state__in=UNFINISHED)
    still = {str(pk) for pk in open_.values_list("pk", flat=True)}
    over = [batches.pop(pk) for pk in [*batches] if pk not in still]
    kept["sizes"] = {pk: size for pk, size in kept["sizes"].items() if pk in still}
    kept["over"] = asdict(_total([*over, kept.get("over", {})]))


def _total(batches: Iterable[dict[str, int]]) -> Planned:
    sums = dict.fromkeys(asdict(Planned()), 0)
    for counts in batches:
        for act, count in counts.items():
            sums[act] += count
    return Planned(**sums)


def _check(integration: Integration, run: SyncRun) -> None:
    kept = run.marks[KEPT]
    brake = check(
        _total([kept["over"], *kept["batches"].values()]),
        kept["known"],
        thresholds(integration),
        by_hand=run.kind in BY_HAND,
        so_far=_so_far(run, kept),
    )
    if brake:
        raise Braked(brake.reason)


def _so_far(run: SyncRun, kept: dict[str, Any]) -> SoFar:
    """Of what was planned for the batches that are over, some may have failed."""
    over = Planned(**kept["over"])
    done = Planned(
        delete=min(over.delete, run.updated),
        unlink=min(over.unlink, run.updated),
        blank=min(over.blank, run.updated),
        create=min(over.create, run.created),
    )
    queued = run.read - run.done - sum(kept["sizes"].values())
    return SoFar(done, _total(kept["batches"].values()), max(0, queued))


def thresholds(integration: Integration) -> Thresholds:
    return Thresholds(
        delete=integration.brake_delete,
        unlink=integration.brake_unlink,
        blank=integration.brake_blank,
        create=integration.brake_create,
    )


def ask(lease: Lease, braked: Braked) -> None:
    """The run waits; its batch is given back, to be worked if a person lets it."""
    live = SyncRun.objects.filter(pk=lease.batch.run_id, status__in=SyncRun.ACTIVE)
    live.filter(released=False).exclude(wanted=SyncRun.Wanted.CANCEL).update(
        wanted=SyncRun.Wanted.PAUSE, asks=braked.reason
    )
    give_back(lease)


def is_same_question(asked: Context, now: Context) -> bool:
    """Whether what a batch was planned by still holds."""
    return _rests_on(asked) == _rests_on(now)


def _rests_on(context: Context) -> list[Any]:
    mappings = [(it.property, it.rule, it.values) for it in context.all_mappings]
    return [*(getattr(context.integration, it) for it in SETTINGS), mappings]


def go_on(run: SyncRun) -> None:
    """A person read why it stopped, and lets it."""
    count_anew(run)
    _asking(run.integration).filter(pk=run.pk).update(
        released=True, asks="", wanted=SyncRun.Wanted.RUN
    )
    run.refresh_from_db()


def ask_anew(integration: Integration) -> None:
    """The settings are others now: whoever asks plans what is left by these, and asks
    again if that is still far too much."""
    lean = _asking(integration).defer("scope", "rest")
    for run in lean:
        count_anew(run)
        with transaction.atomic():
            if locked := lean.select_for_update().filter(pk=run.pk).first():
                _plan_anew(locked)


def _asking(integration: Integration) -> QuerySet[SyncRun]:
    live = integration.runs.filter(status__in=SyncRun.ACTIVE).exclude(asks="")
    return live.exclude(wanted=SyncRun.Wanted.CANCEL)


def _plan_anew(run: SyncRun) -> None:
    """What it planned for the batches that wait counts no more."""
    kept = run.marks.get(KEPT, {})
    if "batches" in kept:
        _fold(run, kept)
        ready = run.batches.filter(state=SyncBatch.State.READY)
        for waiting in ready.values_list("pk", flat=True):
            kept["batches"].pop(str(waiting), None)
            kept["sizes"].pop(str(waiting), None)
    run.asks, run.wanted = "", SyncRun.Wanted.RUN
    run.save(update_fields=["asks", "wanted", "marks"])
