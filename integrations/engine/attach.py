"""Give private contacts the account that was made because of them, where the admin asks
for it (A6). What Salesforce refuses is a sync error of the record, tried again with it;
the account stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.sync_errors import Problem, from_crm
from integrations.errors import CrmError
from integrations.models import SyncError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned
    from integrations.engine.write import Results

FIELD = "Contact.AccountId"


def attach(
    context: Context, planned: Sequence[Planned], results: Results
) -> dict[int, Problem]:
    """By record row, what stands in the way; one call for 200 contacts."""
    if not context.integration.attach_private_contacts:
        return {}
    wanted = _made_for(planned, results) | _refused_before(planned)
    accounts = {
        contact_id: account_id
        for account_id, contact_ids in wanted.values()
        for contact_id in contact_ids
    }
    if not accounts:
        return {}
    answers = context.clients.salesforce.attach_contacts(accounts)
    problems = {}
    for pk, (_account_id, contact_ids) in wanted.items():
        refused = {it: answers[it] for it in contact_ids}
        errors = {it: e for it, e in refused.items() if isinstance(e, CrmError)}
        if errors:
            problems[pk] = _problem(errors)
    return problems


Wanted = dict[int, tuple[str, list[str]]]
"""By record row: the account, and the contacts it is to have."""


def _made_for(planned: Sequence[Planned], results: Results) -> Wanted:
    return {
        item.record.pk: (results.made[item.record.pk].id, list(item.verdict.private))
        for item, _plan in planned
        if item.record.pk in results.made and item.verdict and item.verdict.private
    }


def _refused_before(planned: Sequence[Planned]) -> Wanted:
    linked = {it.record.pk: it.record.account_id for it, _plan in planned}
    open_errors = SyncError.objects.filter(record__in=linked, field=FIELD).open()
    rows = open_errors.values_list("record_id", "value")
    return {
        pk: (account_id, value.split())
        for pk, value in rows
        if (account_id := linked[pk]) is not None
    }


def _problem(errors: dict[str, CrmError]) -> Problem:
    """One for the record: the first refusal speaks for the others."""
    error = next(iter(errors.values()))
    message = _(
        "The account was made, but Salesforce did not attach the private contact "
        "%(ids)s to it: %(error)s"
    )
    return replace(
        from_crm(error, {}),
        field=FIELD,
        value=" ".join(errors),
        message=message % {"ids": ", ".join(errors), "error": error.message},
        category=SyncError.Category.ASSOCIATION,
    )
