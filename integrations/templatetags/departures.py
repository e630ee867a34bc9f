"""What is said of a record whose link ended, or that is gone from its CRM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

from integrations.engine.reasons import (
    ACCOUNT_DELETED,
    COMPANY_DELETED,
    NOBODYS,
    PARTINGS,
)
from integrations.engine.unlink import UNLINKED
from integrations.models import Connection, Outcome

if TYPE_CHECKING:
    from integrations.models import Record

register = template.Library()


@register.filter
def befell(outcome: Outcome, record: Record | None) -> str:
    """Its kind in words; of a link that ended, or of a record that was deleted, that
    it was updated says nothing."""
    is_parting = outcome.reason in {*PARTINGS, UNLINKED}
    if record is None or outcome.kind != Outcome.Kind.UPDATED or not is_parting:
        return outcome.get_kind_display()
    return _("Deleted") if _was_deleted(outcome, record) else _("Link ended")


def _was_deleted(outcome: Outcome, record: Record) -> bool:
    if record.account_id:
        return outcome.reason == ACCOUNT_DELETED
    return record.reason == COMPANY_DELETED and outcome.reason != UNLINKED


@register.filter
def opens(connection: Connection | str, record: Record) -> str:
    """Where a record opens in this CRM; nowhere while that is not connected, or once
    it was deleted there."""
    if not isinstance(connection, Connection):
        return ""
    is_account = connection.crm == Connection.Crm.SALESFORCE
    side = "account_id" if is_account else "company_id"
    gone = record.reason in NOBODYS[side]
    return "" if gone else connection.link_to(getattr(record, side))
