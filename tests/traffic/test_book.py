"""Traffic that is not what the vendors would send or take is written down."""

from __future__ import annotations

import pytest
import requests

from integrations.sandbox.wire import Request, Response
from tests.sandbox.running import start_sandbox
from tests.traffic.book import Book, Exchange
from tests.traffic.checked import CheckedHubSpot, CheckedSalesforce

ASKED = Exchange({200: {"id": int}}, body={"name": str}, query={"limit?": str})
ERROR = [{"message": str}]
WELL = Request("POST", "/things", body=b'{"name": "a"}')


def _faults(request: Request, response: Response, at: str = "POST things") -> list[str]:
    book = Book({"POST things": ASKED}, ERROR)
    book.note(at, request, response)
    return book.offences


@pytest.mark.parametrize(
    ("request_", "response"),
    [
        (WELL, Response(200, {"id": 1})),
        (WELL, Response(200, b'{"id": 1}')),
        (WELL, Response(400, [{"message": "no"}])),
        (
            Request("POST", "/things", "limit=5", {}, WELL.body),
            Response(200, {"id": 1}),
        ),
        (
            Request(
                "POST",
                "/things",
                headers={"content-type": "application/x-www-form-urlencoded"},
                body=b"name=a",
            ),
            Response(200, {"id": 1}),
        ),
    ],
    ids=["an answer", "an answer in bytes", "a refusal", "a parameter", "a form"],
)
def test_what_fits_is_not_written_down(request_: Request, response: Response) -> None:
    assert _faults(request_, response) == []


@pytest.mark.parametrize(
    ("request_", "response", "fault"),
    [
        (WELL, Response(200, {"id": "1"}), "(200): the answer.id is '1'"),
        (WELL, Response(201, {"id": 1}), "tests/traffic has no shape of this answer"),
        (WELL, Response(400, {"message": "no"}), "the answer is no list"),
        (
            Request("POST", "/things", body=b"{}"),
            Response(200, {"id": 1}),
            "has no name",
        ),
        (
            Request("POST", "/things", "size=5", {}, WELL.body),
            Response(200, {"id": 1}),
            "the query.size is not known",
        ),
    ],
    ids=[
        "a wrong answer",
        "a wrong status",
        "a wrong refusal",
        "a body",
        "a parameter",
    ],
)
def test_what_does_not_fit_is_written_down(
    request_: Request, response: Response, fault: str
) -> None:
    [found] = _faults(request_, response)
    assert found.startswith("POST /things (")
    assert fault in found


def test_an_endpoint_without_a_shape_may_only_refuse() -> None:
    [found] = _faults(WELL, Response(200, {}), "POST others")
    assert "tests/traffic has no shape of this answer" in found
    assert _faults(WELL, Response(404, [{"message": "no"}]), "POST others") == []


def test_both_sandboxes_write_down_what_they_are_wrongly_asked() -> None:
    for crm, path in (
        (CheckedSalesforce(), "/services/data?why=so"),
        (CheckedHubSpot(), "/crm/v3/objects/companies?why=so"),
    ):
        with start_sandbox(crm) as url:
            requests.get(url + path, headers={"Authorization": "Bearer x"}, timeout=30)
        [found] = crm.book.offences
        assert "the query.why is not known" in found
