"""The sync rule and the value map of one field mapping."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine import metadata
from integrations.engine.mapping_change import Refused, Stale, change, version
from integrations.engine.mapping_check import draft_of
from integrations.engine.mapping_edits import as_seen, edits
from integrations.engine.mapping_snapshot import kept_form
from integrations.engine.mappings import named
from integrations.forms.mapping import RuleForm
from integrations.models import Mapping, SettingChange
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.back_to_tab import to_tab
from integrations.views.mapping_panel import (
    Desk,
    asks_to_save,
    desk_for,
    panel,
    tell_saved,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.engine.mapping_check import Draft
    from integrations.engine.mapping_edits import Edit
    from integrations.page import HtmxRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def mapping_edit(request: HtmxRequest, pk: int) -> HttpResponse:
    mapping = get_object_or_404(Mapping, pk=pk, system=False)
    form = RuleForm(request.POST if request.method == "POST" else None)
    desk = desk_of(request, mapping, form)
    if not (asks_to_save(request) and form.is_valid()):
        status = UNPROCESSABLE if asks_to_save(request) else HTTPStatus.OK
        return shown(request, mapping, form, desk, status)
    try:
        save(request, mapping, form.cleaned_data["seen"], desk.draft)
    except Refused:
        return shown(request, mapping, form, desk, UNPROCESSABLE)
    except Stale as stale:
        return told(request, stale.mapping, desk.draft, form.cleaned_data["seen"])
    return to_tab(request, saved=pk)


def desk_of(request: HtmxRequest, mapping: Mapping, form: RuleForm) -> Desk:
    """Values that were not on the page stay as they are."""
    draft = draft_of(mapping)
    if form.is_bound:
        draft = form.draft(mapping.property, mapping.field, mapping.values)
    known = metadata.known(mapping.integration)
    desk = desk_for(mapping.integration, draft, known, mapping)
    if not form.showed_values_of(draft):
        desk = desk.with_values(mapping.values)
    return desk.suggested() if "suggest" in request.POST else desk


def save(request: HtmxRequest, mapping: Mapping, seen: str, draft: Draft) -> None:
    seen, values = seen or version(mapping), dict(draft.values)
    change(mapping, draft.rule, values, seen=seen, user=request.user)
    saved = _("Saved %(mapping)s. It holds from the next change of each record on.")
    tell_saved(request, saved % {"mapping": named(mapping)})


def told(
    request: HtmxRequest, mapping: Mapping | None, wanted: Draft, seen: str
) -> HttpResponse:
    """The mapping as it is now, what became of it, and what was not saved."""
    if mapping is None:
        messages.warning(
            request, _("This mapping was deleted meanwhile: nothing was saved.")
        )
        return to_tab(request)
    form = RuleForm()
    changes = SettingChange.objects.filter(
        integration=mapping.integration, setting__in=[str(mapping), "mappings"]
    )
    desk = desk_of(request, mapping, form)
    extra = {
        "stale": {"last": changes.first(), **differing(desk, mapping, wanted, seen)}
    }
    return shown(request, mapping, form, desk, HTTPStatus.CONFLICT, extra)


def differing(
    desk: Desk, mapping: Mapping, wanted: Draft, seen: str
) -> dict[str, list[Edit]]:
    """What the other changed since this person looked, and what of this one's own
    choice is not so; the latter against the present where the history is too short."""
    sides, now = (desk.property_, desk.field), kept_form(mapping)
    before = as_seen(mapping, seen)
    meanwhile = edits(before, now, *sides) if before else []
    own = edits(
        before or now, {"rule": wanted.rule, "values": wanted.values.items()}, *sides
    )
    return {
        "meanwhile": meanwhile,
        "dropped": [edit for edit in own if edit not in meanwhile],
    }


def shown(
    request: HtmxRequest,
    mapping: Mapping,
    form: RuleForm,
    desk: Desk,
    status: HTTPStatus,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "mapping": mapping,
        "errors": form.errors if asks_to_save(request) else {},
        "seen": form["seen"].value() or version(mapping),
        "is_checked": "check" in request.POST,
        **panel(desk),
        **(extra or {}),
    }
    template = "integrations/mapping_edit.html"
    return render_page(request, template, context, partial="form", status=status)
