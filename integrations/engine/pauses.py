"""Fields that rest on a record because two automations fight over them: left out of its
plans, shown as a sync error, until a day has passed or an admin resumes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine.history import keep
from integrations.models import Record
from integrations.rules.flips import FLIPS, PAUSE, pause_ends
from integrations.rules.plan import FieldProblem, Plan, Skip
from integrations.rules.rule import SyncRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

    from integrations.engine.context import Context
    from integrations.engine.item import Item
    from integrations.rules.mapping import FieldMapping

LOSER_AND_WINNER = {
    SyncRule.PREFER_SALESFORCE: ("HubSpot", "Salesforce"),
    SyncRule.ALWAYS_SALESFORCE: ("HubSpot", "Salesforce"),
    SyncRule.PREFER_HUBSPOT: ("Salesforce", "HubSpot"),
    SyncRule.ALWAYS_HUBSPOT: ("Salesforce", "HubSpot"),
}
UNLESS_BLANK = {SyncRule.PREFER_SALESFORCE, SyncRule.PREFER_HUBSPOT}


def paused_properties(record: Record) -> dict[str, datetime]:
    """Property → until when it rests."""
    now, ends = timezone.now(), pauses_of(record)
    return {name: end for name, end in ends.items() if end > now}


def pauses_of(record: Record) -> dict[str, datetime]:
    """Property → when its pause ends or ended: writes of before do not count again."""
    return {
        name: pause_ends(datetime.fromisoformat(since))
        for name, since in record.paused.items()
    }


def pause_property(record: Record, property_: str) -> None:
    """At once, whatever becomes of the batch."""
    record.paused = {**record.paused, property_: timezone.now().isoformat()}
    record.save(update_fields=["paused"])


def resume_property(record: Record, property_: str, user: User | None) -> None:
    """The field syncs again, now; that it did not is kept in the history."""
    if property_ not in paused_properties(record):
        return
    since, now = record.paused[property_], timezone.now()
    record.paused = {**record.paused, property_: (now - PAUSE).isoformat()}
    record.status, record.retry_at = Record.Status.WAITING, now
    record.save(update_fields=["paused", "status", "retry_at"])
    setting = _("Paused field %(name)s of %(record)s")
    told = setting % {"name": property_, "record": record}
    keep(record.integration, user, told, old=since, new=None)


def unpaused(context: Context, item: Item) -> Sequence[FieldMapping]:
    resting = paused_properties(item.record)
    if not resting:
        return context.mappings
    return [it for it in context.mappings if it.property.name not in resting]


def with_pauses(context: Context, item: Item, plan: Plan) -> Plan:
    """The plan, and a problem for each field that it leaves out."""
    resting = paused_properties(item.record)
    if not resting or isinstance(plan, Skip):
        return plan
    problems = [
        _problem(item, mapping, resting[mapping.property.name])
        for mapping in context.mappings
        if mapping.property.name in resting
    ]
    return replace(plan, problems=[*plan.problems, *problems])


def _problem(item: Item, mapping: FieldMapping, until: datetime) -> FieldProblem:
    name, field = mapping.property.name, mapping.field.name
    here = item.company.properties.get(name) if item.company else None
    there = item.account.fields.get(field) if item.account else None
    loser, winner = _sides(mapping.rule, here, there)
    return FieldProblem(
        property=name,
        field=field,
        code="ping_pong_one_side" if loser else "ping_pong",
        message=(_overwritten() if loser else _back_and_forth())
        % {
            "loser": loser,
            "winner": winner,
            "here": here or "",
            "there": "" if there is None else there,
            "flips": FLIPS,
            "until": f"{until:%Y-%m-%d %H:%M} UTC",
        },
        value=here,
    )


def _sides(rule: SyncRule, here: Any, there: Any) -> tuple[str, str]:
    """A preferred side that is blank does not win: then both write to the other."""
    loser, winner = LOSER_AND_WINNER.get(rule, ("", ""))
    held = here if winner == "HubSpot" else there
    yields = rule in UNLESS_BLANK and held in {None, ""}
    return ("", "") if yields else (loser, winner)


def _back_and_forth() -> str:
    return _(
        "Two automations change this field back and forth: HubSpot now says "
        "“%(here)s”, Salesforce “%(there)s”. After %(flips)s changes within an hour it "
        "rests on this record until %(until)s; the record’s other fields sync on."
    )


def _overwritten() -> str:
    """By its rule the other side has the last word each time."""
    return _(
        "Something keeps changing this field in %(loser)s, and by its sync rule "
        "%(winner)s’s value overwrites it each time: HubSpot now says “%(here)s”, "
        "Salesforce “%(there)s”. After %(flips)s changes within an hour it rests on "
        "this record until %(until)s; the record’s other fields sync on."
    )
