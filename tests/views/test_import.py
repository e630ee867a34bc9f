from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import SyncRun
from tests.views.builders import connect_both, record, run, turn_on

if TYPE_CHECKING:
    from django.test import Client

PAGE = "/crm/import/"
IDS = ["001000000000001AAA", "001000000000002"]


def refused(client: Client, data: dict[str, str], headers: dict[str, str]) -> str:
    answer = client.post(PAGE, data, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not SyncRun.objects.filter(kind="import", status="queued").exists()
    return answer.text


@pytest.mark.parametrize(
    ("data", "scope"),
    [
        ({"which": "all"}, {"where": [], "ids": []}),
        ({"which": "all", "where": "x", "ids": "y"}, {"where": [], "ids": []}),
        (
            {"which": "where", "where": " Industry = Banking \n\n Name != A"},
            {"where": ["Industry = Banking", "Name != A"], "ids": []},
        ),
        (
            {"which": "ids", "ids": f"Name,Id\nAcme,{IDS[0]}\n\nB;{IDS[1]};x"},
            {"where": [], "ids": IDS},
        ),
    ],
    ids=["all", "all in spite of the rest", "conditions", "csv"],
)
def test_an_import_starts_and_leads_to_its_run(
    operator: Client,
    data: dict[str, str],
    scope: dict[str, list[str]],
    headers: dict[str, str],
) -> None:
    connect_both("Industry", "Name")
    turn_on()
    answer = operator.post(PAGE, data, headers=headers)
    started = SyncRun.objects.get()
    assert answer.headers["Location"] == reverse("run", args=[started.pk])
    assert (started.kind, started.cause) == ("import", "person")
    assert [i[:15] for i in started.scope["ids"]] == [i[:15] for i in scope["ids"]]
    assert started.scope["where"] == scope["where"]


def test_an_import_is_refused_with_the_reason_while_the_toggle_is_off(
    operator: Client, headers: dict[str, str]
) -> None:
    page = refused(operator, {"which": "all"}, headers)
    assert "with it off, an import would create no companies" in page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"which": "where"}, "Write at least one condition."),
        ({"which": "where", "where": "Colour = red"}, "Colour"),
        ({"which": "ids", "ids": "nothing"}, "at least one Salesforce account id"),
        ({"which": "ids", "ids": f"{IDS[0]}\nAcme"}, "Line 2 has no Salesforce"),
        ({"which": "some"}, "Select a valid choice"),
    ],
    ids=["no condition", "unknown field", "no id", "a line without id", "no choice"],
)
def test_what_cannot_be_imported_is_said_at_its_field(
    operator: Client, data: dict[str, str], reason: str, headers: dict[str, str]
) -> None:
    connect_both("Industry")
    turn_on()
    page = refused(operator, data, headers)
    assert reason in page
    assert data.get("ids", "").partition("\n")[0] in page


def test_a_second_import_waits_for_the_first(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    first = run("import", status="running")
    page = refused(operator, {"which": "all"}, headers)
    assert f"Import {first.pk} is still going" in page


def test_the_page_without_the_toggle_says_so_before_anybody_tries(
    viewer: Client,
) -> None:
    page = viewer.get(PAGE).text
    assert "Turn on Sync companies first" in page
    assert reverse("companies-tab") in page


def test_known_and_linked_accounts_are_counted_also_when_no_crm_answers(
    viewer: Client, headers: dict[str, str]
) -> None:
    record()
    record(company_id=None)
    record(account_id=None)
    page = viewer.get(reverse("import-counts"), headers=headers).text
    assert "not connected" in page
    assert "<dd>2</dd>" in page
    assert "<dd>1</dd>" in page
