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
    """``kept``: the present settings, and over them what this person chose; ``own``:
    what of that is not so now. Where ``is_unknown`` what the person saw, since the
    history is too short, all that was sent stands for what was chosen."""

    last: SettingChange | None
    meanwhile: list[Edit]
    own: list[Edit]
    kept: Kept
    is_unknown: bool
    has_chosen: bool


def clash(
    integration: Integration, wanted: Kept, is_seen: Callable[[Kept], bool]
) -> Clash:
    changes = integration.setting_changes.filter(setting__in=list(wanted))
    now = {name: getattr(integration, name) for name in wanted}
    found = _as_seen(now, changes[:LATEST], is_seen)
    before = found or now
    own = {name: new for name, new in wanted.items() if new != before[name]}
    kept = {**now, **own}
    return Clash(
        last=changes.first(),
        meanwhile=_edits(before, now),
        own=_edits(now, kept),
        kept=kept,
        is_unknown=found is None,
        has_chosen=found is not None and bool(own),
    )


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
