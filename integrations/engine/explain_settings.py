"""Why?: does anything sync at all, and does this record's age let it come?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.explanation import Step
from integrations.models import Mapping, Record, SyncRun

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.engine.explain_facts import Facts
    from integrations.models import Integration


def of_the_toggle(integration: Integration) -> Step:
    title = _("Sync companies")
    if not integration.sync_companies:
        return Step("toggle", title, "warn", _off(integration))
    if integration.suspended:
        text = _("Suspended: %(reason)s. %(message)s Nothing syncs until that is over.")
        told = {
            "reason": integration.get_suspended_display(),
            "message": integration.suspended_message,
        }
        return Step("toggle", title, "bad", text % told)
    text = _("On. Changes since %(since)s sync by themselves.")
    return Step("toggle", title, "ok", text % {"since": _at(integration.since)})


def _off(integration: Integration) -> str:
    if integration.since is None:
        return _("It was never turned on: nothing is read or written.")
    return _("Off since %(when)s: nothing is read or written until it is on again.") % {
        "when": _at(integration.paused_at)
    }


def of_its_age(facts: Facts) -> Step | None:
    """Older records do not flood in (S3): for those without a partner."""
    integration, item = facts.context.integration, facts.item
    side = item.account or item.company
    is_account = item.account is not None
    since = integration.account_since if is_account else integration.company_since
    if facts.record.is_linked or side is None or since is None:
        return None
    when = {"changed": _at(side.modified_at), "since": _at(since)}
    title = _("Its last change")
    if side.modified_at >= since:
        text = _("%(changed)s, after Sync companies was turned on (%(since)s).")
        return Step("since", title, "ok", text % when)
    text = _("%(changed)s, before Sync companies was turned on (%(since)s).")
    text = f"{text % when} {_how_it_comes(is_account=is_account)}"
    return Step("since", title, "warn", text)


def _how_it_comes(*, is_account: bool) -> str:
    if is_account:
        return _("Older accounts come when they are changed, or by an import.")
    return _(
        "Older companies are asked about when they, their contacts or the inclusion "
        "list change, or by Resync."
    )


def of_the_queue(record: Record) -> Step | None:
    """What it waits for, if it does."""
    title = _("Its turn")
    if record.status == Record.Status.WAITING:
        return Step("queue", title, "info", _waiting(record))
    if record.retry_at:
        text = _("It is tried again at %(when)s.")
        return Step("queue", title, "info", text % {"when": _at(record.retry_at)})
    return None


def _waiting(record: Record) -> str:
    held = record.integration.runs.filter(
        status__in=SyncRun.ACTIVE, wanted=SyncRun.Wanted.PAUSE
    ).first()
    if held is None:
        return _("A change was seen: the next run syncs it.")
    text = _("A change was seen, but %(run)s is paused. %(asks)s")
    return (text % {"run": held, "asks": held.asks}).strip()


def of_the_limits(integration: Integration) -> Step:
    """The two settings that the criteria go by."""
    text = _(
        "Default object created in Salesforce: %(object)s. Inclusion list: %(id)s."
    )
    told = {
        "object": integration.get_default_object_display(),
        "id": integration.inclusion_list or _("none, every contact qualifies"),
    }
    return Step("limits", _("Limiting what syncs"), "info", text % told)


def of_the_mappings(integration: Integration) -> Step:
    syncing = integration.mappings.exclude(rule=Mapping.Rule.NONE)
    broken = list(syncing.exclude(status=Mapping.Status.OK))
    text = _("%(count)s field mappings sync, %(broken)s with a problem.")
    return Step(
        "mappings",
        _("Field mappings"),
        "warn" if broken else "ok",
        text % {"count": syncing.count(), "broken": len(broken)},
        tuple(f"{mapping}: {mapping.problem}" for mapping in broken),
    )


def _at(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else _("an unknown time")
