"""Resync: compare whole records on both sides and write what differs (R4, M10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from integrations.engine import named_records
from integrations.engine.batches import Step
from integrations.engine.starting import Refused, require_on, start_run
from integrations.models import Integration, Mapping, SyncRun

if TYPE_CHECKING:
    from collections import abc

    from django.contrib.auth.models import User

# So many named records a person looks at one by one: for these a resync makes the
# missing account even against the rules (A3). More of them are a bulk, by the rules.
MOST_BY_HAND = 100
NAMED: dict[str, abc.Callable[[Integration, abc.Sequence[Any]], list[int]]] = {
    "companies": named_records.of_companies,
    "accounts": named_records.of_accounts,
    "records": named_records.of_rows,
}


def start_resync(
    integration: Integration,
    scope: abc.Mapping[str, Any],
    *,
    cause: str,
    user: User | None = None,
    dry_run: bool = False,
) -> SyncRun:
    """``scope`` has one of companies, accounts, records (lists), mapping (a property),
    failed, all, filter (q, status); ``after`` where an earlier run stopped. Few named
    ones are asked for by hand, unless ``manual`` says otherwise."""
    require_on(
        integration,
        _("Turn on Sync companies first: with it off, nothing is compared or written."),
    )
    kept = settled(integration, scope)
    return start_run(
        integration,
        SyncRun.Kind.RESYNC,
        [(Step.READ_RECORDS, {})],
        cause=cause,
        user=user,
        dry_run=dry_run,
        bulk=not _are_few(kept),
        scope=kept,
    )


def _are_few(kept: abc.Mapping[str, Any]) -> bool:
    return "records" in kept and len(kept["records"]) <= MOST_BY_HAND


def settled(integration: Integration, scope: abc.Mapping[str, Any]) -> dict[str, Any]:
    """The scope as a run keeps it; raises Refused for what is not there."""
    if "mapping" in scope:
        _require_mapping(integration, scope["mapping"])
    for name, pks_of in NAMED.items():
        if name in scope:
            pks = pks_of(integration, list(dict.fromkeys(scope[name])))
            by_hand = scope.get("manual", len(pks) <= MOST_BY_HAND)
            return {"records": pks, "manual": by_hand}
    return dict(scope)


def _require_mapping(integration: Integration, name: str) -> None:
    mapping = integration.mappings.filter(property=name).first()
    if mapping is None:
        raise Refused(_("No field mapping has the property %(name)s.") % {"name": name})
    if mapping.rule == Mapping.Rule.NONE:
        message = _("%(mapping)s is set to Don’t sync: choose another rule first.")
        raise Refused(message % {"mapping": mapping})
    if mapping.status == Mapping.Status.ERROR:
        raise Refused(mapping.problem)


def go_on(run: SyncRun, *, cause: str, user: User | None = None) -> SyncRun:
    """The next run, from where this one stopped at the limit; once."""
    with transaction.atomic():
        rest = SyncRun.objects.select_for_update().get(pk=run.pk).rest
        if rest is None:
            raise Refused(_("Nothing of this run is left, or another one took it."))
        SyncRun.objects.filter(pk=run.pk).update(rest=None)
        return start_resync(
            run.integration, rest, cause=cause, user=user, dry_run=run.dry_run
        )
