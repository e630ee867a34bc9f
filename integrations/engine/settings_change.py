"""Change settings: whole sets of them, each change kept in the history (C3)."""

from __future__ import annotations

from hashlib import blake2s
from typing import TYPE_CHECKING, Any

import orjson
from django.db import transaction

from integrations.engine.brake import SETTINGS, ask_anew
from integrations.engine.history import keep
from integrations.models import Integration
from integrations.rules.matching import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import User

STEPS = ("key", "domain", "name")


class Stale(Exception):
    """Somebody changed the settings since the person looked at them."""


def state_of(integration: Integration, names: Iterable[str]) -> str:
    """Names the state that a person sees, to be given back with the change of it."""
    return digest_of(getattr(integration, name) for name in names)


def digest_of(values: Iterable[Any]) -> str:
    return blake2s(orjson.dumps(list(values)), digest_size=8).hexdigest()


def change(
    integration: Integration,
    wanted: Mapping[str, Any],
    *,
    user: User | None,
    seen: str | None = None,
) -> list[tuple[str, Any, Any]]:
    """What changed, with old and new; raises Stale if it was not ``seen`` as it is."""
    with transaction.atomic():
        row = Integration.objects.select_for_update(no_key=True).get(pk=integration.pk)
        if seen is not None and seen != state_of(row, wanted):
            raise Stale
        found = [(name, getattr(row, name), new) for name, new in wanted.items()]
        changed = [(name, old, new) for name, old, new in found if old != new]
        for name, old, new in changed:
            keep(row, user, name, old, new)
            setattr(row, name, new)
        row.save(update_fields=[name for name, _old, _new in changed])
        if any(name in SETTINGS for name, _old, _new in changed):
            ask_anew(row)
    return changed


def unknown_domains(texts: Iterable[str]) -> list[str]:
    """Those that are no domain as somebody would register it."""
    return [text for text in texts if registrable_domain(text) != text]


def is_order(steps: object) -> bool:
    """At least one step of the search for a partner, and none of them twice."""
    if not isinstance(steps, list) or not steps:
        return False
    return set(steps) <= set(STEPS) and len(set(steps)) == len(steps)
