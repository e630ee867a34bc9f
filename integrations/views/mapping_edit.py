"""The sync rule of one field mapping."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine import mappings
from integrations.forms.mapping import RuleForm
from integrations.models import Integration, Mapping
from integrations.page import Role, render_page
from integrations.rules.rule import SyncRule
from integrations.rules.sentences import describe_rule
from integrations.views.access import needs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from integrations.engine.mappings import Row
    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def mapping_edit(request: HtmxRequest, pk: int) -> HttpResponse:
    row = row_of(pk)
    data = request.POST if request.method == "POST" else None
    form = RuleForm(data, initial={"rule": row.mapping.rule})
    if form.is_valid() and saved(request, row.mapping, form):
        return redirect(f"{reverse('companies-tab')}#mapping-{pk}")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(
        request,
        "integrations/mapping_edit.html",
        {"row": row, "form": form, "rules": rules_for(row)},
        partial="dialog",
        status=status,
    )


def row_of(pk: int) -> Row:
    for row in mappings.rows(Integration.current()):
        if row.mapping.pk == pk and not row.mapping.system:
            return row
    raise Http404


def rules_for(row: Row) -> Iterator[tuple[str, StrOrPromise, str]]:
    """Every rule with its label and what it would do to this pair."""
    for code, label in Mapping.Rule.choices:
        labels = row.property_label, row.field_label
        yield code, label, describe_rule(SyncRule(code), *labels)


def saved(request: HtmxRequest, mapping: Mapping, form: RuleForm) -> bool:
    problems = mappings.change_rule(
        mapping, form.cleaned_data["rule"], user=request.user
    )
    for problem in problems:
        form.add_error("rule", problem)
    if problems:
        return False
    messages.success(
        request, _("Saved the sync rule of %(mapping)s.") % {"mapping": mapping}
    )
    return True
