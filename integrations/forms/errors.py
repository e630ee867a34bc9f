"""Which sync errors the page shows, and an action is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from integrations.forms.inputs import ANY, SearchInput
from integrations.models import SyncError

if TYPE_CHECKING:
    from integrations.models.error import SyncErrors

DISMISSED = "dismissed"


class ErrorFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, widget=SearchInput)
    category = forms.ChoiceField(
        label=_("Error type"),
        choices=[ANY, *SyncError.Category.choices],
        required=False,
    )
    state = forms.ChoiceField(
        choices=[("", _("Open")), (DISMISSED, pgettext_lazy("errors", "Dismissed"))],
        required=False,
    )
    cause = forms.CharField(required=False)

    def found(self, errors: SyncErrors) -> SyncErrors:
        """Those the search finds, open and dismissed, of every category."""
        words = self.cleaned_data.get("q", "")
        if "cause" in self.data:
            errors = errors.filter(cause=self.cleaned_data["cause"])
        return errors.filter(mentions(words)) if words else errors

    def standing(self, errors: SyncErrors) -> SyncErrors:
        """Of every category."""
        found = self.found(errors)
        return found.dismissed() if self.is_dismissed else found.open()

    def selected(self, errors: SyncErrors) -> SyncErrors:
        standing = self.standing(errors)
        return (
            standing.filter(category=self.error_type) if self.error_type else standing
        )

    @property
    def error_type(self) -> str:
        return str(self.cleaned_data.get("category", ""))

    @property
    def is_dismissed(self) -> bool:
        return bool(self.cleaned_data.get("state") == DISMISSED)


def mentions(words: str) -> Q:
    return (
        Q(record__name__icontains=words)
        | Q(message__icontains=words)
        | Q(value__icontains=words)
        | Q(property__icontains=words)
        | Q(field__icontains=words)
        | Q(code__iexact=words)
        | Q(record__account_id__startswith=words)
        | Q(record__company_id=words)
    )
