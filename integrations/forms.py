"""What people type and choose, and what it selects."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from integrations.models import Mapping, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from integrations.engine.mappings import Row

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
ANY = ("", _("Any"))
COLUMNS = {
    "property_label": "property_label",
    "field_label": "field_label",
    "rule": "mapping.rule",
    "status": "mapping.status",
}
ACCOUNT_ID = re.compile(r"\b001[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?\b")


def both_ways(columns: Iterable[str]) -> list[tuple[str, str]]:
    """Each column upwards and downwards, as the heads of a table ask for it."""
    return [(sign + column, column) for column in columns for sign in ("", "-")]


class SearchInput(forms.TextInput):
    input_type = "search"


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


class MappingFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, widget=SearchInput)
    rule = forms.ChoiceField(
        label=_("Sync rule"), choices=[ANY, *Mapping.Rule.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[ANY, *Mapping.Status.choices], required=False
    )
    sort = forms.ChoiceField(choices=both_ways(COLUMNS), required=False)

    def selected(self, rows: Iterable[Row]) -> list[Row]:
        found = [row for row in rows if self._fits(row)]
        if order := self.order:
            key = attrgetter(COLUMNS[order.lstrip("-")])
            found.sort(key=key, reverse=order.startswith("-"))
        return found

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or ""

    def _fits(self, row: Row) -> bool:
        wanted, mapping = self.cleaned_data, row.mapping
        names = (row.property_label, mapping.property, row.field_label, mapping.field)
        return (
            wanted.get("q", "").casefold() in " ".join(names).casefold()
            and wanted.get("rule") in {"", None, mapping.rule}
            and wanted.get("status") in {"", None, mapping.status}
        )


class RuleForm(forms.Form):
    rule = forms.ChoiceField(
        label=_("Sync rule"), choices=Mapping.Rule.choices, widget=forms.RadioSelect
    )


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
