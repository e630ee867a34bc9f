"""What people do in HubSpot's pages and its API has no call for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from integrations.sandbox.hubspot import drafts
from integrations.sandbox.hubspot.commits import commit
from integrations.sandbox.hubspot.employers import MOST_EXCLUDED, EmployerRules
from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.order_checks import is_texts, is_values
from integrations.sandbox.hubspot.records import Source
from integrations.sandbox.hubspot.refusals import RefusedError
from integrations.sandbox.hubspot.terms import Terms
from integrations.sandbox.orders import OrderError, checked, is_amount, is_text

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal
    from integrations.sandbox.hubspot.records import Record
    from integrations.sandbox.orders import Check

SOURCES = {
    source.name: source
    for source in (
        Source("CRM_UI", "userId:1001", "CRM_UI", 1_001),
        Source("IMPORT", "23456789", "IMPORT", 1_001),
        Source("AUTOMATION_PLATFORM", "enrollmentId:1;actionExecutionIndex:0", ""),
    )
}
RECORD: dict[str, Check] = {"object": is_text, "id": is_text}
EDIT: dict[str, Check] = {
    **RECORD,
    "properties": is_values,
    "source": lambda value: value in SOURCES,
}
EMPLOYERS: dict[str, Check] = {
    "excluded_domains": is_texts,
    "enrichment_s": lambda value: value is None or is_amount(value),
}


def restore(portal: Portal, order: object) -> object:
    """Out of the recycle bin, without its associations: [mem]."""
    kind, record = _found(portal, checked(order, RECORD))
    if record.archived is None:
        raise OrderError("The record is not deleted.")
    try:
        after = drafts.restored(Terms(portal, kind), record)
    except RefusedError as refusal:
        raise OrderError(refusal.message) from refusal
    portal.save(kind, after)
    return {"id": str(record.id)}


def edit(portal: Portal, order: object) -> object:
    """By a person, an import or a workflow; the name of the last is [mem]."""
    keys = cast("dict[str, Any]", checked(order, EDIT))
    kind, record = _found(portal, keys)
    if record.archived is not None:
        raise OrderError("The record is deleted.")
    source = SOURCES[keys.get("source", "CRM_UI")]
    try:
        values = keys.get("properties", {})
        draft = drafts.changed(Terms(portal, kind, source), record, values)
    except RefusedError as refusal:
        raise OrderError(refusal.message) from refusal
    commit(portal, draft)
    return {"id": str(record.id)}


def employer_rules(portal: Portal, order: object) -> object:
    keys = cast("dict[str, Any]", checked(order, EMPLOYERS))
    excluded = keys.get("excluded_domains", [])
    if len(excluded) > MOST_EXCLUDED:
        raise OrderError(f"At most {MOST_EXCLUDED} domains can be excluded.")
    domains = frozenset(domain.lower() for domain in excluded)
    portal.employer_rules = EmployerRules(domains, keys.get("enrichment_s"))
    return {
        "excluded_domains": sorted(domains),
        "enrichment_s": portal.employer_rules.enrichment_s,
    }


def _found(portal: Portal, keys: dict[str, Any]) -> tuple[ObjectKind, Record]:
    try:
        kind = find_kind(keys.get("object", ""))
    except RefusedError as refusal:
        raise OrderError(refusal.message) from refusal
    record = portal.store(kind).get(record_id(keys.get("id", "")))
    if record is None:
        raise OrderError(f"There is no such record among the {kind.name}.")
    return kind, record
