"""A field mapping as somebody chooses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.engine.mapping_check import Draft
from integrations.forms.value_map import ValueMapInput, ordered
from integrations.models import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Dict

    from integrations.engine.metadata import Known
    from integrations.records import Field, Property


class RuleForm(forms.Form):
    """``seen`` names the state of the mapping that the person looked at, ``pair``
    the property and field whose values were on the page."""

    rule = forms.ChoiceField(
        label=_("Sync rule"), choices=Mapping.Rule.choices, widget=forms.RadioSelect
    )
    values = forms.Field(required=False, widget=ValueMapInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    pair = forms.CharField(required=False, widget=forms.HiddenInput)

    def draft(self, property: str, field: str, stored: Iterable[str] = ()) -> Draft:
        """What the form holds, whether or not it may be saved; behind those written,
        the values keep the order in which they are ``stored``."""
        rule, values = self["rule"].value(), self["values"].value() or {}
        rule = rule if rule in Mapping.Rule.values else Mapping.Rule.NONE
        return Draft(property, field, rule, ordered(values, stored))

    def showed_values_of(self, draft: Draft) -> bool:
        return bool(self["pair"].value() == f"{draft.property} {draft.field}")


class PairForm(RuleForm):
    """A name is taken by its label too."""

    property = forms.CharField(
        label=_("HubSpot property"),
        error_messages={"required": _("Choose a HubSpot property.")},
    )
    field = forms.CharField(
        label=_("Salesforce field"),
        error_messages={"required": _("Choose a Salesforce field.")},
    )

    def chosen(self, known: Known) -> Draft:
        property_, field = self["property"].value() or "", self["field"].value() or ""
        return self.draft(
            named(property_.strip(), known.properties),
            named(field.strip(), known.fields),
        )


def named(text: str, known: Dict[str, Property] | Dict[str, Field]) -> str:
    """The name of what somebody typed, by its label when only one has that."""
    if text in known:
        return text
    labels = [name for name, it in known.items() if it.label.lower() == text.lower()]
    return labels[0] if len(labels) == 1 else text
