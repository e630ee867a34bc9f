"""Which Salesforce accounts to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from integrations.forms.account_ids import AccountIds, account_ids, decoded
from integrations.forms.condition_values import Shown
from integrations.forms.conditions import ConditionsInput, Row, fitted, problem_of
from integrations.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from integrations.records import Field

MOST_IDS, MOST_BYTES = 100_000, 20_000_000
PROBLEMS_SHOWN = 20


class ImportForm(forms.Form):
    """Once valid, ``where`` and ``ids`` are as the engine asks for them."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which accounts"),
        choices=[
            ("all", gettext_lazy("All accounts")),
            ("where", gettext_lazy("Accounts that meet conditions")),
            ("ids", gettext_lazy("A list of accounts")),
        ],
        initial="all",
        widget=forms.RadioSelect,
    )
    where = forms.Field(required=False, widget=ConditionsInput)
    ids = forms.CharField(
        label=gettext_lazy("Account ids"),
        help_text=gettext_lazy(
            "Paste ids, or lines of a CSV file. A column named Id or Account ID is "
            "taken; without one, the first account in each line."
        ),
        required=False,
        widget=forms.Textarea(attrs={"placeholder": "001000000000001AAA"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or upload a CSV file"),
        help_text=gettext_lazy(
            "Up to 100,000 accounts and 20 MB. It is read instead of what is pasted."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
    )

    def __init__(
        self,
        *args: Any,
        known: Mapping[str, Field] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = known or {}

    @property
    def chosen(self) -> list[Row]:
        """A field is taken by its label too."""
        rows = self["where"].value() or []
        return [fitted(row, self.known) for row in rows]

    @property
    def rows(self) -> list[Shown]:
        """One more is always there to begin with."""
        wanted = self.is_bound and self._wants("where")
        rows = self.chosen or [Row()]
        return [
            Shown(
                row,
                self.known.get(row.field),
                spoken(problem_of(row, self.known))
                if wanted and not row.is_empty
                else "",
            )
            for row in rows
        ]

    def clean_where(self) -> list[str]:
        if not self._wants("where"):
            return []
        rows = [row for row in self.chosen if not row.is_empty]
        if not rows:
            raise ValidationError(_("Choose at least one condition."))
        if any(problem_of(row, self.known) for row in rows):
            raise ValidationError(_("A condition cannot be used as it is."))
        return [row.text for row in rows]

    def clean(self) -> dict[str, Any]:
        """After the file was checked, so that either of both may be read."""
        if self._wants("ids") and not self.errors:
            self.cleaned_data["ids"] = self._ids()
        elif not self._wants("ids"):
            self.cleaned_data["ids"] = []
        return self.cleaned_data

    def _ids(self) -> list[str]:
        file = self.cleaned_data.get("file")
        name = "file" if file else "ids"
        try:
            found = account_ids(content(file) if file else self.cleaned_data["ids"])
            refuse(found)
        except ValidationError as error:
            self.add_error(name, error)
            return []
        return list(dict.fromkeys(found.ids))

    def _wants(self, which: str) -> bool:
        return bool(self["which"].value() == which)


def content(file: UploadedFile) -> str:
    size = file.size or 0
    if size > MOST_BYTES:
        raise ValidationError(
            _("This file has %(size)s; at most %(most)s are read. Split it."),
            params={
                "size": filesizeformat(size),
                "most": filesizeformat(MOST_BYTES),
            },
        )
    try:
        return decoded(file.read())
    except ValueError as error:
        raise ValidationError(str(error)) from error


def refuse(found: AccountIds) -> None:
    """Nothing is imported of a list with a line that nobody understands."""
    if found.problems:
        more = len(found.problems) - PROBLEMS_SHOWN
        told = found.problems[:PROBLEMS_SHOWN]
        if more > 0:
            text = ngettext("And %(n)s more line.", "And %(n)s more lines.", more)
            told.append(text % {"n": number_format(more, force_grouping=True)})
        raise ValidationError(told)
    if not found.ids:
        raise ValidationError(_("Give at least one Salesforce account id."))
    if len(found.ids) > MOST_IDS:
        raise ValidationError(
            _("These are %(n)s accounts; at most 100,000 are taken at once. Split it."),
            params={"n": number_format(len(found.ids), force_grouping=True)},
        )
