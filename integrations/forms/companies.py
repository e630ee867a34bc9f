"""Which companies the list shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

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
        words = self.cleaned_data.get("q", "").strip()
        return records.filter(mentions(words)) if words else records

    def selected(self, records: QuerySet[Record]) -> QuerySet[Record]:
        status = self.cleaned_data.get("status")
        found = self.found(records).annotate(synced=Coalesce("synced_at", LONG_AGO))
        return found.filter(status=status) if status else found

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or "-synced"


def mentions(words: str) -> Q:
    return (
        Q(name__icontains=words)
        | Q(domain__icontains=words)
        | Q(account_id__startswith=words)
        | Q(company_id=words)
    )
