"""The sync rule of a mapping."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.models import Mapping


class RuleForm(forms.Form):
    rule = forms.ChoiceField(
        label=_("Sync rule"), choices=Mapping.Rule.choices, widget=forms.RadioSelect
    )
