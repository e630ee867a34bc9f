"""How many of a day's API calls Syncadmin may use, and when scheduled passes pause."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from integrations.engine.budget import Choice


class BudgetForm(forms.Form):
    """``seen`` names the state of the settings that the person looked at; ``limit`` is
    what Salesforce allows, None while it has not told."""

    salesforce_allocation = forms.IntegerField(
        label=_("Salesforce API calls allocated to Syncadmin, in 24 hours"),
        help_text=_("Empty: as many as Salesforce allows the organisation."),
        min_value=1,
        max_value=2_000_000_000,
        required=False,
    )
    pause_share = forms.IntegerField(
        label=_("Percent of it at which scheduled passes pause"),
        help_text=_("The rest is kept for resyncs and imports that people start."),
        min_value=1,
        max_value=100,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, limit: int | None, **options: Any) -> None:
        super().__init__(**options)
        self.limit = limit

    def clean_salesforce_allocation(self) -> int | None:
        wanted: int | None = self.cleaned_data["salesforce_allocation"]
        if wanted and self.limit is not None and wanted > self.limit:
            message = gettext(
                "Salesforce allows the organisation %(limit)s calls in 24 hours: give "
                "no more than that, or leave it empty to allocate as many as it allows."
            )
            limit = number_format(self.limit, force_grouping=True)
            raise ValidationError(message % {"limit": limit})
        return wanted

    @property
    def choice(self) -> Choice:
        given = self.cleaned_data
        return Choice(given["salesforce_allocation"], given["pause_share"])
