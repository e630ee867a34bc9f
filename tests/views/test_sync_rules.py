from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from integrations.models import Integration, SettingChange
from tests.views.builders import connect_both

if TYPE_CHECKING:
    from django.test import Client

RULES = "/settings/integrations/salesforce/companies/rules/"
TAB = "/settings/integrations/salesforce/companies/"


def shown(client: Client) -> dict[str, Any]:
    """The form as it is drawn, to be given back."""
    form = client.get(RULES).context["form"]
    values = {field.name: field.value() for field in form}
    return {name: it for name, it in values.items() if it not in {None, False}}


def save(client: Client, headers: dict[str, str] | None = None, **values: Any) -> Any:
    data = {**shown(client), **values}
    given = {name: value for name, value in data.items() if value is not None}
    return client.post(RULES, given, headers=headers or {})


def settings() -> Integration:
    return Integration.objects.get()


def test_saving_what_is_shown_changes_nothing(admin: Client) -> None:
    before = Integration.objects.values().get()
    answer = save(admin)
    assert answer.headers["Location"] == TAB
    assert Integration.objects.values().get() == before
    assert not SettingChange.objects.exists()


def test_deletes_are_set_and_kept_in_the_history(
    admin: Client, headers: dict[str, str]
) -> None:
    save(admin, headers, on_account_deleted="delete", on_company_deleted="unlink")
    assert settings().on_account_deleted == "delete"
    assert settings().on_company_deleted == "unlink"
    change = SettingChange.objects.get(setting="on_account_deleted")
    assert (change.old, change.new) == ("nothing", "delete")
    assert change.user


def test_the_order_of_matching_is_set(admin: Client) -> None:
    save(admin, first="name", second="key", third="domain")
    assert settings().matching == ["name", "key", "domain"]
    save(admin, first="key", second=None, third=None)
    assert settings().matching == ["key"]


def test_a_way_of_looking_is_used_once(admin: Client, headers: dict[str, str]) -> None:
    answer = save(admin, headers, first="key", second="key", third=None)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "can be used once" in answer.text
    assert settings().matching == ["key", "domain"]


def test_shared_domains_are_listed_one_a_line(admin: Client) -> None:
    save(admin, domains=" Acme.com\n\nbell.ca, acme.com")
    assert settings().shared_domains == ["acme.com", "bell.ca"]
    assert "acme.com\nbell.ca" in admin.get(RULES).text
    save(admin, domains="")
    assert settings().shared_domains == []


@pytest.mark.parametrize("text", ["www.acme.com", "acme", "http://acme.com", "1.2.3.4"])
def test_what_is_no_domain_is_refused_by_name(admin: Client, text: str) -> None:
    answer = save(admin, domains=f"bell.ca\n{text}")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"{text}: not a domain as it is registered" in answer.text


def test_the_brake_and_the_pace_are_set(admin: Client) -> None:
    save(
        admin,
        brake_delete="7",
        brake_create="100",
        poll_seconds="30",
        bulk_resync_limit="500",
        continue_past_limit="on",
        lifecycle_stage=None,
    )
    now = settings()
    assert (now.brake_delete, now.brake_create, now.poll_seconds) == (7, 100, 30)
    assert (now.bulk_resync_limit, now.continue_past_limit) == (500, True)
    assert now.lifecycle_stage is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("brake_delete", "101"),
        ("brake_unlink", "-1"),
        ("brake_blank", "many"),
        ("poll_seconds", "1"),
        ("bulk_resync_limit", "0"),
        ("bulk_resync_limit", "-1"),
        ("on_account_deleted", "explode"),
        ("first", ""),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    admin: Client, name: str, value: str
) -> None:
    before = Integration.objects.values().get()
    answer = save(admin, None, **{name: value})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["form"].errors[name]
    assert 'class="error"' in answer.text
    assert Integration.objects.values().get() == before


def test_a_change_by_somebody_else_meanwhile_is_not_overwritten(admin: Client) -> None:
    data = shown(admin)
    Integration.objects.update(brake_delete=9)
    answer = admin.post(RULES, {**data, "poll_seconds": "30"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "settings were changed meanwhile" in answer.text
    assert settings().poll_seconds == 60


def test_other_roles_may_not(operator: Client) -> None:
    for ask in (operator.get, operator.post):
        assert ask(RULES).status_code == HTTPStatus.FORBIDDEN


def test_the_tab_says_the_rules_to_everybody_and_lets_admins_edit(
    operator: Client,
) -> None:
    connect_both()
    Integration.objects.update(on_account_deleted="unlink", brake_delete=3)
    page = operator.get(reverse("companies-tab")).text
    assert "<strong>Unlink</strong>" in page
    assert "before it deletes more than 3 % of the companies" in page
    assert RULES not in page


def test_an_admin_finds_the_form(admin: Client) -> None:
    connect_both()
    assert RULES in admin.get(reverse("companies-tab")).text
