"""Adding a field mapping: what is offered, what is said where, what is saved."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Mapping, SettingChange
from integrations.records import Field, Property
from tests.views.builders import mapping
from tests.views.conftest import HTMX, led_to
from tests.views.schemas import connect_with, dropdown, picklist, text

if TYPE_CHECKING:
    from django.test import Client

ADD = "/settings/integrations/salesforce/companies/mappings/new/"
SHADE = {"property": "shade", "field": "Shade__c", "rule": "two_way"}
NICK = {"property": "nick", "field": "Nick__c", "rule": "two_way"}


@pytest.fixture
def both(admin: Client) -> None:
    connect_with(
        [
            Field("Phone", "Account Phone", "phone", 40),
            Field("Nick__c", "Nickname", "string", 80),
            Field("Size__c", "Size", "double"),
            Field("Sum__c", "Sum", "double", calculated=True, updateable=False),
            picklist("Shade__c", "Shade of it", "Red", "Blue", "Green"),
            Field("BillingAddress", "Billing Address", "address"),
        ],
        [
            text("phone", "Phone Number"),
            text("nick", "Nickname of it"),
            text("other", "Other name"),
            Property("headcount", "Headcount", "number", "number"),
            dropdown("shade", "Shade", "Red", "Dark red", "Blue", "Odd"),
            Property("score", "Score", "number", "number", calculated=True),
            Property("created_by", "Created by", "enumeration", external_options=True),
        ],
    )
    mapping("phone", field="Phone", standard=True)


def offered(page: str, name: str) -> list[str]:
    found = re.search(rf'<datalist id="{name}">(.*?)</datalist>', page, re.S)
    assert found
    return re.findall(r'<option value="(\w+)"', found[1])


def said_at(page: str, place: str) -> str:
    found = re.search(
        rf'<div class="notes" id="{place}-notes"[^>]*>(.*?)</div>', page, re.S
    )
    assert found
    return found[1]


@pytest.mark.usefixtures("both")
def test_only_what_can_be_mapped_is_offered_and_the_rest_is_said_with_why(
    admin: Client, headers: dict[str, str]
) -> None:
    page = admin.get(ADD, headers=headers).text
    assert offered(page, "properties") == [
        "nick",
        "other",
        "headcount",
        "shade",
        "score",
    ]
    assert offered(page, "fields") == ["Nick__c", "Size__c", "Sum__c", "Shade__c"]
    assert "Nickname of it · single-line text" in page
    assert "Formula or Roll-Up Summary (Number)" in page
    left_out = page.partition("What is not offered, and why")[2]
    for part in ("mapped already", "phone", "cannot be mapped", "BillingAddress"):
        assert part in left_out
    assert "created_by" in left_out


@pytest.mark.usefixtures("both")
def test_once_a_property_is_chosen_only_fields_that_fit_are_offered(
    admin: Client, headers: dict[str, str]
) -> None:
    answer = admin.post(ADD, {"property": "headcount", "check": "1"}, headers=headers)
    assert answer.status_code == HTTPStatus.OK
    assert offered(answer.text, "fields") == ["Size__c", "Sum__c"]
    assert said_at(answer.text, "field").strip() == ""


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        ({"property": "phone"}, "property", "already mapped"),
        ({"property": "nikc"}, "property", "Did you mean &#x27;nick&#x27;?"),
        ({"field": "Phone"}, "field", "already mapped"),
        ({"field": "Nikc__c"}, "field", "Did you mean &#x27;Nick__c&#x27;?"),
        ({"field": "Size__c"}, "field", "choose a field of type Text"),
        ({"field": "HubSpot_Company_Id__c"}, "field", "Syncadmin&#x27;s own link"),
        ({"property": ""}, "property", "Choose a HubSpot property."),
        ({"field": ""}, "field", "Choose a Salesforce field."),
        ({"rule": ""}, "rule", "This field is required."),
        ({"property": "headcount", "field": "Sum__c"}, "rule", "a formula field"),
        (
            {"property": "score", "field": "Size__c", "rule": "always_salesforce"},
            "rule",
            "Score is calculated",
        ),
        ({"property": "score"}, "rule", "Score is calculated"),
        ({"property": "score"}, "field", "of type Number, Currency or Percent"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(
    admin: Client,
    change: dict[str, str],
    place: str,
    message: str,
    headers: dict[str, str],
) -> None:
    sent = {**NICK, **change}
    answer = admin.post(ADD, sent, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in said_at(answer.text, place)
    assert f'name="property" value="{sent["property"]}"' in answer.text
    assert f'name="field" value="{sent["field"]}"' in answer.text
    assert Mapping.objects.count() == 1


@pytest.mark.usefixtures("both")
def test_a_check_says_the_same_and_saves_nothing(
    admin: Client, headers: dict[str, str]
) -> None:
    sent = {**NICK, "field": "Size__c", "check": "1"}
    answer = admin.post(ADD, sent, headers=headers)
    assert answer.status_code == HTTPStatus.OK
    assert "choose a field of type Text" in said_at(answer.text, "field")
    fine = admin.post(ADD, {**NICK, "check": "1"}, headers=headers).text
    assert 'class="error"' not in fine
    assert "These two fit" not in answer.text
    assert (
        "These two fit: HubSpot’s Nickname of it and Salesforce’s Nickname, by the "
        "sync rule Two-way."
    ) in fine
    assert Mapping.objects.count() == 1


@pytest.mark.usefixtures("both")
def test_that_two_fit_is_said_only_of_a_pair_that_was_checked(admin: Client) -> None:
    for sent in ({"property": "nick", "field": ""}, {**NICK, "rule": ""}):
        page = admin.post(ADD, {**sent, "check": "1"}).text
        assert ("These two fit" in page) is bool(sent.get("field"))
    assert "These two fit" not in admin.get(ADD, NICK).text
    changed = admin.post(reverse("mapping-check"), NICK, headers=HTMX).text
    assert "These two fit" in changed


@pytest.mark.usefixtures("both")
def test_each_rule_says_what_it_does_to_the_pair_or_why_it_may_not(
    admin: Client, headers: dict[str, str]
) -> None:
    chosen = {"property": "headcount", "field": "Sum__c", "rule": "always_salesforce"}
    page = admin.post(ADD, {**chosen, "check": "1"}, headers=headers).text
    assert "Salesforce&#x27;s Sum always overwrites HubSpot&#x27;s Headcount" in page
    assert page.count("Not for this pair:") == 4
    assert said_at(page, "rule").strip() == ""


@pytest.mark.usefixtures("both")
def test_a_link_may_say_what_to_start_with(admin: Client) -> None:
    page = admin.get(ADD, {**NICK, "rule": "always_hubspot"}).text
    assert 'name="property" value="nick"' in page
    assert re.search(r'value="always_hubspot" required checked', page)


@pytest.mark.usefixtures("both")
def test_a_mapping_is_added_and_kept_in_the_history(
    admin: Client, headers: dict[str, str]
) -> None:
    answer = admin.post(ADD, NICK, headers=headers)
    made = Mapping.objects.get(property="nick")
    tab = f"{reverse('companies-tab')}?saved={made.pk}"
    assert led_to(answer) == (tab if headers else f"{tab}#saved")
    assert "Added Nickname of it ↔ Nickname (nick ↔ Nick__c)" in admin.get(tab).text
    assert (made.field, made.rule, made.standard) == ("Nick__c", "two_way", False)
    kept = SettingChange.objects.get()
    assert (kept.setting, kept.old, kept.new) == (str(made), None, {"rule": "two_way"})
    assert kept.user


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("behind", "kept"),
    [
        ("/settings/integrations/salesforce/companies/?q=ni&saved=9", "q=ni&"),
        ("/settings/integrations/salesforce/companies/mappings/new/?property=x", ""),
        ("/elsewhere/?q=ni", ""),
    ],
)
def test_the_table_behind_the_panel_keeps_its_filter(
    admin: Client, behind: str, kept: str
) -> None:
    headers = {**HTMX, "HX-Current-URL": f"http://testserver{behind}"}
    answer = admin.post(ADD, NICK, headers=headers)
    made = Mapping.objects.get(property="nick")
    assert led_to(answer) == f"{reverse('companies-tab')}?{kept}saved={made.pk}"


@pytest.mark.usefixtures("both")
def test_labels_are_taken_for_names(admin: Client) -> None:
    admin.post(ADD, {**NICK, "property": "nickname of it", "field": "Nickname"})
    assert Mapping.objects.filter(property="nick", field="Nick__c").exists()


@pytest.mark.usefixtures("both")
def test_choices_are_shown_with_suggested_partners_before_they_are_saved(
    admin: Client, headers: dict[str, str]
) -> None:
    answer = admin.post(ADD, SHADE, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Look at the suggested partners below" in answer.text
    assert partners(answer.text) == {"RED": "Red", "BLUE": "Blue"}
    assert not Mapping.objects.filter(property="shade").exists()


@pytest.mark.usefixtures("both")
def test_a_value_map_is_saved_with_the_one_that_is_written_first(
    admin: Client, headers: dict[str, str]
) -> None:
    sent = {
        **SHADE,
        "pair": "shade Shade__c",
        "value:RED": "Red",
        "value:DARK RED": "Red",
        "value:BLUE": "Blue",
        "value:ODD": "",
        "written:Red": "DARK RED",
        "written:Blue": "BLUE",
    }
    admin.post(ADD, sent, headers=headers)
    made = Mapping.objects.get(property="shade")
    expected = {"DARK RED": "Red", "BLUE": "Blue", "RED": "Red"}
    assert list(made.values.items()) == list(expected.items())
    assert made.status == Mapping.Status.WARNING
    assert "'ODD'" not in made.problem
    assert "'Odd' of HubSpot's Shade has no partner" in made.problem


@pytest.mark.usefixtures("both")
def test_a_partner_that_salesforce_does_not_have_is_refused_at_the_values(
    admin: Client, headers: dict[str, str]
) -> None:
    sent = {**SHADE, "pair": "shade Shade__c", "value:RED": "Rde"}
    answer = admin.post(ADD, sent, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "no option &#x27;Rde&#x27;." in said_at(answer.text, "values")
    assert partners(answer.text) == {"RED": "Rde"}


@pytest.mark.usefixtures("both")
def test_suggesting_fills_what_is_empty_and_keeps_what_is_chosen(
    admin: Client, headers: dict[str, str]
) -> None:
    sent = {**SHADE, "pair": "shade Shade__c", "value:RED": "Green", "suggest": "1"}
    answer = admin.post(ADD, sent, headers=headers)
    assert answer.status_code == HTTPStatus.OK
    assert partners(answer.text) == {"RED": "Green", "BLUE": "Blue"}
    assert not Mapping.objects.filter(property="shade").exists()


@pytest.mark.usefixtures("both")
def test_the_salesforce_side_of_a_value_map_is_drawn_alone(
    admin: Client, headers: dict[str, str]
) -> None:
    sent = {**SHADE, "value:RED": "Red", "value:DARK RED": "Red"}
    part = admin.post(reverse("mapping-check"), sent, headers=headers).text
    assert "<h1" not in part
    assert re.findall(r'name="written:(\w+)"', part) == ["Red"]
    written = part.partition('name="written:Red"')[2].partition("</select>")[0]
    assert re.findall(r'<option value="([\w ]+)"', written) == ["RED", "DARK RED"]
    assert "Blue, Green" in part.partition("without a partner")[2]
    assert "of HubSpot&#x27;s Shade have no partner" in said_at(part, "values")


def partners(page: str) -> dict[str, str]:
    """Which Salesforce value stands chosen for each HubSpot value."""
    selects = re.findall(
        r'<select [^>]*name="value:([\w ]+)"(.*?)</select>', page, re.S
    )
    chosen = {
        name: re.search(r'<option value="(\w+)" selected', inside)
        for name, inside in selects
    }
    return {name: found[1] for name, found in chosen.items() if found}
