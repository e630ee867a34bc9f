"""The steps of a pass that follow one another, each told of what was asked before it,
so that no company is asked twice in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.batches import Step, Steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.models import SyncRun

# Contacts come first: what they say of themselves is then in hand when their companies
# are asked. What is due comes last: a step before it may make more of it due.
ORDER = (
    Step.READ_CONTACTS,
    Step.READ_COMPANIES,
    Step.READ_MEMBERS,
    Step.READ_PEOPLE,
    Step.READ_DUE,
)
MOST_REMEMBERED = 50_000


def after(run: SyncRun, step: Step, asked: Sequence[str], **told: object) -> Steps:
    """Nothing is due in a dry run: it has to say what changed."""
    place = ORDER.index(step) + 1
    following = ORDER[place]
    if run.dry_run and following == Step.READ_DUE:
        return []
    return [(following, remembered(asked) | told)]


def remembered(asked: Sequence[str]) -> dict[str, object]:
    """Past the most of them, a company that is asked again costs calls, no harm."""
    return {"asked": list(asked[-MOST_REMEMBERED:])}
