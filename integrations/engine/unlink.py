"""Unlink by hand: an account and its company become two records again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine.at_rest import require_at_rest
from integrations.engine.by_hand import begun, name_of, tell
from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.known_words import remember_words
from integrations.engine.parting import split
from integrations.engine.starting import Refused, require_on
from integrations.errors import CrmError
from integrations.models import Outcome, Record, SyncError
from integrations.records import KEY_FIELD, KEY_PROPERTY
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User

    from integrations.models import Integration
    from integrations.records import Written

UNLINKED = "unlinked"
GONE = frozenset({"ENTITY_IS_DELETED", "OBJECT_NOT_FOUND", "NOT_FOUND"})


def unlink(record: Record, user: User | None) -> Record:
    """Clear both key fields, so that nothing links the two again, then part the rows.
    Returns the company's; raises Refused, and then the link stands as it was."""
    require_on(
        record.integration,
        _(
            "Turn on Sync companies first: unlinking clears the key fields in both "
            "CRMs, and with it off nothing is written."
        ),
    )
    _require_at_rest(record)
    _clear_keys(record)
    with transaction.atomic():
        row = Record.objects.select_for_update().get(pk=record.pk)
        _require_at_rest(row)
        company = _part(row, _by(user))
        _tell(row, company, user)
        return company


def _tell(account: Record, company: Record, user: User | None) -> None:
    """With the ids of the link that was, on both."""
    ids = {"account_id": account.account_id, "company_id": company.company_id}
    run = begun(user, company.message)
    told = [(row, row.message) for row in (account, company)]
    tell(run, told, Outcome.Kind.UPDATED, UNLINKED)
    run.outcomes.update(**ids)


def _part(record: Record, message: str) -> Record:
    """Neither is matched or created anew by itself. Returns the company's row."""
    company = split(record)
    record.paused = {}
    record.retry_at, record.tries = None, 0
    for row in (record, company):
        row.status, row.decision = Record.Status.NOT_LINKED, Record.Decision.LEAVE
        row.reason, row.message = UNLINKED, message
        row.save()
    remember_words([company])
    solved = SyncError.objects.filter(record=record, solved_at=None)
    solved.update(solved_at=timezone.now())
    return company


def _require_at_rest(record: Record) -> None:
    if not record.is_linked:
        raise Refused(_("This record is not linked any more."))
    require_at_rest(record)


def _clear_keys(record: Record) -> None:
    """Salesforce first: should HubSpot then refuse, the next sync puts its key back."""
    account_id, company_id = record.account_id or "", record.company_id or ""
    try:
        clients = open_clients(record.integration)
        if _has_key_field(record.integration):
            accounts = {account_id: {KEY_FIELD: None}}
            _done(clients.salesforce.update_accounts(accounts), account_id)
        companies = {company_id: {KEY_PROPERTY: None}}
        _done(clients.hubspot.update_companies(companies), company_id)
    except (NotConnected, CrmError) as error:
        message = _("The link stands as it was: %(why)s")
        raise Refused(message % {"why": error.message}) from error


def _done(answers: Mapping[str, Written | CrmError], id_: str) -> None:
    """A side that was deleted carries no key any more."""
    answer = answers[id_]
    if isinstance(answer, CrmError) and answer.code not in GONE:
        raise answer


def _has_key_field(integration: Integration) -> bool:
    return integration.connections.filter(crm="salesforce", has_key_field=True).exists()


def _by(user: User | None) -> str:
    return said(
        "Unlinked by %(who)s. It is left alone until somebody chooses Resync on it.",
        who=name_of(user),
    )
