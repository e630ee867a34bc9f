"""What an undo would put back, and what must stay, before it is started."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.context import context_of_now
from integrations.engine.undoing import Undoing, undoings
from integrations.errors import CrmError
from integrations.models import SyncRun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.models import Integration, Outcome


@dataclass(slots=True)
class Preview:
    records: list[Undoing] = field(default_factory=list)
    problem: str = ""


def preview_undo(integration: Integration, outcomes: Sequence[Outcome]) -> Preview:
    """One call to each CRM for 100 records; ``problem`` says why nothing is shown."""
    known = [it for it in outcomes if it.record_id]
    newest = sorted(known, key=lambda it: (it.record_id or 0, -it.pk))
    groups = [list(group) for _pk, group in groupby(newest, lambda it: it.record_id)]
    run = SyncRun(integration=integration, kind=SyncRun.Kind.UNDO)
    try:
        context = context_of_now(run, open_clients(integration))
        return Preview(undoings(context, groups))
    except (NotConnected, CrmError) as error:
        return Preview(problem=error.message)
