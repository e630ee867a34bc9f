"""An import as a person starts it, who may click twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from integrations.engine.starting import import_scope, start_import
from integrations.models import Integration, SyncRun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User


def import_once(
    integration: Integration,
    *,
    user: User,
    where: Sequence[str],
    ids: Sequence[str],
    dry_run: bool,
) -> SyncRun:
    """The second click waits for the first and finds its run."""
    scope = import_scope(integration, where, ids)
    with transaction.atomic():
        Integration.objects.select_for_update().get(pk=integration.pk)
        going = integration.runs.filter(
            kind=SyncRun.Kind.IMPORT,
            user=user,
            dry_run=dry_run,
            status__in=SyncRun.ACTIVE,
        )
        for run in going:
            if run.scope == scope:
                return run
        return start_import(
            integration,
            cause=SyncRun.Cause.PERSON,
            user=user,
            where=where,
            ids=ids,
            dry_run=dry_run,
        )
