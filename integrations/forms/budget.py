"""How many of a day's API calls Syncadmin may use, and when scheduled passes pause."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.engine.budget import Choice


class BudgetForm(forms.Form):
    """``seen`` names the state of the settings that the person looked at."""

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

    @property
    def choice(self) -> Choice:
        given = self.cleaned_data
        return Choice(given["salesforce_allocation"], given["pause_share"])
