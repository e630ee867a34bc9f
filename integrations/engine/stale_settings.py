"""Settings that were changed since a person looked: what, and what this one chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from integrations.engine.mapping_edits import LATEST, Edit
from integrations.engine.setting_words import label, words
from integrations.models import SettingChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Mapping as Dict

    from integrations.models import Integration

    Kept = Dict[str, Any]


@dataclass(frozen=True, slots=True)
class Clash:
    """``kept``: the present settings, and over them what this person chose."""

    last: SettingChange | None
    meanwhile: list[Edit]
    own: list[Edit]
    kept: Kept


def clash(
    integration: Integration, wanted: Kept, is_seen: Callable[[Kept], bool]
) -> Clash:
    """Where the history is too short to tell what this person saw, all that is wanted
    otherwise than it is now counts as chosen."""
    changes = integration.setting_changes.filter(setting__in=list(wanted))
    now = {name: getattr(integration, name) for name in wanted}
    before = _as_seen(now, changes[:LATEST], is_seen) or now
    own = {name: new for name, new in wanted.items() if new != before[name]}
    kept = {**now, **own}
    return Clash(changes.first(), _edits(before, now), _edits(now, kept), kept)


def _as_seen(
    now: Kept, changes: Iterable[SettingChange], is_seen: Callable[[Kept], bool]
) -> Kept | None:
    state = dict(now)
    for change in changes:
        state[change.setting] = change.old
        if is_seen(state):
            return state
    return None


def _edits(before: Kept, after: Kept) -> list[Edit]:
    changes = [
        SettingChange(setting=name, old=before[name], new=after[name])
        for name in after
        if before[name] != after[name]
    ]
    return [
        Edit(str(label(it.setting)), words(it, it.old), words(it, it.new))
        for it in changes
    ]
