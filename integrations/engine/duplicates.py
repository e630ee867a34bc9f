"""Possible duplicates: what a person decides about a record with several possible
partners, or about what is left over of a merge (K4, K6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine.at_rest import require_at_rest
from integrations.engine.links import link
from integrations.engine.reasons import ACCOUNTS_MERGED, ASKING, LEFT, LEFT_ASKED
from integrations.engine.resync import start_resync
from integrations.engine.starting import Refused, require_on
from integrations.engine.wished import is_wished
from integrations.models import Integration, Record, SyncRun
from integrations.said import said

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Decided:
    """``record`` is the row that the decision leaves, which after linking may be the
    partner's; ``run`` syncs it at once, where there is something to sync."""

    record: Record
    run: SyncRun | None


def waiting(integration: Integration) -> QuerySet[Record]:
    """Those nobody has decided about."""
    return integration.records.filter(status=Record.Status.DUPLICATE)


def put_aside(integration: Integration) -> QuerySet[Record]:
    """Those somebody decided to leave as they are."""
    left = integration.records.filter(decision=Record.Decision.LEAVE)
    return left.exclude(candidates=[])


def link_to(record: Record, user: User, partner_id: str) -> Decided:
    """Link it to this candidate and compare the two; raises Refused, as all do."""
    require_on_to_decide(record.integration)
    with transaction.atomic():
        row = undecided(record)
        partner = _free_partner(row, partner_id)
        require_at_rest(row, partner)
        account, company = (row, partner) if row.account_id else (partner, row)
        pair = {company.company_id or "": account.account_id or ""}
        if not link(record.integration, pair):
            raise Refused(_("One of the two was linked meanwhile."))
        both = Record.objects.get(pk=account.pk)
        both.candidates, both.decision, both.reason = [], "", ""
        both.message = said("Linked by %(who)s.", who=user.get_username())
        both.retry_at = timezone.now()
        both.save()
        return sync(both, user)


def create_new(record: Record, user: User) -> Decided:
    """None of the candidates is it: its partner is made, whatever the rules say."""
    require_on_to_decide(record.integration)
    with transaction.atomic():
        row = undecided(record)
        require_at_rest(row)
        row.decision, row.status = Record.Decision.CREATE_NEW, Record.Status.WAITING
        row.message = said("%(who)s chose Create new.", who=user.get_username())
        row.retry_at = timezone.now()
        row.save(update_fields=["decision", "status", "message", "retry_at"])
        return sync(row, user, manual=True)


def leave(record: Record, user: User) -> Decided:
    """It stays without a partner, until somebody takes that back or resyncs it."""
    with transaction.atomic():
        row = undecided(record)
        require_at_rest(row)
        row.reason = _why_left(row)
        row.decision, row.status = Record.Decision.LEAVE, Record.Status.NOT_LINKED
        row.message = said("Left as it is by %(who)s.", who=user.get_username())
        row.retry_at = None
        row.save(update_fields=["decision", "status", "reason", "message", "retry_at"])
    return Decided(row, None)


def _why_left(row: Record) -> str:
    if row.reason in ASKING:
        return row.reason
    return LEFT_ASKED if is_wished(row) else LEFT


def take_back(record: Record, user: User) -> Decided:
    """It waits for a decision again; a sync looks whether the candidates are still."""
    require_on_to_decide(record.integration)
    with transaction.atomic():
        row = Record.objects.select_for_update().get(pk=record.pk)
        if row.decision != Record.Decision.LEAVE or row.is_linked:
            raise Refused(_("This record is not left any more."))
        require_at_rest(row)
        asked = Record.Decision.RESYNC if row.reason == LEFT_ASKED else ""
        row.decision, row.status = asked, Record.Status.DUPLICATE
        row.message = said("Brought back by %(who)s.", who=user.get_username())
        row.retry_at = timezone.now()
        row.save(update_fields=["decision", "status", "message", "retry_at"])
        return sync(row, user)


def undecided(record: Record) -> Record:
    row = Record.objects.select_for_update().filter(pk=record.pk).first()
    if row is None or row.is_linked:
        raise Refused(_("This record was linked meanwhile."))
    if row.status != Record.Status.DUPLICATE:
        raise Refused(_("This record does not wait for a decision any more."))
    return row


def _free_partner(row: Record, partner_id: str) -> Record:
    if row.reason == ACCOUNTS_MERGED:
        raise Refused(_("Merge the two companies in HubSpot instead."))
    side = "company_id" if row.account_id else "account_id"
    known = row.integration.records.select_for_update()
    partner = known.filter(**{side: partner_id}).first()
    if partner is None or partner_id not in {it["id"] for it in row.candidates}:
        raise Refused(_("%(id)s is not among the candidates.") % {"id": partner_id})
    if partner.is_linked:
        raise Refused(_taken(row, partner))
    return partner


def _taken(row: Record, partner: Record) -> str:
    if row.account_id:
        return _(
            "Company %(company)s is linked to account %(account)s: choose another one, "
            "or unlink that one first."
        ) % {"company": partner.company_id, "account": partner.account_id}
    return _(
        "Account %(account)s is linked to company %(company)s: choose another one, or "
        "unlink that one first."
    ) % {"company": partner.company_id, "account": partner.account_id}


def require_on_to_decide(integration: Integration) -> None:
    require_on(
        integration,
        _("Turn on Sync companies first: with it off, nothing is read or written."),
    )


def sync(row: Record, user: User, *, manual: bool = False) -> Decided:
    """At once; the record is due besides, should this run not come to its end."""
    scope = {"records": [row.pk], "manual": manual}
    cause = SyncRun.Cause.PERSON
    return Decided(row, start_resync(row.integration, scope, cause=cause, user=user))
