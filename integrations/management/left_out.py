"""The records a command could not deal with, by name and with the reason."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from integrations.models import Outcome, SyncRun

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_LINES = 20
NAMING = ("records", "ids")
"""Where a run keeps which records a person named."""


def tell_left_out(run: SyncRun) -> None:
    """Whatever failed; and what was skipped of records that a person asked for."""
    _tell(run, Outcome.Kind.FAILED, run.failed, _failed)
    if run.kind == SyncRun.Kind.PLAN or any(run.scope.get(it) for it in NAMING):
        _tell(run, Outcome.Kind.SKIPPED, run.skipped, _skipped)


def _tell(
    run: SyncRun, kind: Outcome.Kind, count: int, line: Callable[[Outcome], str]
) -> None:
    shown = run.outcomes.filter(kind=kind).order_by("pk")[:MOST_LINES]
    lines = [line(outcome) for outcome in shown]
    if more := count - len(lines):
        word = str(kind.label).lower()
        lines.append(f"{more} more {word}: see the run's page, or its CSV file.")
    sys.stderr.write("".join(f"{it}\n" for it in lines))


def _failed(outcome: Outcome) -> str:
    name = outcome.name or outcome.account_id or outcome.company_id
    return f"{name}: {outcome.message}"


def _skipped(outcome: Outcome) -> str:
    account, company = outcome.account_id, outcome.company_id
    id_ = f"account {account}" if account else f"company {company}"
    name = f"{outcome.name} ({id_})" if outcome.name else id_.capitalize()
    return f"{name} was skipped: {outcome.message or outcome.reason}"
