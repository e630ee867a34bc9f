"""Which sync runs the list shows."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from integrations.forms.inputs import ANY
from integrations.models import SyncRun

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

A_DAY = timedelta(days=1)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RunFilter(forms.Form):
    """Days are UTC, as all times on the pages are."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[ANY, *SyncRun.Kind.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("State"), choices=[ANY, *SyncRun.Status.choices], required=False
    )
    cause = forms.ChoiceField(
        label=_("Cause"), choices=[ANY, *SyncRun.Cause.choices], required=False
    )
    who = forms.ChoiceField(label=_("Who"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("To"), required=False, widget=DayInput)

    def __init__(self, query: Mapping[str, Any]) -> None:
        super().__init__(query)
        people = get_user_model().objects.filter(is_active=True).order_by("username")
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("Anybody")),
            *((str(person.pk), person.get_username()) for person in people),
        ]

    def selected(self, runs: QuerySet[SyncRun]) -> QuerySet[SyncRun]:
        """A choice that cannot be understood narrows nothing; its field says so."""
        chosen = self.cleaned_data
        for name in ("kind", "status", "cause"):
            if chosen.get(name):
                runs = runs.filter(**{name: chosen[name]})
        if chosen.get("who"):
            runs = runs.filter(user_id=chosen["who"])
        if chosen.get("since"):
            runs = runs.filter(created_at__gte=midnight(chosen["since"]))
        if chosen.get("until"):
            runs = runs.filter(created_at__lt=midnight(chosen["until"]) + A_DAY)
        return runs

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
