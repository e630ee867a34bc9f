"""The company sync rules: deletes, matching, the brake and the pace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from integrations.engine.poll_cost import of_a_pass
from integrations.engine.settings_change import state_of, unknown_domains
from integrations.models import Integration

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from integrations.rules.brake import Act

STEPS = [
    ("key", lazy("Key: the other’s id")),
    ("domain", lazy("Domain of the website")),
    ("name", lazy("Name")),
]
BRAKE: dict[Act, StrOrPromise] = {
    "delete": lazy("Companies put into HubSpot’s recycle bin"),
    "unlink": lazy("Companies unlinked"),
    "blank": lazy("Records that lose a value"),
    "create": lazy("Records created"),
}
NAMES = (
    "on_account_deleted",
    "on_company_deleted",
    "matching",
    "shared_domains",
    *(f"brake_{act}" for act in BRAKE),
    "lifecycle_stage",
    "poll_seconds",
    "bulk_resync_limit",
    "continue_past_limit",
)
PLACES = ("first", "second", "third")


class SyncRulesForm(forms.ModelForm):  # type: ignore[type-arg] # not at run time
    """``seen`` names the state of the settings that the person looked at."""

    first = forms.ChoiceField(label=lazy("First by"), choices=STEPS)
    second = forms.ChoiceField(
        label=lazy("Then by"), choices=[("", lazy("nothing else")), *STEPS]
    )
    third = forms.ChoiceField(
        label=lazy("Then by"), choices=[("", lazy("nothing else")), *STEPS]
    )
    domains = forms.CharField(
        label=lazy("Shared domains"),
        help_text=lazy(
            "Domains that several companies share, one a line: a partner is never "
            "found by these. Mail providers and sites such as linkedin.com are known."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Integration
        fields = [name for name in NAMES if name not in {"matching", "shared_domains"}]
        widgets = {
            "on_account_deleted": forms.RadioSelect,
            "on_company_deleted": forms.RadioSelect,
        }
        labels = {
            "on_account_deleted": lazy("When an account is deleted in Salesforce"),
            "on_company_deleted": lazy("When a company is deleted in HubSpot"),
            "lifecycle_stage": lazy("Sync lifecycle stages"),
            "poll_seconds": lazy("Seconds between two polls"),
            "bulk_resync_limit": lazy("Companies in one bulk resync, at most"),
            "continue_past_limit": lazy("Go on by itself past that limit"),
            **{f"brake_{act}": label for act, label in BRAKE.items()},
        }

    def __init__(self, integration: Integration, data: Any = None, **kept: Any) -> None:
        """``kept``: what somebody chose in place of what the settings are."""
        seen = state_of(integration, NAMES)
        for name, value in kept.items():
            setattr(integration, name, value)
        order = dict(zip(PLACES, integration.matching, strict=False))
        domains = "\n".join(integration.shared_domains)
        super().__init__(
            data,
            instance=integration,
            initial={**order, "domains": domains, "seen": seen},
        )
        for place in PLACES[1:]:
            self.fields[place].required = False
        self.fields["poll_seconds"].help_text = _poll_cost(integration)

    def clean_domains(self) -> list[str]:
        lines = re.split(r"[\s,;]+", self.cleaned_data["domains"].strip().lower())
        lines = [line for line in lines if line]
        if unknown := unknown_domains(lines):
            message = _(
                "%(names)s: not a domain as it is registered, such as acme.com."
            )
            raise ValidationError(message % {"names": ", ".join(unknown)})
        return list(dict.fromkeys(lines))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        order = [cleaned[place] for place in PLACES if cleaned.get(place)]
        if len(set(order)) < len(order):
            self.add_error("second", _("Each way of looking can be used once."))
        return cleaned

    @property
    def wanted(self) -> dict[str, Any]:
        given = self.cleaned_data
        order = [given[place] for place in PLACES if given.get(place)]
        drawn = {"matching": order, "shared_domains": given["domains"]}
        return {name: drawn.get(name, given.get(name)) for name in NAMES}


def _poll_cost(integration: Integration) -> str:
    cost = of_a_pass(integration)
    return (
        _(
            "A poll that finds nothing makes %(hubspot)s HubSpot and %(salesforce)s "
            "Salesforce calls."
        )
        % cost._asdict()
    )
