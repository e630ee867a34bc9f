"""An import is chosen, checked and started (I1, I2)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from integrations.models import SyncRun
from tests.views.builders import connect_both, record, run, turn_on

if TYPE_CHECKING:
    from django.test import Client

PAGE = "/crm/import/"
IDS = ["001000000000001AAA", "001000000000002"]


def refused(client: Client, data: dict[str, Any], headers: dict[str, str]) -> str:
    answer = client.post(PAGE, data, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not SyncRun.objects.filter(kind="import", status="queued").exists()
    return answer.text


@pytest.mark.parametrize(
    ("data", "scope"),
    [
        ({"which": "all"}, {"where": [], "ids": []}),
        (
            {"which": "all", "field": "x", "value": "y", "ids": "y"},
            {"where": [], "ids": []},
        ),
        (
            {
                "which": "where",
                "field": ["industry", "", "Name"],
                "operator": ["is", "is", "begins"],
                "value": [" Banking ", "", "O'Neill"],
            },
            {"where": ["Industry = 'Banking'", r"Name LIKE 'O\'Neill%'"], "ids": []},
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
    data: dict[str, Any],
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
        ({"which": "where"}, "Choose at least one condition."),
        ({"which": "where", "field": "Colour", "value": "red"}, "no field Colour"),
        ({"which": "where", "value": "red"}, "Choose the field"),
        ({"which": "where", "field": "Industry"}, "Write a value"),
        ({"which": "ids", "ids": " \n"}, "at least one Salesforce account id"),
        ({"which": "ids", "ids": "nothing"}, "Line 1: no Salesforce account id"),
        ({"which": "ids", "ids": f"{IDS[0]}\nAcme"}, "Line 2: no Salesforce"),
        ({"which": "ids", "ids": f"{IDS[0][:-1]}B"}, "checksum is wrong"),
        ({"which": "ids", "ids": "003000000000001AAA"}, "not the id of an account"),
        ({"which": "some"}, "Select a valid choice"),
    ],
    ids=[
        "no condition",
        "unknown field",
        "no field",
        "no value",
        "nothing pasted",
        "no id",
        "a line without id",
        "mistyped",
        "a contact",
        "no choice",
    ],
)
def test_what_cannot_be_imported_is_said_at_its_field(
    operator: Client, data: dict[str, Any], reason: str, headers: dict[str, str]
) -> None:
    connect_both("Industry")
    turn_on()
    page = refused(operator, data, headers)
    assert reason in page
    for name in ("ids", "field", "value"):
        assert data.get(name, "").partition("\n")[0] in page


def test_accounts_are_read_from_an_uploaded_file(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    text = (
        f'Name;Parent;Account ID\n"Two\nlines";001000000000009AAA;{IDS[0]}\nB;;{IDS[1]}'
    )
    for content in (text.encode("utf-8-sig"), text.encode("utf-16")):
        file = SimpleUploadedFile("accounts.csv", content)
        operator.post(PAGE, {"which": "ids", "file": file}, headers=headers)
        started = SyncRun.objects.latest("pk")
        assert [account[:15] for account in started.scope["ids"]] == [
            account[:15] for account in IDS
        ]
        SyncRun.objects.all().delete()


def test_lines_of_a_file_without_an_account_are_named_by_their_numbers(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    lines = ["Account ID,Name", f"{IDS[0]},Good", *["x,<b>Bad</b>"] * 30]
    file = SimpleUploadedFile("accounts.csv", "\n".join(lines).encode())
    page = refused(operator, {"which": "ids", "file": file}, headers)
    assert "Line 3: no Salesforce account id (x &lt;b&gt;Bad&lt;/b&gt;)" in page
    assert "Line 22:" in page
    assert "Line 23:" not in page
    assert "And 10 more lines." in page


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04", "This is an Excel workbook"),
        (b"", "at least one Salesforce account id"),
        (b"Account ID\n", "at least one Salesforce account id"),
        (b"\x81\x8d", "This file is no text"),
        (b'Name\n"Acme,001000000000001AAA\nB', "Line 2: a quotation mark is not"),
        (b"x" * 200_000, "the line is too long"),
    ],
    ids=["workbook", "empty", "only a heading", "binary", "quote", "long line"],
)
def test_a_file_that_names_no_account_is_refused_with_what_to_do(
    operator: Client, content: bytes, reason: str, headers: dict[str, str]
) -> None:
    turn_on()
    file = SimpleUploadedFile("accounts.csv", content)
    assert reason in refused(operator, {"which": "ids", "file": file}, headers)


def test_a_hundred_thousand_accounts_are_taken_and_not_one_more(
    operator: Client,
) -> None:
    turn_on()
    ids = "\r\n".join(f"001{number:012d}" for number in range(100_000))
    operator.post(PAGE, {"which": "ids", "ids": ids})
    assert len(SyncRun.objects.get().scope["ids"]) == 100_000
    SyncRun.objects.all().delete()
    page = refused(operator, {"which": "ids", "ids": f"{ids}\r\n001100000000000"}, {})
    assert "These are 100,001 accounts" in page


def test_more_than_a_form_may_hold_is_refused_with_what_to_do(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    lines = f"{IDS[0]},{'x' * 90}\n" * 25_000
    data = {"which": "ids", "ids": lines}
    answer = operator.post(PAGE, data, headers=headers)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Upload a long list of accounts as a file" in answer.text
    file = SimpleUploadedFile("a.csv", lines.encode())
    operator.post(PAGE, {"which": "ids", "file": file}, headers=headers)
    assert SyncRun.objects.get().scope["ids"] == [IDS[0]]


@pytest.mark.parametrize("asked", [{}, {"dry_run": "1"}], ids=["import", "count"])
def test_a_second_click_finds_the_run_of_the_first(
    operator: Client, asked: dict[str, str], headers: dict[str, str]
) -> None:
    turn_on()
    clicks = [
        operator.post(PAGE, {"which": "ids", "ids": IDS[0], **asked}, headers=headers)
        for _click in range(2)
    ]
    assert SyncRun.objects.count() == 1
    assert clicks[0].headers["Location"] == clicks[1].headers["Location"]


def test_a_viewer_may_look_at_the_import_and_start_none(
    viewer: Client, headers: dict[str, str]
) -> None:
    turn_on()
    assert "Your role may look, not import." in viewer.get(PAGE).text
    answer = viewer.post(PAGE, {"which": "all"}, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert not SyncRun.objects.exists()


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


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ({"where": ["Industry = 'Banking'"], "ids": []}, "No account meets these"),
        ({"where": [], "ids": []}, "Salesforce has no account that"),
    ],
)
def test_an_import_that_met_no_account_says_so(
    viewer: Client, headers: dict[str, str], scope: dict[str, object], told: str
) -> None:
    empty = run("import", scope=scope)
    assert told in viewer.get(reverse("run", args=[empty.pk]), headers=headers).text
    quiet = run("import", scope=scope, read=3, unchanged=3)
    assert told not in viewer.get(reverse("run", args=[quiet.pk]), headers=headers).text
