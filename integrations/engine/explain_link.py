"""Why?: which record of the other CRM it is, and whether one is made for it."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.creation import verdict
from integrations.engine.decide import is_left_over
from integrations.engine.explanation import Point, Step
from integrations.engine.read_archived import every
from integrations.models import Record, SyncRun
from integrations.records import KEY_FIELD, KEY_PROPERTY
from integrations.said import said, said_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.engine.creation import Verdict
    from integrations.engine.explain_facts import Facts


def of_the_link(facts: Facts) -> Step:
    title, record = _("The link"), facts.record
    troubles, merged = _troubles(facts), _merged(facts)
    if troubles and record.is_linked:
        gone = said("One side of the link is gone.")
        text = f"{gone} {_how_soon(facts)}".strip()
        return Step("link", title, "bad", text, tuple(map(Point, merged + troubles)))
    if troubles:
        return Step("link", title, "bad", " ".join(merged + troubles))
    if not record.is_linked:
        return Step("link", title, "info", " ".join([*merged, _alone(record)]))
    text = said(
        "Account %(account)s and company %(company)s are linked.",
        account=record.account_id,
        company=record.company_id,
    )
    missing = list(_missing_keys(facts))
    points = tuple(map(Point, merged + missing))
    return Step("link", title, "warn" if missing else "ok", text, points)


def _how_soon(facts: Facts) -> str:
    """Of what no pass has read yet, while passes run."""
    integration, item = facts.context.integration, facts.item
    asks = integration.runs.filter(status__in=SyncRun.ACTIVE).exclude(asks="")
    rests = integration.suspended or integration.resting_until or asks.exists()
    runs = integration.sync_companies and not rests
    if not runs or facts.record.status != Record.Status.IN_SYNC:
        return ""
    if item.company is None:
        longest = every(integration) + timedelta(seconds=integration.poll_seconds)
        return said(
            "A pass finds that within about %(minutes)s minutes; until then its status "
            "is that of its last sync.",
            minutes=str(ceil(longest / timedelta(minutes=1))),
        )
    if item.account is None:
        return ""
    return said(
        "The next pass finds that; until then its status is that of its last sync."
    )


def _merged(facts: Facts) -> list[str]:
    """The company asked for lives on as another, and the link with it (K6)."""
    if not (facts.merged_id and facts.item.company):
        return []
    told = said(
        "Company %(old)s was merged in HubSpot into company %(new)s.",
        old=facts.merged_id,
        new=facts.item.company.id,
    )
    return [told]


def _alone(record: Record) -> str:
    if record.company_id:
        return said("Company %(id)s is not linked to an account.", id=record.company_id)
    return said("Account %(id)s is not linked to a company.", id=record.account_id)


def _troubles(facts: Facts) -> list[str]:
    """Deletions on either side, and merges that take an account away."""
    record, item, found = facts.record, facts.item, []
    if item.account and item.account.is_deleted:
        found.append(_deleted(item.account.id, item.account.master_id))
    elif record.account_id and item.account is None:
        found.append(
            said(
                "Salesforce shows no account %(id)s to the connected user.",
                id=record.account_id,
            )
        )
    if record.company_id and item.company is None:
        found.append(
            said(
                "HubSpot has no company %(id)s any more: it was deleted.",
                id=record.company_id,
            )
        )
    return found


def _deleted(account_id: str, master_id: str | None) -> str:
    if master_id:
        return said(
            "Account %(id)s was merged in Salesforce into %(master)s.",
            id=account_id,
            master=master_id,
        )
    return said("Account %(id)s was deleted in Salesforce.", id=account_id)


def _missing_keys(facts: Facts) -> Iterator[str]:
    """The link is ours to know; the keys let each CRM's people see it too."""
    account, company = facts.item.account, facts.item.company
    if account is None or company is None:
        return
    there = account.fields.get(KEY_FIELD)
    if facts.context.has_key_field and there != company.id:
        yield said(
            "The account’s %(key)s is %(value)s: the next sync that writes to it sets "
            "it right.",
            key=KEY_FIELD,
            value=there or said_as("value", "blank"),
        )
    here = company.properties.get(KEY_PROPERTY)
    if here != account.id:
        yield said(
            "The company’s %(key)s is %(value)s.",
            key=KEY_PROPERTY,
            value=here or said_as("value", "blank"),
        )


def of_the_creation(facts: Facts) -> Step | None:
    """The rules' word on a company; an account needs none to become one (S5)."""
    title = _("Creating the partner")
    if facts.decision is None:
        if facts.record.is_linked or facts.is_gone or is_left_over(facts.record):
            return None
        text = said("An account becomes a company when it is new, changed or imported.")
        return Step("creation", title, "ok", text)
    return _of_company(facts.record, verdict(facts.decision), title)


def _of_company(record: Record, decided: Verdict, title: str) -> Step:
    if record.is_linked:
        text = said("It has an account already. The rules by themselves say:")
        return Step("creation", title, "info", f"{text} {decided.message}")
    if is_left_over(record):
        text = said("Not before somebody decides. The rules by themselves say:")
        return Step("creation", title, "warn", f"{text} {decided.message}")
    if decided.creates:
        text = said("The company creates an account.")
        return Step("creation", title, "ok", f"{text} {decided.message}")
    text = said("The company creates no account (%(code)s).", code=decided.code)
    how = said("Resync on its record creates one all the same.")
    return Step("creation", title, "warn", f"{text} {decided.message} {how}")
