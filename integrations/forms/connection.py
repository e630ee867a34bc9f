"""New credentials for a connection; what is stored is never shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from integrations.models import Connection

WAYS = {
    "token": ("token",),
    "client": ("client_id", "client_secret"),
    "jwt": ("client_id", "username", "private_key"),
}


class Secret(forms.PasswordInput):
    """Left empty when the form is drawn again."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"})


class SecretText(forms.Textarea):
    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"})

    def format_value(self, value: Any) -> str:
        return ""


class HubSpotForm(forms.Form):
    way = "token"
    token = forms.CharField(
        label=lazy("Token of the private app or service key"), widget=Secret
    )

    @property
    def credentials(self) -> dict[str, str]:
        return {"token": self.cleaned_data["token"]}


class SalesforceForm(forms.Form):
    """One way in of three; only its own fields count."""

    url = forms.URLField(
        label=lazy("Address"),
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    way = forms.ChoiceField(
        label=lazy("How Syncadmin signs in"),
        choices=[
            ("client", lazy("Client ID and secret")),
            ("jwt", lazy("Client ID and signed token (JWT)")),
            ("token", lazy("Access token")),
        ],
        widget=forms.RadioSelect,
    )
    token = forms.CharField(label=lazy("Access token"), required=False, widget=Secret)
    client_id = forms.CharField(label=lazy("Client ID"), required=False)
    client_secret = forms.CharField(
        label=lazy("Client secret"), required=False, widget=Secret
    )
    username = forms.CharField(label=lazy("User name"), required=False)
    private_key = forms.CharField(
        label=lazy("Private key, in PEM form"),
        required=False,
        widget=SecretText,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in WAYS.get(given.get("way", ""), ()):
            if not given.get(name):
                self.add_error(name, _("This field is required."))
        return given

    @property
    def credentials(self) -> dict[str, str]:
        given = self.cleaned_data
        return {name: given[name] for name in WAYS[given["way"]]}


def form_for(connection: Connection, data: Any = None) -> HubSpotForm | SalesforceForm:
    if connection.crm == Connection.Crm.HUBSPOT:
        return HubSpotForm(data)
    has = connection.credentials.keys()
    present = next((way for way, names in WAYS.items() if has == set(names)), "token")
    return SalesforceForm(data, initial={"url": connection.url, "way": present})


SECRETS = {
    name
    for form in (HubSpotForm, SalesforceForm)
    for name, field in form.base_fields.items()
    if isinstance(field.widget, Secret | SecretText)
}
"""The names of what is never written into a page."""
