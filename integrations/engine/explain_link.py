"""Why?: which record of the other CRM it is, and whether one is made for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.creation import verdict
from integrations.engine.explanation import Step
from integrations.records import KEY_FIELD, KEY_PROPERTY

if TYPE_CHECKING:
    from integrations.engine.explain_facts import Facts


def of_the_link(facts: Facts) -> Step:
    title, record = _("The link"), facts.record
    ids = {"account": record.account_id, "company": record.company_id}
    if troubles := _troubles(facts):
        text = _("One side of it is gone.") if record.is_linked else troubles[0]
        points = troubles if record.is_linked else troubles[1:]
        return Step("link", title, "bad", text, tuple(points))
    if not record.is_linked:
        text = (
            _("Company %(company)s is not linked to an account.")
            if record.company_id
            else _("Account %(account)s is not linked to a company.")
        )
        return Step("link", title, "info", text % ids)
    text = _("Account %(account)s and company %(company)s are linked.")
    missing = _missing_keys(facts)
    return Step("link", title, "warn" if missing else "ok", text % ids, tuple(missing))


def _troubles(facts: Facts) -> list[str]:
    """Deletions and merges, on either side."""
    record, item, found = facts.record, facts.item, []
    if facts.merged_id:
        text = _("Company %(old)s was merged in HubSpot: it lives on as %(new)s.")
        new = item.company.id if item.company else ""
        found.append(text % {"old": facts.merged_id, "new": new})
    if record.account_id and item.account is None:
        text = _("Salesforce shows no account %(id)s to the connected user.")
        found.append(text % {"id": record.account_id})
    if item.account and item.account.is_deleted:
        found.append(_deleted(item.account.id, item.account.master_id))
    if record.company_id and item.company is None:
        text = _("HubSpot has no company %(id)s any more: it was deleted.")
        found.append(text % {"id": record.company_id})
    return found


def _deleted(account_id: str, master_id: str | None) -> str:
    if master_id:
        text = _("Account %(id)s was merged in Salesforce into %(master)s.")
        return text % {"id": account_id, "master": master_id}
    return _("Account %(id)s was deleted in Salesforce.") % {"id": account_id}


def _missing_keys(facts: Facts) -> list[str]:
    """The link is ours to know; the keys let each CRM's people see it too."""
    item, found = facts.item, []
    account, company = item.account, item.company
    if facts.context.has_key_field and account and company:
        carried = account.fields.get(KEY_FIELD)
        if carried != company.id:
            text = _("The account’s %(key)s is %(value)s: the next sync writes it.")
            found.append(text % {"key": KEY_FIELD, "value": carried or _("blank")})
    if account and company and company.properties.get(KEY_PROPERTY) != account.id:
        carried = company.properties.get(KEY_PROPERTY)
        text = _("The company’s %(key)s is %(value)s.")
        found.append(text % {"key": KEY_PROPERTY, "value": carried or _("blank")})
    return found


def of_the_creation(facts: Facts) -> Step | None:
    """The rules' word on a company; an account needs none to become one (S5)."""
    title = _("Creating the partner")
    if facts.decision is None:
        if facts.record.is_linked or facts.item.account is None:
            return None
        text = _("An account becomes a company when it is new, changed or imported.")
        return Step("creation", title, "ok", text)
    decided = verdict(facts.decision)
    if facts.record.is_linked:
        text = _("It has an account already. The rules by themselves say: %(why)s")
        return Step("creation", title, "info", text % {"why": decided.message})
    if decided.creates:
        text = _("The company creates an account. %(why)s")
        return Step("creation", title, "ok", text % {"why": decided.message})
    text = _(
        "The company creates no account (%(code)s). %(why)s Resync on its record "
        "creates one all the same."
    )
    told = {"code": decided.code, "why": decided.message}
    return Step("creation", title, "warn", text % told)
