"""The server under the sandbox CRMs, over real HTTP."""

from __future__ import annotations

import gc
import gzip
import http.client
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests

from tests.sandbox.running import start_sandbox
from tests.sandbox.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sandbox.shelf import ServedShelf


@pytest.fixture
def connection(shelf: ServedShelf) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(urlsplit(shelf.url).netloc, timeout=30)
    yield connection
    connection.close()


def test_a_body_in_chunks_arrives_whole(shelf: ServedShelf) -> None:
    parts = [b"a" * 70_000, b"b", b"c" * 9]

    shelf.call("PUT", "/thing", data=iter(parts))

    assert shelf.call("GET", "/thing").content == b"".join(parts)


def test_a_compressed_body_arrives_unpacked(shelf: ServedShelf) -> None:
    packed = gzip.compress(b"plain words")

    shelf.call("PUT", "/thing", data=packed, headers={"Content-Encoding": "gzip"})

    assert shelf.crm.things["/thing"] == b"plain words"


def test_a_body_of_many_megabytes_is_taken(shelf: ServedShelf) -> None:
    shelf.call("PUT", "/thing", data=b"x" * 20_000_000)

    assert len(shelf.crm.things["/thing"]) == 20_000_000


def test_one_connection_serves_many_calls(
    shelf: ServedShelf, connection: http.client.HTTPConnection
) -> None:
    connection.connect()
    socket = connection.sock
    for number in range(20):
        connection.request("PUT", f"/things/{number}", b"body")
        assert connection.getresponse().read() == b""

    assert connection.sock is socket
    assert len(shelf.crm.things) == 20


def test_fifty_calls_at_once_are_all_answered(shelf: ServedShelf) -> None:
    shelf.control("POST", "settings", {"latency_ms": 50})

    with ThreadPoolExecutor(50) as pool:
        answers = pool.map(
            lambda number: shelf.call("PUT", f"/things/{number}", data=b"x"), range(50)
        )

    assert {answer.status_code for answer in answers} == {201}
    assert len(shelf.crm.things) == 50


def test_an_empty_answer_says_that_it_is_empty(
    connection: http.client.HTTPConnection,
) -> None:
    connection.request("PUT", "/thing", b"body")
    answer = connection.getresponse()

    assert (answer.status, answer.getheader("Content-Length")) == (201, "0")


def test_an_answer_that_is_no_bytes_goes_out_as_json(shelf: ServedShelf) -> None:
    answer = shelf.call("GET", "/nowhere")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert answer.json() == {"message": "nothing here"}


def test_bytes_go_out_as_they_are(shelf: ServedShelf) -> None:
    shelf.call("PUT", "/thing", data=b"\x00\xff")

    answer = shelf.call("GET", "/thing")

    assert answer.content == b"\x00\xff"
    assert answer.headers["Content-Type"] == "text/plain"


def test_path_and_query_reach_the_crm_as_they_were_sent(
    connection: http.client.HTTPConnection, shelf: ServedShelf
) -> None:
    connection.request("GET", "/things/a%2Fb%20c/?name=x&name=&q=1%262")
    connection.getresponse().read()

    request = shelf.crm.requests[0]
    assert request.path == "/things/a%2Fb%20c/"
    assert request.segments == ["things", "a/b c"]
    assert request.query == [("name", "x"), ("name", ""), ("q", "1&2")]


def test_names_of_headers_reach_the_crm_in_lower_case(shelf: ServedShelf) -> None:
    shelf.call("GET", "/thing", headers={"Sforce-Query-OPTIONS": "batchSize=200"})

    assert shelf.crm.requests[0].headers["sforce-query-options"] == "batchSize=200"


def test_a_long_address_reaches_the_crm(shelf: ServedShelf) -> None:
    shelf.call("GET", "/things", params={"ids": "x" * 40_000})

    assert len(shelf.crm.requests[0].query_string) > 40_000


def test_who_knocks_while_it_stops_is_hung_up_on() -> None:
    """A socket that stays open is a warning, and so an error of the test."""
    with ThreadPoolExecutor(3) as pool:
        for _time in range(8):
            with start_sandbox(Shelf()) as url:
                knocking = [pool.submit(knock_until_refused, url) for _hand in range(3)]
                wait(knocking, timeout=0.05)
            wait(knocking)
    gc.collect()


def knock_until_refused(url: str) -> None:
    with suppress(requests.ConnectionError):
        while True:
            requests.get(url, timeout=30)
