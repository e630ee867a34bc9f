"""Editing and deleting a field mapping, alone and at the same time as another."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Mapping, SettingChange
from integrations.records import Field
from tests.views.builders import connect_both, mapping
from tests.views.schemas import connect_with, dropdown, picklist

if TYPE_CHECKING:
    from django.test import Client

TAB = "/settings/integrations/salesforce/companies/"
CONFLICT, UNPROCESSABLE = HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY
DROPPED = "What you had chosen and is not saved:"


def address(row: Mapping) -> str:
    return reverse("mapping-edit", args=[row.pk])


def hidden(page: str) -> dict[str, str]:
    """What a form sends without anybody having touched it."""
    form = page.partition('id="mapping-form"')[2].partition("</form>")[0]
    found = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    )
    found.pop("csrfmiddlewaretoken", None)
    return found


def listed(page: str, title: str) -> list[str]:
    """The lines under a title of the alert."""
    after = page.partition(f"<strong>{title}</strong>")[2].partition("</ul>")[0]
    return re.findall(r"<li>(.*?)</li>", after)


@pytest.fixture
def phone(admin: Client) -> Mapping:
    connect_both("Phone")
    return mapping("Phone", "two_way", standard=True)


@pytest.fixture
def shade(admin: Client) -> Mapping:
    connect_with(
        [picklist("Shade__c", "Shade of it", "Red", "Blue")],
        [dropdown("shade", "Shade", "Red", "Dark red", "Blue")],
    )
    values = {"RED": "Red", "DARK RED": "Red", "BLUE": "Blue"}
    return mapping("shade", field="Shade__c", values=values)


def test_the_page_shows_the_pair_its_types_and_what_each_rule_does(
    admin: Client, phone: Mapping, headers: dict[str, str]
) -> None:
    page = admin.get(address(phone), headers=headers).text
    assert "<code>phone</code> · single-line text" in page
    assert "<code>Phone</code> · Text" in page
    assert "on the first link Salesforce&#x27;s Phone wins where it is filled" in page
    assert "A standard mapping cannot be deleted." in page
    assert "Delete mapping" not in page


def test_of_the_owner_every_rule_says_that_it_is_matched_by_email(
    admin: Client, headers: dict[str, str]
) -> None:
    connect_with(
        [Field("OwnerId", "Owner ID", "reference", 18)],
        [dropdown("hubspot_owner_id", "Company owner")],
    )
    row = mapping("Owner", property="hubspot_owner_id", field="OwnerId")
    page = admin.get(address(row), headers=headers).text
    assert page.count("Owners are matched by e-mail address with an active") == 5
    assert page.count("Company owner never overwrite each other.") == 1
    assert "always overwrites" not in page


def test_the_second_of_two_tabs_is_told_what_the_first_one_saved(
    admin: Client, phone: Mapping, headers: dict[str, str]
) -> None:
    seen = hidden(admin.get(address(phone)).text)
    admin.post(address(phone), {**seen, "rule": "always_salesforce"})
    second = {**seen, "rule": "always_hubspot"}
    answer = admin.post(address(phone), second, headers=headers)
    assert answer.status_code == CONFLICT
    assert "nothing was saved" in answer.text
    who = SettingChange.objects.get().user
    assert f"{who} changed it" in answer.text
    assert listed(answer.text, "Changed meanwhile:") == [
        "Sync rule: Two-way → Always use Salesforce"
    ]
    assert listed(answer.text, DROPPED) == ["Sync rule: Two-way → Always use HubSpot"]
    assert 'value="always_salesforce" required checked' in answer.text
    phone.refresh_from_db()
    assert phone.rule == "always_salesforce"
    again = {**hidden(answer.text), "rule": "always_hubspot"}
    admin.post(address(phone), again, headers=headers)
    phone.refresh_from_db()
    assert phone.rule == "always_hubspot"


def test_two_tabs_that_change_the_same_values_do_not_overwrite_each_other(
    admin: Client, shade: Mapping
) -> None:
    seen = hidden(admin.get(address(shade)).text)
    first = {**seen, "rule": "two_way", "value:RED": "Red", "value:BLUE": "Blue"}
    assert admin.post(address(shade), first).status_code == HTTPStatus.FOUND
    second = {**seen, "rule": "two_way", "value:RED": "Blue"}
    assert admin.post(address(shade), second).status_code == CONFLICT
    shade.refresh_from_db()
    assert shade.values == {"RED": "Red", "BLUE": "Blue"}


def test_the_second_of_two_tabs_is_told_each_value_changed_and_each_dropped(
    admin: Client, shade: Mapping, headers: dict[str, str]
) -> None:
    seen = hidden(admin.get(address(shade)).text)
    seen |= {"rule": "two_way", "value:BLUE": "Blue", "written:Red": "RED"}
    admin.post(address(shade), {**seen, "value:RED": "Red"})
    second = {"value:RED": "Red", "value:DARK RED": "Blue", "written:Blue": "BLUE"}
    page = admin.post(address(shade), {**seen, **second}, headers=headers).text
    assert listed(page, "Changed meanwhile:") == ["Dark red: Red → No partner"]
    assert listed(page, DROPPED) == ["Dark red: Red → Blue"]
    assert "You had chosen" not in page
    assert "It holds all that you had chosen." not in page


def test_two_tabs_that_chose_the_same_are_told_that_nothing_was_lost(
    admin: Client, shade: Mapping
) -> None:
    seen = hidden(admin.get(address(shade)).text)
    same = {**seen, "rule": "two_way", "value:RED": "Red", "written:Red": "RED"}
    admin.post(address(shade), same)
    answer = admin.post(address(shade), same)
    assert answer.status_code == CONFLICT
    assert listed(answer.text, DROPPED) == []
    assert "It holds all that you had chosen." in answer.text


def test_another_choice_of_what_is_written_is_told_too(
    admin: Client, shade: Mapping
) -> None:
    seen = hidden(admin.get(address(shade)).text)
    seen |= {"value:RED": "Red", "value:DARK RED": "Red", "value:BLUE": "Blue"}
    admin.post(address(shade), {**seen, "rule": "none", "written:Red": "RED"})
    second = {**seen, "rule": "two_way", "written:Red": "DARK RED"}
    page = admin.post(address(shade), second).text
    assert listed(page, "Changed meanwhile:") == ["Sync rule: Two-way → Don’t sync"]
    assert listed(page, DROPPED) == ["Written to HubSpot for Red: Red → Dark red"]


def test_sending_the_form_untouched_changes_nothing(
    admin: Client, shade: Mapping, headers: dict[str, str]
) -> None:
    page = admin.get(address(shade)).text
    chosen = re.findall(
        r'<select [^>]*name="value:([\w ]+)".*?<option value="(\w+)" selected',
        page,
        re.S,
    )
    sent = {f"value:{ours}": theirs for ours, theirs in chosen}
    sent |= {**hidden(page), "rule": "two_way", "written:Red": "RED"}
    admin.post(address(shade), sent, headers=headers)
    assert not SettingChange.objects.exists()


def test_values_behind_the_written_one_keep_their_order(
    admin: Client, shade: Mapping, headers: dict[str, str]
) -> None:
    """It is another one than that of HubSpot's options, in which the page has them."""
    stored = {"BLUE": "Red", "DARK RED": "Red", "RED": "Red"}
    Mapping.objects.filter(pk=shade.pk).update(values=stored)
    sent = {f"value:{ours}": "Red" for ours in ("RED", "DARK RED", "BLUE")}
    sent |= {"rule": "two_way", "written:Red": "BLUE"}
    for written, order in (
        ("BLUE", ["BLUE", "DARK RED", "RED"]),
        ("RED", ["RED", "BLUE", "DARK RED"]),
    ):
        seen = hidden(admin.get(address(shade)).text)
        data = {**seen, **sent, "written:Red": written}
        admin.post(address(shade), data, headers=headers)
        shade.refresh_from_db()
        assert list(shade.values) == order
    assert SettingChange.objects.count() == 1


def test_a_change_of_the_rule_alone_keeps_values_that_were_not_shown(
    admin: Client, shade: Mapping
) -> None:
    before = list(shade.values.items())
    admin.post(address(shade), {"rule": "always_salesforce"})
    shade.refresh_from_db()
    assert (shade.rule, list(shade.values.items())) == ("always_salesforce", before)


def test_a_check_says_that_the_two_fit_and_saves_nothing(
    admin: Client, shade: Mapping
) -> None:
    assert "These two fit" not in admin.get(address(shade)).text
    sent = {"rule": "always_salesforce", "check": "1"}
    assert "These two fit" in admin.post(address(shade), sent).text
    assert not SettingChange.objects.exists()


def test_a_value_that_hubspot_lost_is_shown_to_be_removed(
    admin: Client, shade: Mapping
) -> None:
    shade.values = {**shade.values, "GONE": "Blue"}
    shade.save()
    page = admin.get(address(shade)).text
    assert "No longer in HubSpot" in page
    assert "no option &#x27;GONE&#x27;" in page
    seen = {**hidden(page), "rule": "two_way", "value:RED": "Red"}
    refused = admin.post(address(shade), {**seen, "value:GONE": "Blue"})
    assert refused.status_code == UNPROCESSABLE
    assert admin.post(address(shade), seen).status_code == HTTPStatus.FOUND


def test_a_long_value_map_is_typed_with_suggestions(admin: Client) -> None:
    labels = [f"Shade {number}" for number in range(150)]
    connect_with(
        [picklist("Shade__c", "Shade", *labels)], [dropdown("shade", "Shade", *labels)]
    )
    row = mapping("shade", field="Shade__c", values={"SHADE 1": "Shade 1"})
    page = admin.get(address(row)).text
    assert '<datalist id="salesforce-values">' in page
    assert 'name="value:SHADE 1" value="Shade 1" list="salesforce-values"' in page
    assert "<select" not in page.partition('id="values-title"')[2]


def test_a_value_map_of_thousands_is_saved(admin: Client) -> None:
    labels = [f"Shade {number}" for number in range(5_000)]
    connect_with(
        [picklist("Shade__c", "Shade", "Any")], [dropdown("shade", "Shade", *labels)]
    )
    row = mapping("shade", field="Shade__c", values={"SHADE 1": "Any"})
    sent = {f"value:{label.upper()}": "Any" for label in labels}
    sent |= {"pair": "shade Shade__c", "rule": "two_way", "written:Any": "SHADE 7"}
    assert admin.post(address(row), sent).status_code == HTTPStatus.FOUND
    row.refresh_from_db()
    assert len(row.values) == 5_000
    assert next(iter(row.values)) == "SHADE 7"


def test_a_pair_whose_field_is_gone_can_be_switched_off(
    admin: Client, headers: dict[str, str]
) -> None:
    connect_with([Field("Phone", "Phone", "phone")], [])
    gone = mapping("gone", "two_way", values={"A": "B"})
    page = admin.get(address(gone), headers=headers).text
    assert "HubSpot has no company property &#x27;gone&#x27;." in page
    admin.post(address(gone), {**hidden(page), "rule": "none"}, headers=headers)
    gone.refresh_from_db()
    assert (gone.rule, gone.values) == ("none", {"A": "B"})
