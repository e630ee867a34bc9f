"""Which companies the list shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django import forms
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from integrations.engine.selection import listed
from integrations.forms.inputs import ANY, SearchInput, both_ways
from integrations.models import Record

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class CompanyFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, widget=SearchInput)
    status = forms.ChoiceField(
        label=_("Status"), choices=[ANY, *Record.Status.choices], required=False
    )
    sort = forms.ChoiceField(choices=both_ways(["name", "synced"]), required=False)

    def found(self, records: QuerySet[Record]) -> QuerySet[Record]:
        """Those the search finds, whatever their status."""
        return listed(records, {"q": self.cleaned_data.get("q", "")})

    def selected(self, records: QuerySet[Record]) -> QuerySet[Record]:
        found = listed(records, self.cleaned_data)
        return found.annotate(synced=Coalesce("synced_at", LONG_AGO))

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or "-synced"
