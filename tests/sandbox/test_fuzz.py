"""Whatever is sent to either sandbox over HTTP, it answers, and never with a 500."""

from __future__ import annotations

import http.client
import json
import socket
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from integrations.sandbox.hubspot.crm import HubSpotCrm
from integrations.sandbox.salesforce.crm import SalesforceCrm
from tests.sandbox.running import start_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

SECONDS = 20
SALESFORCE, HUBSPOT = "salesforce", "hubspot"
SIZES = {"accounts": 20, "companies": 20, "contacts": 10, "leads": 5, "lists": 2}
CRMS = {SALESFORCE: SalesforceCrm, HUBSPOT: HubSpotCrm}
quickly = settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Answer(NamedTuple):
    status: int
    body: bytes


class Server:
    """One sandbox; a connection each call, so that no call can spoil the next."""

    def __init__(self, url: str) -> None:
        self.address = (str(urlsplit(url).hostname), int(urlsplit(url).port or 0))

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        connection = http.client.HTTPConnection(*self.address, timeout=SECONDS)
        named = {"authorization": "Bearer t", "content-type": "application/json"}
        with closing(connection):
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, text in (named | headers).items():
                connection.putheader(name, text)
            connection.putheader("content-length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(response.status, response.read())

    def raw(self, sent: bytes) -> bytes:
        """The first line of what comes back; the sender says no more after that."""
        with socket.create_connection(self.address, timeout=SECONDS) as line:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            return line.makefile("rb").readline()


@pytest.fixture(scope="module", params=CRMS)
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, Server]]:
    crm: Any = CRMS[request.param]()
    crm.reset(1, SIZES)
    with start_sandbox(crm) as url:
        yield request.param, Server(url)


@pytest.fixture(scope="module")
def salesforce() -> Iterator[Server]:
    crm = SalesforceCrm()
    crm.reset(1, SIZES)
    with start_sandbox(crm) as url:
        yield Server(url)


def check(name: str, answer: Answer) -> None:
    """An answer or a refusal, a refusal in the shape of its vendor."""
    assert answer.status < 500 or answer.status == 501, answer
    if answer.status < 400 or not answer.body:
        return
    body = json.loads(answer.body)
    if name == HUBSPOT:
        assert body["status"] == "error", answer
        assert body["message"], answer
    elif "error" not in body:
        assert all(item["errorCode"] and item["message"] for item in body), answer


ID = st.sampled_from(("001Sb0000000001IAA", "5100000001", "1", "0", "-1", "%00"))
ODD = st.text(max_size=12).map(lambda text: quote(text, safe=""))
NAMES = {
    SALESFORCE: (
        *("services", "data", "v64.0", "v1.0", "v999.0", "sobjects", "Account"),
        *("Contact", "Lead", "describe", "query", "queryAll", "composite", "batch"),
        *("jobs", "ingest", "query", "results", "batches", "failedResults", "limits"),
        *("tooling", "CustomField", "updated", "deleted", "Name", "oauth2", "token"),
    ),
    HUBSPOT: (
        *("crm", "v3", "v4", "2026-03", "objects", "companies", "contacts", "batch"),
        *("search", "read", "create", "update", "upsert", "archive", "merge", "lists"),
        *("associations", "default", "properties", "groups", "owners", "pipelines"),
        *("memberships", "account-info", "oauth", "v1", "token", "imports", "labels"),
    ),
}
ROOTS = {SALESFORCE: "/services/data/v64.0/", HUBSPOT: "/crm/v3/"}
METHOD = st.sampled_from(
    ("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE")
)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
KEY = st.sampled_from(
    (
        *("records", "allOrNone", "attributes", "type", "id", "Id", "Name", "ids"),
        *("fields", "object", "operation", "query", "state", "inputs", "properties"),
        *("filterGroups", "filters", "sorts", "limit", "after", "from", "to", "types"),
        *("idProperty", "compositeRequest", "batchRequests", "FullName", "Metadata"),
    )
)
OBJECT = st.dictionaries(KEY, VALUE | st.lists(st.dictionaries(KEY, VALUE), max_size=3))
BODY = (
    st.binary(max_size=60)
    | VALUE.map(lambda value: json.dumps(value).encode())
    | OBJECT.map(lambda value: json.dumps(value).encode())
    | OBJECT.map(lambda value: json.dumps(value).encode()[:-1])
)


def paths(name: str) -> SearchStrategy[str]:
    part = st.sampled_from(NAMES[name]) | ID | ODD
    below = st.lists(part, max_size=6).map("/".join)
    root = st.just(ROOTS[name]) | st.just("/")
    query = st.just("") | st.builds("?{}={}".format, KEY, ODD | ID)
    return st.builds("{}{}{}".format, root, below, query)


@quickly
@given(data=st.data(), method=METHOD, body=BODY)
def test_any_path_with_any_body_is_answered(
    server: tuple[str, Server], data: st.DataObject, method: str, body: bytes
) -> None:
    name, there = server
    path = data.draw(paths(name))
    check(name, there.call(method, path, body))


HEADER = st.sampled_from(
    (
        *("authorization", "content-type", "if-match", "if-none-match", "accept"),
        *("if-modified-since", "if-unmodified-since", "sforce-query-options"),
        *("sforce-duplicate-rule-header", "content-encoding", "range", "cookie"),
    )
)
LATIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"),
    max_size=30,
)
PLACES = {
    SALESFORCE: ("sobjects/Account/001Sb0000000001IAA", "query?q=SELECT+Id+FROM+Lead"),
    HUBSPOT: ("objects/companies/5100000001", "objects/companies"),
}


@quickly
@given(
    data=st.data(), headers=st.dictionaries(HEADER, LATIN, max_size=3), method=METHOD
)
def test_any_header_is_answered(
    server: tuple[str, Server],
    data: st.DataObject,
    headers: dict[str, str],
    method: str,
) -> None:
    name, there = server
    path = ROOTS[name] + data.draw(st.sampled_from(PLACES[name]))
    check(name, there.call(method, path, b"{}", **headers))


LINES = {
    "no-request": b"\r\n\r\n",
    "an-unknown-method": b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
    "no-words": b"hello\r\n\r\n",
    "a-wrong-version": b"GET / HTTP/9.9\r\n\r\n",
    "a-header-without-colon": b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
    "a-negative-length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    "a-length-that-is-no-number": b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    "chunks-that-are-none": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"
    ),
    "half-a-body": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{",
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("sent", LINES.values(), ids=LINES)
def test_what_is_no_http_is_refused_or_hung_up_on(
    server: tuple[str, Server], sent: bytes
) -> None:
    answered = server[1].raw(sent)
    assert b" 500 " not in answered
    assert answered == b"" or answered.startswith(b"HTTP/1.")


WORD = st.sampled_from(
    (
        *("SELECT", "FROM", "WHERE", "ORDER BY", "LIMIT", "OFFSET", "AND", "OR", "NOT"),
        *("Id", "Name", "Account", "Owner.Name", "count()", "IN", "LIKE", "=", "<"),
        *("(", ")", ",", "'x'", "'\\", "null", "true", "12", "-1", "1e999", "TODAY"),
        *("2024-01-01T00:00:00Z", "LAST_N_DAYS:3", "NULLS LAST", "TYPEOF", "GROUP BY"),
    )
)
SOQL = st.lists(WORD | st.text(max_size=5), max_size=14).map(" ".join)


@quickly
@given(soql=SOQL | SOQL.map("SELECT Id FROM Account WHERE {}".format))
@example(soql="SELECT Id FROM Account WHERE " + "(" * 3000)
@example(soql="SELECT Id FROM Account WHERE " + "NOT " * 3000 + "Name = 'x'")
def test_any_soql_is_answered(salesforce: Server, soql: str) -> None:
    path = f"{ROOTS[SALESFORCE]}query?q={quote(soql, safe='')}"
    check(SALESFORCE, salesforce.call("GET", path))


CELL = st.sampled_from(("Name", "Id", "Phone", '"', "#N/A", "true", "\ufeff", "x" * 99))
MARK = st.sampled_from((",", "\n", "\r\n", "\r", ";", "\x00", "\u2028"))
CSV = st.lists(CELL | MARK | st.text(max_size=5), max_size=30).map("".join)
INGEST = f"{ROOTS[SALESFORCE]}jobs/ingest"
ENDS = ("JobComplete", "Failed")


@quickly
@given(
    operation=st.sampled_from(("insert", "update", "upsert", "delete")),
    content=st.binary(max_size=40)
    | (CSV | CSV.map("Name,Phone\n{}".format)).map(str.encode),
)
def test_any_csv_ends_its_job(
    salesforce: Server, operation: str, content: bytes
) -> None:
    order = {"object": "Account", "operation": operation, "externalIdFieldName": "Id"}
    job = json.loads(salesforce.call("POST", INGEST, json.dumps(order).encode()).body)
    path = f"{INGEST}/{job['id']}"
    put = salesforce.call(
        "PUT", f"{path}/batches", content, **{"content-type": "text/csv"}
    )
    check(SALESFORCE, put)
    salesforce.call("PATCH", path, b'{"state": "UploadComplete"}')
    while json.loads(salesforce.call("GET", path).body)["state"] not in ENDS:
        pass
    for results in ("successfulResults", "failedResults", "unprocessedrecords"):
        assert salesforce.call("GET", f"{path}/{results}").status == 200


UNKNOWN = {
    "doc-no-such-path": (SALESFORCE, "/services/data/v64.0/nothing", 404),
    "doc-outside-of-the-api": (SALESFORCE, "/lightning/page/home", 404),
    "not-here-chatter": (SALESFORCE, "/services/data/v64.0/chatter/feeds", 501),
    "not-here-the-older-bulk-api": (SALESFORCE, "/services/async/64.0/job", 501),
    "not-here-soap": (SALESFORCE, "/services/Soap/u/64.0", 501),
    "doc-no-such-hubspot-path": (HUBSPOT, "/crm/v3/nothing", 404),
    "doc-outside-of-hubspot": (HUBSPOT, "/nothing", 404),
    "not-here-deals": (HUBSPOT, "/crm/v3/objects/deals", 501),
    "not-here-imports": (HUBSPOT, "/crm/v3/imports", 501),
}


@pytest.mark.parametrize("fact", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_there_is_the_vendors_404_or_a_501_that_names_it(
    fact: tuple[str, str, int],
) -> None:
    name, path, status = fact
    crm: Any = CRMS[name]()
    with start_sandbox(crm) as url:
        answer = Server(url).call("GET", path)
    check(name, answer)
    assert answer.status == status
    assert (b"The sandbox does not implement" in answer.body) == (status == 501)
