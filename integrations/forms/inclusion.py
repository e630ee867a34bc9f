"""What limits the syncing of companies, and the company to try it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from integrations.engine.inclusion_choice import Choice
from integrations.forms.inputs import SearchInput
from integrations.models import Integration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.inclusion_choice import Offer
    from integrations.records import ContactList


class InclusionForm(forms.Form):
    """``seen`` names the state of the settings that the person looked at."""

    default_object = forms.ChoiceField(
        label=lazy("Default object created in Salesforce"),
        choices=Integration.DefaultObject.choices,
        widget=forms.RadioSelect,
    )
    attach_private_contacts = forms.BooleanField(
        label=lazy("Attach the private contact to the account made for it"),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, offer: Offer, present: Choice, **options: Any) -> None:
        super().__init__(**options)
        self.fields["inclusion_list"] = forms.ChoiceField(
            label=_("Inclusion list"),
            help_text=_(
                "Only a HubSpot contact on this list makes its company create an "
                "account."
            ),
            choices=_choices(offer, present.inclusion_list),
            required=False,
        )

    @property
    def choice(self) -> Choice:
        given = self.cleaned_data
        return Choice(
            given["inclusion_list"],
            given["default_object"],
            given["attach_private_contacts"],
        )


class CheckForm(forms.Form):
    company = forms.CharField(
        label=lazy("Company id or name"), required=False, widget=SearchInput
    )


def _choices(offer: Offer, present: str) -> list[Any]:
    """The present one stays choosable although it is gone: saving the rest must not
    change it."""
    found: list[Any] = [("", _("None: every contact qualifies"))]
    if present and present not in {it.id for it in offer.lists}:
        found.append((present, _("List %(id)s (cannot be used now)") % {"id": present}))
    active = [it for it in offer.lists if it.dynamic]
    by_hand = [it for it in offer.lists if not it.dynamic]
    groups = ((_("Active lists"), active), (_("Static lists"), by_hand))
    return found + [(label, _named(lists)) for label, lists in groups if lists]


def _named(lists: Sequence[ContactList]) -> list[tuple[str, str]]:
    return [(it.id, f"{it.name}{_size(it.size)}") for it in lists]


def _size(size: int | None) -> str:
    if size is None:
        return ""
    text = ngettext(" · %(n)s contact", " · %(n)s contacts", size)
    return text % {"n": number_format(size, force_grouping=True)}
