"""What merged accounts left over, made one company in HubSpot because a person says so
(K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine.at_rest import require_at_rest
from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.duplicates import (
    Decided,
    require_on_to_decide,
    sync,
    undecided,
)
from integrations.engine.reasons import ACCOUNTS_MERGED
from integrations.engine.starting import Refused
from integrations.errors import CrmError, Retryable
from integrations.models import Outcome, Record

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def merge_in_hubspot(record: Record, user: User) -> Decided:
    """The values of the company that the account has stay; this one fills its blanks.
    Should we crash after HubSpot merged them, the next pass follows what survived."""
    require_on_to_decide(record.integration)
    row, kept = _to_merge(record)
    survivor = _merged(row, kept)
    with transaction.atomic():
        _follow(row, kept, survivor)
        kept.refresh_from_db()
        return sync(kept, user)


def _to_merge(record: Record) -> tuple[Record, Record]:
    with transaction.atomic():
        row = undecided(record)
        require_merge(row)
        kept = partner_of(row)
        if kept is None:
            raise Refused(
                _("The other company is not linked any more: choose Create new.")
            )
        require_at_rest(row, kept)
    return row, kept


def require_merge(row: Record) -> None:
    if row.reason != ACCOUNTS_MERGED or not row.candidates:
        raise Refused(_("Only what merged accounts left over can be merged here."))


def partner_of(row: Record) -> Record | None:
    """The record whose company this one is merged into."""
    known = row.integration.records.filter(account_id__isnull=False)
    return known.filter(company_id=row.candidates[0]["id"]).first()


def _merged(row: Record, kept: Record) -> str:
    try:
        hubspot = open_clients(row.integration).hubspot
        return hubspot.merge_companies(kept.company_id or "", row.company_id or "")
    except Retryable as error:
        message = _(
            "HubSpot gave no clear answer, so it is not known whether the two are one "
            "now: look there before you try again. %(why)s"
        ) % {"why": error.message}
        raise Refused(message) from error
    except (NotConnected, CrmError) as error:
        message = _("Nothing was merged: %(why)s") % {"why": error.message}
        raise Refused(message) from error


def _require_still_at_rest(*rows: Record) -> None:
    """The call to HubSpot took its time, in which a batch may have begun on them."""
    locked = Record.objects.select_for_update().filter(pk__in=[it.pk for it in rows])
    try:
        if len(locked) == len(rows):
            return require_at_rest(*rows)
    except Refused:
        pass
    raise Refused(
        _(
            "HubSpot merged the two companies. A sync was at work on them meanwhile: "
            "the next pass follows the one that is left."
        )
    )


def _follow(row: Record, kept: Record, survivor: str) -> None:
    """What survives has a new id (documented), which a pass may have seen already."""
    _require_still_at_rest(row, kept)
    Outcome.objects.filter(record=row).update(record=kept)
    seen = row.integration.records.filter(company_id=survivor)
    seen.exclude(pk=kept.pk).delete()
    row.delete()
    Record.objects.filter(pk=kept.pk, company_id=kept.company_id).update(
        company_id=survivor, status=Record.Status.WAITING, retry_at=timezone.now()
    )
