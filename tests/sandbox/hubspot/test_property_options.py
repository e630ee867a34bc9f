"""The options of a property: each value once, each label once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

PROPERTIES = "/crm/v3/properties/companies"
GOLD, SILVER = ({"label": each, "value": each.lower()} for each in ("Gold", "Silver"))
OTHER_GOLD = GOLD | {"value": "au"}


def _order(*options: object) -> dict[str, Any]:
    return {
        "name": "plan",
        "label": "Plan",
        "type": "enumeration",
        "fieldType": "select",
        "groupName": "companyinformation",
        "options": options,
    }


def _twins_refused(answer: Answer) -> bool:
    """As developers pasted it ([pub])."""
    return answer.status == 400 and answer.told == {
        "status": "error",
        "category": "VALIDATION_ERROR",
        "message": "Property option labels must be unique. For the property 'plan' of "
        "object type '0-2' these labels are duplicated: Gold",
    }


def test_pub_two_options_of_one_label_are_refused(api: Api) -> None:
    assert _twins_refused(api("POST", PROPERTIES, _order(GOLD, SILVER, OTHER_GOLD)))
    assert api("GET", f"{PROPERTIES}/plan").status == 404


def test_pub_a_change_to_two_options_of_one_label_is_refused(api: Api) -> None:
    assert api("POST", PROPERTIES, _order(GOLD, SILVER)).status == 201
    order = {"options": [GOLD, SILVER, OTHER_GOLD]}
    assert _twins_refused(api("PATCH", f"{PROPERTIES}/plan", order))
    kept = api("GET", f"{PROPERTIES}/plan").json["options"]
    assert [option["label"] for option in kept] == ["Gold", "Silver"]


def test_every_label_that_comes_again_is_named_once(api: Api) -> None:
    twins = [
        {"label": label, "value": f"{label}{number}"}
        for number in range(3)
        for label in ("Tin", "Iron")
    ]
    message = api("POST", PROPERTIES, _order(*twins, GOLD)).json["message"]
    assert message.endswith("these labels are duplicated: Tin, Iron")


@pytest.mark.parametrize("label", ["Gold", "Argentum"])
def test_two_options_of_one_value_are_refused(api: Api, label: str) -> None:
    options = (GOLD, SILVER | {"label": label, "value": "gold"})
    answer = api("POST", PROPERTIES, _order(*options))
    assert (answer.status, answer.json["category"]) == (400, "VALIDATION_ERROR")
