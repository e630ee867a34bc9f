"""Which Salesforce accounts to import."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ACCOUNT_ID = re.compile(r"\b001[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?\b")


class ImportForm(forms.Form):
    """Which Salesforce accounts to import; ``where`` and ``ids`` as the engine asks."""

    which = forms.ChoiceField(
        label=_("Which accounts"),
        choices=[
            ("all", _("All accounts")),
            ("where", _("Accounts that meet conditions")),
            ("ids", _("A list of accounts")),
        ],
        initial="all",
        widget=forms.RadioSelect,
    )
    where = forms.CharField(
        label=_("Conditions"),
        help_text=_(
            "One a line: field, operator, value. An account must meet all of them."
        ),
        required=False,
        widget=forms.Textarea(attrs={"placeholder": "Industry = Banking"}),
    )
    ids = forms.CharField(
        label=_("Account ids"),
        help_text=_("Paste ids or a CSV file that has them, one account a line."),
        required=False,
        widget=forms.Textarea(attrs={"placeholder": "001000000000001AAA"}),
    )

    def clean_where(self) -> list[str]:
        lines = self.cleaned_data["where"].splitlines()
        found = [line.strip() for line in lines if line.strip()]
        if self._wants("where") and not found:
            raise ValidationError(_("Write at least one condition."))
        return found if self._wants("where") else []

    def clean_ids(self) -> list[str]:
        lines = self.cleaned_data["ids"].splitlines()
        found = ACCOUNT_ID.findall("\n".join(lines))
        if self._wants("ids"):
            refuse_lines_without_id(lines)
        return found if self._wants("ids") else []

    def _wants(self, which: str) -> bool:
        return bool(self.cleaned_data.get("which") == which)


def refuse_lines_without_id(lines: list[str]) -> None:
    """The first line may be a CSV heading."""
    if not ACCOUNT_ID.search("\n".join(lines)):
        raise ValidationError(_("Paste at least one Salesforce account id."))
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() and not ACCOUNT_ID.search(line):
            raise ValidationError(
                _("Line %(number)s has no Salesforce account id: %(line)s"),
                params={"number": number, "line": line[:40]},
            )
