"""Which changes of settings the history shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from integrations.forms.inputs import SearchInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from integrations.models import SettingChange

NOBODY = "command"


class HistoryFilter(forms.Form):
    q = forms.CharField(label=_("Setting"), required=False, widget=SearchInput)
    who = forms.ChoiceField(label=_("Who"), required=False)

    def __init__(self, query: Mapping[str, Any]) -> None:
        super().__init__(query)
        people = get_user_model().objects.filter(is_active=True).order_by("username")
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("Anybody")),
            (NOBODY, _("Command line")),
            *((str(person.pk), person.get_username()) for person in people),
        ]

    def selected(self, changes: QuerySet[SettingChange]) -> QuerySet[SettingChange]:
        q, who = self.cleaned_data.get("q"), self.cleaned_data.get("who")
        if q:
            changes = changes.filter(setting__icontains=q)
        if who == NOBODY:
            return changes.filter(user=None)
        return changes.filter(user_id=who) if who else changes
