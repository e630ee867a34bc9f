"""The API calls allocated to Syncadmin, as an admin changes them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from integrations.models import Integration, SettingChange
from tests.views.builders import connect_both, person

if TYPE_CHECKING:
    from django.test import Client

PAGE = "/settings/integrations/salesforce/"
BUDGET = f"{PAGE}budget/"


def given(client: Client, **values: object) -> dict[str, object]:
    page = client.get(BUDGET)
    return {"seen": page.context["form"].initial["seen"], "pause_share": 80, **values}


def test_an_admin_changes_the_allocation_and_the_history_keeps_it(
    admin: Client, headers: dict[str, str]
) -> None:
    data = given(admin, salesforce_allocation="5000", pause_share="50")
    answer = admin.post(BUDGET, data, headers=headers)
    assert answer.headers["Location"] == PAGE
    present = Integration.current()
    assert (present.salesforce_allocation, present.pause_share) == (5_000, 50)
    kept = SettingChange.objects.exclude(user=None).values_list("setting", flat=True)
    assert set(kept) == {"salesforce_allocation", "pause_share"}


def test_an_empty_allocation_is_no_allocation(admin: Client) -> None:
    Integration.objects.update(salesforce_allocation=5)
    admin.post(BUDGET, given(admin, salesforce_allocation=""))
    assert Integration.current().salesforce_allocation is None


@pytest.mark.parametrize("wrong", ["0", "-3", "many", "99999999999"])
def test_a_wrong_allocation_is_refused_at_its_field(
    admin: Client, wrong: str, headers: dict[str, str]
) -> None:
    data = given(admin, salesforce_allocation=wrong)
    answer = admin.post(BUDGET, data, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'id="id_salesforce_allocation_error"' in answer.text
    assert f'value="{wrong}"' in answer.text


def test_more_than_salesforce_allows_is_refused_at_its_field(
    admin: Client, headers: dict[str, str]
) -> None:
    connect_both("name")
    present = Integration.current().connections.filter(crm="salesforce")
    present.update(calls_allowed=15_000)
    data = given(admin, salesforce_allocation="15001")
    answer = admin.post(BUDGET, data, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'id="id_salesforce_allocation_error"' in answer.text
    assert "allows the organisation 15,000 calls in 24 hours" in answer.text
    assert "or leave it empty" in answer.text
    assert Integration.current().salesforce_allocation is None
    admin.post(BUDGET, {**data, "salesforce_allocation": "15000"}, headers=headers)
    assert Integration.current().salesforce_allocation == 15_000


def test_any_number_is_taken_while_salesforce_told_no_limit(admin: Client) -> None:
    connect_both("name")
    admin.post(BUDGET, given(admin, salesforce_allocation="15001"))
    assert Integration.current().salesforce_allocation == 15_001


def test_the_second_of_two_tabs_is_told_and_saves_nothing(admin: Client) -> None:
    data = given(admin, salesforce_allocation="5000")
    admin.post(BUDGET, data)
    answer = admin.post(BUDGET, {**data, "salesforce_allocation": "7"})
    assert "settings were changed meanwhile" in answer.text
    assert Integration.current().salesforce_allocation == 5_000


@pytest.mark.parametrize("role", ["", "Viewer", "Operator"])
def test_others_than_admins_may_not_change_it(
    client: Client, db: None, role: str, headers: dict[str, str]
) -> None:
    client.force_login(person(role))
    for send in (client.get, client.post):
        assert send(BUDGET, headers=headers).status_code == HTTPStatus.FORBIDDEN
    assert (BUDGET in client.get(PAGE).text) is False
