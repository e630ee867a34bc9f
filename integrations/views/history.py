"""History: who changed which setting, and a set of mappings brought back."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from integrations.engine.mapping_snapshot import snapshot
from integrations.engine.restore import restore
from integrations.engine.setting_words import differences, label, words
from integrations.engine.settings_import import Wrong
from integrations.forms.history import HistoryFilter
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.csv_export import stream
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse, StreamingHttpResponse

    from integrations.models import SettingChange
    from integrations.page import HtmxRequest


@require_safe
@needs(Role.VIEWER)
def history(request: HtmxRequest) -> HttpResponse:
    form = HistoryFilter(request.GET)
    context = {"form": form, "page": page_of(chosen(form), "-id", request.GET)}
    return render_page(request, "integrations/history.html", context, partial="list")


def chosen(form: HistoryFilter) -> QuerySet[SettingChange]:
    form.is_valid()
    changes = Integration.current().setting_changes.select_related("user")
    return form.selected(changes)


@require_safe
@needs(Role.VIEWER)
def history_export(request: HtmxRequest) -> StreamingHttpResponse:
    rows = chosen(HistoryFilter(request.GET)).order_by("-id")
    today = f"{timezone.now():%Y-%m-%d}"
    header = [_("When"), _("Who"), _("Setting"), _("Old"), _("New")]
    return stream(map(row_of, rows.iterator()), header, f"history-{today}.csv")


def row_of(change: SettingChange) -> list[object]:
    who = change.user.get_username() if change.user else _("Command line")
    old, new = words(change, change.old), words(change, change.new)
    return [change.at, who, label(change.setting), old, new]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def history_restore(request: HtmxRequest, pk: int) -> HttpResponse:
    changes = Integration.current().setting_changes.exclude(mappings=None)
    change = get_object_or_404(changes, pk=pk)
    if request.method != "POST":
        return ask(request, change)
    try:
        changed = restore(change, request.user)
    except Wrong as error:
        return ask(request, change, error.problems)
    text = ngettext("%(n)s mapping changed.", "%(n)s mappings changed.", len(changed))
    messages.success(request, text % {"n": len(changed)})
    return redirect("companies-tab")


def ask(
    request: HtmxRequest, change: SettingChange, problems: Sequence[str] = ()
) -> HttpResponse:
    present = snapshot(change.integration)
    context = {
        "change": change,
        "differences": list(differences(present, change.mappings or [])),
        "problems": problems,
    }
    template = "integrations/history_restore.html"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render_page(request, template, context, partial="dialog", status=status)
