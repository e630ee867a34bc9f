"""From where to go on when Sync companies is turned on again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SwitchOnForm(forms.Form):
    start = forms.ChoiceField(
        label=_("What changed during the pause"),
        choices=[
            ("catch_up", _("Catch up")),
            ("from_now", _("Start from now")),
        ],
        initial="catch_up",
        required=False,
    )

    @property
    def from_now(self) -> bool:
        return self.cleaned_data.get("start") == "from_now"
