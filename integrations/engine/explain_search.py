"""Why?: what each step of the search for a partner finds (K3, K4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from integrations.engine.decide import is_left_over
from integrations.engine.explanation import Point, Step
from integrations.engine.partner_search import is_left_alone, key_of
from integrations.models import Record
from integrations.rules.listing import listed
from integrations.rules.matching import Ask, Linked, unfit
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.engine.explain_facts import Facts
    from integrations.engine.explanation import Tone
    from integrations.rules.matching import Candidate, Unfit

LABELS = {"key": lazy("Key"), "domain": lazy("Domain"), "name": lazy("Name")}


def of_the_search(facts: Facts) -> Step | None:
    """Each step of K3 with what it found, though an earlier one may decide."""
    if facts.record.is_linked or facts.is_gone:
        return None
    tone, text = _result(facts)
    points = [_of_step(facts, step) for step in ("key", "domain", "name")]
    if facts.context.integration.census_at is None:
        points.append(
            Point(said("Not all records of both CRMs are listed yet: some are missed."))
        )
    points += [_candidate(it) for it in _candidates(facts)]
    return Step("search", _("Search for a partner"), tone, text, tuple(points))


def _result(facts: Facts) -> tuple[Tone, str]:
    record, item = facts.record, facts.item
    if is_left_alone(facts.context, record):
        return "warn", record.message or said("It is left alone, as somebody decided.")
    if is_left_over(record):
        return "warn", said(
            "What a merge left over gets no partner until somebody decides, under "
            "Possible duplicates."
        )
    if isinstance(item.match, Linked):
        return "ok", _linked(item.match)
    if isinstance(item.match, Ask):
        return "warn", _asks(item.match)
    if record.decision == Record.Decision.CREATE_NEW:
        return "info", said("Somebody decided to create a new one.")
    if item.verdict and not item.verdict.creates:
        return "info", said("Not made while the company creates no account.")
    return "info", said("None found: it becomes a new record there.")


def _linked(match: Linked) -> str:
    return said(
        "Found by its %(step)s: %(id)s. The two are linked when it syncs.",
        step=match.step,
        id=match.partner_id,
    )


def _asks(match: Ask) -> str:
    return said(
        "Several have the same %(step)s: %(ids)s. Nothing is created until somebody "
        "chooses one, or Create new, under Possible duplicates.",
        step=match.step,
        ids=", ".join(it.id for it in match.candidates),
    )


def _of_step(facts: Facts, step: str) -> Point:
    record, settings = facts.record, facts.context.integration
    carried = {"key": key_of(facts.item), "domain": record.domain, "name": record.name}
    value, about = carried[step], LABELS[step]
    if step not in settings.matching:
        return Point(said("Not looked at, by the settings."), str(about))
    if step == "domain" and (why := unfit(record.domain, settings.shared_domains)):
        return Point(_unfit(why, record.domain), str(about))
    if not value:
        return Point(said("It carries none."), str(about))
    return Point(_found(facts.found[step]), f"{about} {value}")


def _unfit(why: Unfit, domain: str) -> str:
    match why:
        case "no_domain":
            return said("It has no website with a domain of its own.")
        case "freemail":
            return said(
                "%(domain)s is a mail provider’s and matches nobody.", domain=domain
            )
        case "shared_site":
            return said(
                "%(domain)s is a site many share and matches nobody.", domain=domain
            )
        case "listed":
            return said(
                "%(domain)s is listed as shared and matches nobody.", domain=domain
            )


def _found(candidates: Sequence[Candidate]) -> str:
    if not candidates:
        return said("Nobody has it.")
    return f"{listed([_named(it) for it in candidates])}."


def _named(candidate: Candidate) -> str:
    told = f"{candidate.name} ({candidate.id})"
    return said("%(name)s, linked already", name=told) if candidate.linked else told


def _candidates(facts: Facts) -> list[Mapping[str, Any]]:
    """As weighed at the last look: only who is one still, by what the record is now."""
    record, match = facts.record, facts.item.match
    if is_left_over(record) or is_left_alone(facts.context, record):
        return list(record.candidates)
    now = {it.id for it in match.candidates} if isinstance(match, Ask) else set()
    return [it for it in record.candidates if it["id"] in now]


def _candidate(row: Mapping[str, Any]) -> Point:
    return Point("; ".join(row["points"]), f"{row['name']} ({row['id']})")
