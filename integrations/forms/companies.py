"""Which companies the list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.engine import search
from integrations.engine.selection import listed
from integrations.forms.inputs import ANY, SearchInput, both_ways
from integrations.models import Record
from integrations.models.record import LAST_SYNC

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from integrations.models import Integration


class CompanyFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, widget=SearchInput)
    status = forms.ChoiceField(
        label=_("Status"), choices=[ANY, *Record.Status.choices], required=False
    )
    sort = forms.ChoiceField(choices=both_ways(["name", "synced"]), required=False)

    def found(self, integration: Integration) -> QuerySet[Record]:
        """Those the search finds, whatever their status."""
        words = self.cleaned_data.get("q")
        if not words:
            return integration.records.all()
        return search.first_mentioned(integration, words)

    def selected(self, found: QuerySet[Record]) -> QuerySet[Record]:
        status = self.cleaned_data.get("status")
        chosen = found.filter(status=status) if status else found
        lean = chosen.defer("agreement", "candidates", "paused")
        return lean.annotate(synced=LAST_SYNC)

    def chosen(self, integration: Integration) -> QuerySet[Record]:
        """All of them, however many: what a resync of the list takes."""
        names = ("q", "status")
        return listed(
            integration.records.all(),
            {name: self.cleaned_data.get(name, "") for name in names},
        )

    def goes_past(self, found: int) -> bool:
        """Whether a search has more than the list shows."""
        return bool(self.cleaned_data.get("q")) and found > search.SHOWN

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or "-synced"
