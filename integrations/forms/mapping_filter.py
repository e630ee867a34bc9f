"""Which field mappings the table shows, and in which order."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.forms.inputs import ANY, SearchInput, both_ways
from integrations.models import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.engine.mappings import Row

COLUMNS = {
    "property_label": "property_label",
    "field_label": "field_label",
    "rule": "mapping.rule",
    "status": "mapping.status",
}


class MappingFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, widget=SearchInput)
    rule = forms.ChoiceField(
        label=_("Sync rule"), choices=[ANY, *Mapping.Rule.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[ANY, *Mapping.Status.choices], required=False
    )
    sort = forms.ChoiceField(choices=both_ways(COLUMNS), required=False)

    def selected(self, rows: Iterable[Row]) -> list[Row]:
        found = [row for row in rows if self._fits(row)]
        if order := self.order:
            key = attrgetter(COLUMNS[order.lstrip("-")])
            found.sort(key=key, reverse=order.startswith("-"))
        return found

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or ""

    def _fits(self, row: Row) -> bool:
        wanted, mapping = self.cleaned_data, row.mapping
        names = (row.property_label, mapping.property, row.field_label, mapping.field)
        return (
            wanted.get("q", "").casefold() in " ".join(names).casefold()
            and wanted.get("rule") in {"", None, mapping.rule}
            and wanted.get("status") in {"", None, mapping.status}
        )
