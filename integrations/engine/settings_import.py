"""Take in a settings document: all of it or, when one line is wrong, nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, cast

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction

from integrations.engine import mappings
from integrations.engine.inclusion_choice import check_list
from integrations.engine.mapping_set import mapping_problems, set_mappings
from integrations.engine.settings_change import change, is_order, unknown_domains
from integrations.engine.settings_export import BRAKE, SETTINGS
from integrations.models import Integration

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from collections.abc import Mapping as Dict

    from django.contrib.auth.models import User
    from django.db.models import Field

PARTS = {"sync_companies", "mappings"}
LIST = "sync_companies.inclusion_list"
logger = logging.getLogger(__name__)


class Wrong(Exception):
    """The document cannot be taken: a sentence for each line that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(
    integration: Integration,
    text: str,
    *,
    user: User | None = None,
    dry_run: bool = False,
    warn: Callable[[str], None] = logger.warning,
) -> list[str]:
    """Make it so and say what changed; raises Wrong before anything is changed."""
    document = _parse(text)
    wanted, strange = _settings(document.get("sync_companies") or {})
    problems = _unknown(document, PARTS) + strange
    problems += _setting_problems(wanted) or _list_problems(integration, wanted, warn)
    entries = document.get("mappings")
    if entries is not None:
        problems += mapping_problems(integration, entries)
    if problems:
        raise Wrong(problems)
    with transaction.atomic():
        changed = _set_settings(integration, wanted, user)
        if entries is not None:
            changed += set_mappings(integration, entries, user)
            mappings.judge(integration)
        transaction.set_rollback(dry_run)
    integration.refresh_from_db()
    return changed


def _parse(text: str) -> dict[str, Any]:
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Wrong([f"The file is not YAML: {error}"]) from error
    if not isinstance(document, dict):
        raise Wrong(["Expected a document with sync_companies and mappings."])
    return document


def _settings(given: object) -> tuple[dict[str, Any], list[str]]:
    """Those that there are, and what is wrong with the others."""
    if not isinstance(given, dict):
        return {}, ["sync_companies: expected settings by name."]
    named = {name: value for name, value in given.items() if name != "brake"}
    wanted = {name: value for name, value in named.items() if name in SETTINGS}
    if wanted.get("inclusion_list", "") is None:
        wanted["inclusion_list"] = ""
    brake, problems = _brake(given.get("brake", {}))
    return wanted | brake, _unknown(named, SETTINGS, "sync_companies.") + problems


def _brake(given: object) -> tuple[dict[str, Any], list[str]]:
    if not isinstance(given, dict):
        return {}, ["sync_companies.brake: expected a percentage for each act."]
    wanted = {BRAKE[act]: share for act, share in given.items() if act in BRAKE}
    return wanted, _unknown(given, BRAKE, "sync_companies.brake.")


def _unknown(
    given: Iterable[object], names: Collection[str], path: str = ""
) -> list[str]:
    return [
        f"{path}{name}: there is no such setting."
        for name in given
        if name not in names
    ]


def _setting_problems(wanted: Dict[str, Any]) -> list[str]:
    found = [(name, _setting_problem(name, value)) for name, value in wanted.items()]
    return [
        f"sync_companies.{name.replace('brake_', 'brake.')}: {message}"
        for name, message in found
        if message
    ]


def _list_problems(
    integration: Integration, wanted: Dict[str, Any], warn: Callable[[str], None]
) -> list[str]:
    """A list that HubSpot has not would hold up every company; the one that is chosen
    already is no news."""
    list_id = str(wanted.get("inclusion_list") or "")
    if list_id in {"", integration.inclusion_list}:
        return []
    checked = check_list(integration, list_id)
    if checked.unread:
        warn(f"{LIST}: {checked.unread}")
    return [f"{LIST}: {checked.problem}"] if checked.problem else []


def _setting_problem(name: str, value: object) -> str:
    if name == "matching":
        fine = is_order(value)
        return "" if fine else "Use key, domain and name, in the order to try them."
    if name == "shared_domains":
        return _domains_problem(value)
    return _invalid(name, value)


def _domains_problem(value: object) -> str:
    if not isinstance(value, list) or not all(isinstance(it, str) for it in value):
        return "Expected a list of domains, such as [example.com]."
    unknown = unknown_domains(value)
    return f"Not a domain: {', '.join(unknown)}." if unknown else ""


def _invalid(name: str, value: object) -> str:
    if isinstance(getattr(Integration(), name), bool) and not isinstance(value, bool):
        return "Use true or false."
    try:
        _column(name).clean(value, Integration())
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _set_settings(
    integration: Integration, wanted: Dict[str, Any], user: User | None
) -> list[str]:
    clean = {name: _clean(name, value) for name, value in wanted.items()}
    changed = change(integration, clean, user=user)
    return [f"{name}: {_shown(old)} → {_shown(new)}" for name, old, new in changed]


def _clean(name: str, value: Any) -> Any:
    return _column(name).to_python(value)


def _column(name: str) -> Field[Any, Any]:
    return cast("Field[Any, Any]", Integration._meta.get_field(name))


def _shown(value: object) -> str:
    return "none" if value == "" else str(value)
