"""Why?: what each step of the search for a partner finds (K3, K4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.explanation import Step
from integrations.engine.partner_search import is_left_alone, key_of
from integrations.models import Record
from integrations.rules.listing import listed
from integrations.rules.matching import Ask, Linked, unfit

if TYPE_CHECKING:
    from integrations.engine.explain_facts import Facts
    from integrations.engine.explanation import Tone
    from integrations.rules.matching import Candidate


def of_the_search(facts: Facts) -> Step | None:
    """Each step of K3 with what it found, though an earlier one may decide."""
    if facts.record.is_linked or not (facts.item.account or facts.item.company):
        return None
    tone, text = _result(facts)
    points = [_of_step(facts, step) for step in ("key", "domain", "name")]
    if facts.context.integration.census_at is None:
        points.append(
            _("Not all records of both CRMs are listed yet: some may be missed.")
        )
    points += [_candidate(it) for it in facts.record.candidates]
    return Step("search", _("Search for a partner"), tone, text, tuple(points))


def _result(facts: Facts) -> tuple[Tone, str]:
    record, item = facts.record, facts.item
    if is_left_alone(facts.context, record):
        return "warn", record.message or _("It is left alone, as somebody decided.")
    match item.match:
        case Linked(partner_id, step):
            text = _("Found by its %(step)s: %(id)s. The two are linked when it syncs.")
            return "ok", text % {"step": _step_name(step), "id": partner_id}
        case Ask(candidates, step):
            text = _(
                "Several have the same %(step)s: %(ids)s. Nothing is created until "
                "somebody chooses one, or Create new, under Possible duplicates."
            )
            ids = ", ".join(it.id for it in candidates)
            return "warn", text % {"step": _step_name(step), "ids": ids}
    if record.decision == Record.Decision.CREATE_NEW:
        return "info", _("Somebody decided to create a new one.")
    if item.verdict and not item.verdict.creates:
        return "info", _("Not made while the company creates no account.")
    return "info", _("None found: it becomes a new record there.")


def _step_name(step: str) -> str:
    return {"key": _("key"), "domain": _("domain"), "name": _("name")}[step]


def _of_step(facts: Facts, step: str) -> str:
    record, settings = facts.record, facts.context.integration
    named = {"key": key_of(facts.item), "domain": record.domain, "name": record.name}
    label, value = _step_name(step).capitalize(), named[step]
    if step not in settings.matching:
        return _("%(label)s: not looked at, by the settings.") % {"label": label}
    reason = unfit(record.domain, settings.shared_domains) if step == "domain" else None
    if reason:
        return f"{label}: {_why_unfit(reason, record.domain)}"
    if not value:
        return _("%(label)s: it carries none.") % {"label": label}
    told = {"label": label, "value": value, "found": _found(facts.found[step])}
    return _("%(label)s %(value)s: %(found)s") % told


def _why_unfit(reason: str, domain: str) -> str:
    told = {"domain": domain}
    match reason:
        case "freemail":
            return _("%(domain)s is a mail provider’s and matches nobody.") % told
        case "shared_site":
            return _("%(domain)s is a site many share and matches nobody.") % told
        case "listed":
            return _("%(domain)s is listed as shared and matches nobody.") % told
    return _("it has no website with a domain of its own.")


def _found(candidates: list[Candidate]) -> str:
    if not candidates:
        return _("nobody has it.")
    shown = [
        _("%(name)s (%(id)s, linked already)") % {"name": it.name, "id": it.id}
        if it.linked
        else f"{it.name} ({it.id})"
        for it in candidates
    ]
    return f"{listed(shown)}."


def _candidate(row: dict[str, object]) -> str:
    points = row.get("points") or []
    told = {
        "name": row.get("name"),
        "id": row.get("id"),
        "score": row.get("score"),
        "points": "; ".join(map(str, points)) if isinstance(points, list) else "",
    }
    text = _("Candidate %(name)s (%(id)s), %(score)s of 100: %(points)s")
    return text % told
