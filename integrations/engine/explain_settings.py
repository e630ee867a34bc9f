"""Why?: does anything sync at all, and does this record's age let it come?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.decide import is_left_over
from integrations.engine.explanation import Step, at
from integrations.models import Record, SyncRun
from integrations.said import said, said_as

if TYPE_CHECKING:
    from integrations.engine.explain_facts import Facts
    from integrations.models import Integration
    from integrations.rules.creation import Decision


def of_the_toggle(integration: Integration) -> Step:
    title = _("Sync companies")
    if not integration.sync_companies:
        return Step("toggle", title, "warn", _off(integration))
    if integration.suspended:
        text = said(
            "Suspended: %(reason)s. %(message)s Nothing syncs until that is over.",
            reason=integration.get_suspended_display(),
            message=integration.suspended_message,
        )
        return Step("toggle", title, "bad", text)
    if integration.resting_until:
        text = said(
            "On, but scheduled passes rest until %(when)s: their share of the day’s "
            "API calls is used. Resync still works.",
            when=at(integration.resting_until),
        )
        return Step("toggle", title, "warn", text)
    text = said(
        "On. Changes since %(when)s sync by themselves.", when=at(integration.since)
    )
    return Step("toggle", title, "ok", text)


def _off(integration: Integration) -> str:
    if integration.since is None:
        return said("It was never turned on: nothing is read or written.")
    return said(
        "Off since %(when)s: nothing is read or written until it is on again.",
        when=at(integration.paused_at),
    )


def of_its_age(facts: Facts) -> Step | None:
    """Older records do not flood in (S3): for those without a partner."""
    integration, item = facts.context.integration, facts.item
    side = item.account or item.company
    is_account = item.account is not None
    since = integration.account_since if is_account else integration.company_since
    settled = facts.record.is_linked or facts.is_gone or is_left_over(facts.record)
    if settled or side is None or since is None:
        return None
    when = {"changed": at(side.modified_at), "since": at(since)}
    title = _("Its last change")
    if side.modified_at >= since:
        text = said(
            "%(changed)s, after Sync companies was turned on (%(since)s).", **when
        )
        return Step("since", title, "ok", text)
    text = said("%(changed)s, before Sync companies was turned on (%(since)s).", **when)
    how = _how_it_comes(is_account=is_account)
    return Step("since", title, "warn", f"{text} {how}")


def _how_it_comes(*, is_account: bool) -> str:
    if is_account:
        return said("Older accounts come when they are changed, or by an import.")
    return said(
        "Older companies are asked about when they, their contacts or the inclusion "
        "list change, or by Resync."
    )


def of_the_stage(facts: Facts) -> Step | None:
    """Of a company that does not sync, and so does not follow its contacts (L1)."""
    follows = facts.context.integration.lifecycle_stage
    if not follows or facts.record.account_id or facts.is_gone:
        return None
    text = said(
        "It stays: a company follows its contacts' stage once it is linked to an "
        "account, from their next change of stage on."
    )
    return Step("stage", _("Lifecycle stage"), "info", text)


def of_the_queue(record: Record) -> Step | None:
    """What it waits for, if it does."""
    title = _("Its turn")
    if record.status == Record.Status.WAITING:
        return Step("queue", title, "info", _waiting(record))
    if record.retry_at:
        text = said("It is tried again at %(when)s.", when=at(record.retry_at))
        return Step("queue", title, "info", text)
    return None


def _waiting(record: Record) -> str:
    held = record.integration.runs.filter(
        status__in=SyncRun.ACTIVE, wanted=SyncRun.Wanted.PAUSE
    ).first()
    if held is None:
        return said("A change was seen: the next run syncs it.")
    text = said("A change was seen, but %(run)s is paused.", run=held)
    return f"{text} {held.asks}".strip()


def of_the_limits(integration: Integration, decision: Decision) -> Step:
    """The two settings that the criteria go by."""
    list_id, name = integration.inclusion_list, decision.list_name
    text = said(
        "Default object created in Salesforce: %(object)s. Inclusion list: %(list)s.",
        object=integration.get_default_object_display(),
        list=(f"{name} ({list_id})" if name else list_id)
        or said_as("list", "none, so every contact qualifies"),
    )
    return Step("limits", _("Limiting what syncs"), "info", text)
