"""Why did a record sync, or why not: every rule it met, with the evidence (R3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine import explain_link as link
from integrations.engine import explain_search as search
from integrations.engine import explain_settings as settings
from integrations.engine import explain_values as values
from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.context import context_of
from integrations.engine.explain_facts import (
    checked_ids,
    facts_of_account,
    facts_of_company,
    known_record,
)
from integrations.engine.explain_mappings import of_the_mappings
from integrations.engine.explanation import Explanation, Step
from integrations.engine.foreseen import next_pass
from integrations.errors import CrmError
from integrations.models import Record
from integrations.rules.plan import Unchanged
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.explain_facts import Facts
    from integrations.models import Integration, SyncError


def explain(
    integration: Integration,
    *,
    company_id: str | None = None,
    account_id: str | None = None,
) -> Explanation:
    """Of a record never tried, too. Raises Unknown for one that is nowhere, and
    NotConnected or CrmError when only a CRM that cannot be asked would know."""
    company_id, account_id = checked_ids(company_id, account_id)
    try:
        facts = _facts(integration, company_id, account_id)
    except (NotConnected, CrmError) as error:
        record = known_record(integration, company_id, account_id)
        if record is None:
            raise
        return _without_the_crms(record, error.message)
    decision = facts.decision
    return Explanation(
        record=facts.record,
        creates_account=bool(decision and decision.creates_account),
        criteria=decision.criteria if decision else (),
        steps=tuple(step for step in _steps(facts) if step),
        is_overtaken=_is_overtaken(facts),
    )


def _is_overtaken(facts: Facts) -> bool:
    in_sync = facts.record.status == Record.Status.IN_SYNC
    is_due = facts.gives_key_back or not isinstance(facts.plan, Unchanged)
    return in_sync and is_due


def _facts(
    integration: Integration, company_id: str | None, account_id: str | None
) -> Facts:
    context = context_of(next_pass(integration), open_clients(integration))
    if company_id:
        return facts_of_company(context, company_id)
    return facts_of_account(context, account_id or "")


def _steps(facts: Facts) -> list[Step | None]:
    integration, record = facts.context.integration, facts.record
    errors = _open_errors(record)
    return [
        settings.of_the_toggle(integration),
        settings.of_its_age(facts),
        link.of_the_link(facts),
        search.of_the_search(facts),
        link.of_the_creation(facts),
        settings.of_the_limits(integration, facts.decision) if facts.decision else None,
        settings.of_the_stage(facts),
        of_the_mappings(integration, errors, facts.plan),
        values.of_the_plan(facts),
        *_standing(record, errors),
    ]


def _open_errors(record: Record) -> list[SyncError]:
    if record.pk is None:
        return []
    return list(record.errors.filter(solved_at=None).order_by("-last_seen"))


def _standing(record: Record, errors: Sequence[SyncError]) -> list[Step | None]:
    """What Syncadmin keeps of the record by itself."""
    return [
        values.of_the_errors(errors),
        values.of_the_pauses(record),
        settings.of_the_queue(record),
    ]


def _without_the_crms(record: Record, why: str) -> Explanation:
    text = said("They cannot be asked, so this is only what is known here.")
    errors = _open_errors(record)
    told = Step("crms", _("Both CRMs"), "bad", f"{text} {why}")
    steps = [
        settings.of_the_toggle(record.integration),
        told,
        of_the_mappings(record.integration, errors),
        *_standing(record, errors),
    ]
    return Explanation(
        record=record,
        creates_account=False,
        criteria=(),
        steps=tuple(step for step in steps if step),
    )
