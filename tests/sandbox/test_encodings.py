"""Packed bodies, over a raw socket: unpacked or refused, never left waiting."""

from __future__ import annotations

import gzip
import json
import socket
import zlib
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from integrations.sandbox.hubspot.crm import HubSpotCrm
from integrations.sandbox.salesforce.crm import SalesforceCrm
from integrations.sandbox.server import MAX_BODY
from tests.sandbox.running import start_sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.sandbox.crm import Crm
    from tests.sandbox.shelf import ServedShelf

PATHS = {
    "salesforce": "/services/data/v64.0/sobjects/Account",
    "hubspot": "/crm/v3/objects/companies",
}
CRMS: dict[str, Callable[[], Crm]] = {
    "salesforce": SalesforceCrm,
    "hubspot": HubSpotCrm,
}
PLAIN = b"plain words " * 50
PACKED = zlib.compress(PLAIN)
BARE = PACKED[2:-4]


def sent(url: str, path: str, encoding: str, *segments: bytes) -> tuple[int, bytes]:
    """Give status and body of the answer; the body goes out in these segments."""
    address = urlsplit(url)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        "Authorization: Bearer me\r\n"
        f"Content-Type: application/json\r\nContent-Encoding: {encoding}\r\n"
        f"Content-Length: {sum(map(len, segments))}\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port), 30) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in (head.encode(), *segments):
            wire.sendall(part)
        answer = HTTPResponse(wire, method="POST")
        answer.begin()
        return answer.status, answer.read()


@pytest.mark.parametrize(
    ("encoding", "segments"),
    [
        ("gzip", [gzip.compress(PLAIN)]),
        ("x-gzip", [gzip.compress(PLAIN)]),
        ("GZIP", [gzip.compress(PLAIN[:100]), gzip.compress(PLAIN[100:])]),
        ("deflate", [PACKED[:1], PACKED[1:]]),
        ("deflate", [BARE[:5], BARE[5:]]),
        ("deflate, gzip", [gzip.compress(PACKED)]),
        ("identity", [PLAIN[:7], PLAIN[7:]]),
    ],
    ids=["gzip", "x-gzip", "two members", "framed", "bare", "packed twice", "as it is"],
)
def test_a_packed_body_arrives_unpacked_in_however_many_segments(
    shelf: ServedShelf, encoding: str, segments: list[bytes]
) -> None:
    assert sent(shelf.url, "/thing", encoding, *segments)[0] == 404
    assert shelf.crm.requests[0].body == PLAIN


def test_a_call_without_a_body_may_name_an_encoding(shelf: ServedShelf) -> None:
    assert sent(shelf.url, "/thing", "gzip")[0] == 404


@pytest.mark.parametrize("crm", PATHS)
@pytest.mark.parametrize(
    ("encoding", "segments"),
    [
        ("gzip", [b"this is not gzip"]),
        ("gzip", [gzip.compress(PLAIN)[:-4]]),
        ("gzip", [gzip.compress(PLAIN), b"and more"]),
        ("deflate", [b"\xff\xff", b"garbage"]),
        ("deflate", [PACKED[:9], PACKED[9:-3]]),
        ("br", [b"\x0b\x02\x80abc\x03"]),
        ("zstd", [b"\x28\xb5\x2f\xfd"]),
    ],
    ids=["garbage", "cut", "trailing", "deflated garbage", "cut deflate", "br", "zstd"],
)
def test_a_body_that_does_not_decode_is_refused_with_the_vendors_body(
    crm: str, encoding: str, segments: list[bytes]
) -> None:
    with start_sandbox(CRMS[crm]()) as url:
        status, body = sent(url, PATHS[crm], encoding, *segments)

    assert status == 400
    assert encoding in message(crm, body)


@pytest.mark.parametrize("crm", PATHS)
@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_too_large_unpacked_is_refused_with_the_vendors_body(
    crm: str, encoding: str
) -> None:
    plain = bytes(MAX_BODY + 1)
    packed = gzip.compress(plain) if encoding == "gzip" else zlib.compress(plain)
    with start_sandbox(CRMS[crm]()) as url:
        status, body = sent(url, PATHS[crm], encoding, packed)

    assert status == 413
    assert str(MAX_BODY) in message(crm, body)


def test_a_body_refused_is_counted_as_a_call(shelf: ServedShelf) -> None:
    assert sent(shelf.url, "/thing", "gzip", b"garbage")[0] == 400

    answer = shelf.call("GET", "/__sandbox__/requests").json()
    assert answer["by_status"] == {"400": 1}


def test_a_control_call_that_does_not_decode_is_told_so(shelf: ServedShelf) -> None:
    status, body = sent(shelf.url, "/__sandbox__/reset", "gzip", b"garbage")

    assert status == 400
    assert "gzip" in json.loads(body)["message"]


def message(crm: str, body: bytes) -> str:
    answer: Any = json.loads(body)
    refusal = answer[0] if crm == "salesforce" else answer
    assert refusal.keys() >= (
        {"errorCode"} if crm == "salesforce" else {"status", "correlationId"}
    )
    return str(refusal["message"])
