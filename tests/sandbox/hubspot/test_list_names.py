"""A list has a name: a blank one counts as none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

LISTS = "/crm/v3/lists"
BLANK = pytest.mark.parametrize("blank", ["", "  "])


def _create(api: Api, name: str | None) -> Answer:
    kind = {"objectTypeId": "0-2", "processingType": "MANUAL"}
    return api("POST", LISTS, {"name": name, **kind})


def _lists(api: Api) -> list[str]:
    return [each["name"] for each in api("POST", f"{LISTS}/search", {}).json["lists"]]


@BLANK
def test_rec_a_list_without_a_name_is_refused_as_one_whose_name_is_not_set(
    api: Api, blank: str
) -> None:
    answers = [_create(api, name) for name in (blank, None)]
    for answer in answers:
        assert (answer.status, answer.json["category"]) == (400, "VALIDATION_ERROR")
        words = "Some required fields were not set: [name]"
        assert answer.json["message"].endswith(words)
    assert _lists(api) == []


@BLANK
def test_a_list_is_not_renamed_to_nothing(api: Api, blank: str) -> None:
    list_id = _create(api, "Guests").json["list"]["listId"]
    path = f"{LISTS}/{list_id}/update-list-name"
    assert api("PUT", path, listName=blank).status == 400
    assert _lists(api) == ["Guests"]
