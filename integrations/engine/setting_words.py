"""Changes of settings in words: which setting, from what, to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from integrations.models import Integration, Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django_stubs_ext import StrOrPromise

    from integrations.models import SettingChange

    Kept = dict[str, Any]

NAMED, NAMED_APART = 5, 10

LABELS = {
    "Sync companies": lazy("Sync companies"),
    "Salesforce connection": lazy("Salesforce connection"),
    "HubSpot connection": lazy("HubSpot connection"),
    "mappings": lazy("All field mappings"),
    "default_object": lazy("Default object created in Salesforce"),
    "inclusion_list": lazy("Inclusion list"),
    "attach_private_contacts": lazy("Attach private contacts"),
    "lifecycle_stage": lazy("Sync lifecycle stages"),
    "matching": lazy("Matching"),
    "shared_domains": lazy("Shared domains"),
    "on_account_deleted": lazy("When an account is deleted"),
    "on_company_deleted": lazy("When a company is deleted"),
    "poll_seconds": lazy("Seconds between polls"),
    "bulk_resync_limit": lazy("Companies in one bulk resync"),
    "continue_past_limit": lazy("Go on past that limit"),
    "brake_delete": lazy("Brake: deleted, percent"),
    "brake_unlink": lazy("Brake: unlinked, percent"),
    "brake_blank": lazy("Brake: emptied, percent"),
    "brake_create": lazy("Brake: created, percent"),
    "salesforce_allocation": lazy("Salesforce API calls allocated a day"),
    "pause_share": lazy("Share of the allocation that pauses syncs, percent"),
}


def label(setting: str) -> StrOrPromise:
    """A mapping is known by its pair."""
    return LABELS.get(setting, setting)


def words(change: SettingChange, value: object) -> str:
    """One side of a change as a person reads it."""
    if value is None or value == "":
        return _("none")
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if isinstance(value, int):
        return str(number_format(value, force_grouping=True))
    if isinstance(value, dict):
        return _with(mapping_words(value), _pairs(value, _other(change, value)))
    if isinstance(value, list):
        return _of_list(change, value)
    return str(_choices(change.setting).get(str(value), value))


def _of_list(change: SettingChange, value: Sequence[Any]) -> str:
    if change.mappings is not None:
        text = ngettext("%(n)s mapping", "%(n)s mappings", len(value))
        named = _forms(value, _other(change, value))
        return _with(text % {"n": len(value)}, named)
    return ", ".join(map(str, value)) or _("none")


def _other(change: SettingChange, value: object) -> Any:
    return change.new if value is change.old else change.old


def _with(text: str, changed: Sequence[str], most: int = NAMED) -> str:
    """And what is otherwise on the other side: the first few."""
    named, more = ", ".join(changed[:most]), len(changed) - most
    if more > 0:
        named = _("%(names)s and %(n)s more") % {"names": named, "n": more}
    return f"{text}: {named}" if named else text


def _pairs(kept: Kept, other: Kept | None) -> list[str]:
    """Nothing where the whole mapping came or went; where their order alone differs,
    the values in it. Both sides name the same ones first."""
    own = dict(kept.get("values", ()))
    theirs = dict(other.get("values", ())) if other else own
    if own == theirs:
        return [one for one, it in zip(own, theirs, strict=True) if one != it]
    return [
        f"{value} = {own.get(value, _('none'))}"
        for value in sorted({*own, *theirs})
        if own.get(value) != theirs.get(value)
    ]


def _forms(rows: Sequence[Kept], other: Sequence[Kept] | None) -> list[str]:
    changed = _changed(rows, other or ())
    return [f"{pair} ({_form(own)})" for pair, own, _other in changed]


def _choices(setting: str) -> dict[Any, Any]:
    names = {field.name: field for field in Integration._meta.fields}
    return dict(names[setting].flatchoices) if setting in names else {}


def mapping_words(kept: Kept) -> str:
    """A mapping as the history keeps it: its rule, and how many values are paired."""
    rule = str(Mapping.Rule(kept["rule"]).label)
    pairs = len(kept.get("values", ()))
    if not pairs:
        return rule
    text = ngettext(
        "%(rule)s, %(n)s value paired", "%(rule)s, %(n)s values paired", pairs
    )
    return text % {"rule": rule, "n": pairs}


def differences(
    present: Sequence[Kept], wanted: Sequence[Kept]
) -> Iterator[tuple[str, str, str]]:
    """What bringing back ``wanted`` changes: the pair, its form now, its form then."""
    for pair, now, then in _changed(present, wanted):
        yield pair, _form_beside(now, then), _form_beside(then, now)


def _form_beside(kept: Kept | None, other: Kept | None) -> str:
    return _with(_form(kept), _pairs(kept, other) if kept else [], NAMED_APART)


def _changed(
    present: Sequence[Kept], wanted: Sequence[Kept]
) -> Iterator[tuple[str, Kept | None, Kept | None]]:
    now, then = _by_pair(present), _by_pair(wanted)
    for pair in dict.fromkeys([*now, *then]):
        if now.get(pair) != then.get(pair):
            yield pair, now.get(pair), then.get(pair)


def _by_pair(rows: Sequence[Kept]) -> dict[str, Kept]:
    return {
        f"{row['property']} ↔ {row['field']}": {
            name: value
            for name, value in row.items()
            if name not in {"property", "field"}
        }
        for row in rows
    }


def _form(kept: Kept | None) -> str:
    return mapping_words(kept) if kept else _("not mapped")
