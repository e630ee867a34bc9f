"""An unmodified public client works against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
from requests.adapters import HTTPAdapter
from simple_salesforce.api import Salesforce as Client
from simple_salesforce.exceptions import (
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceMoreThanOneRecord,
    SalesforceRefusedRequest,
    SalesforceResourceNotFound,
)

from integrations.sandbox.salesforce.crm import SalesforceCrm
from tests.sandbox.running import start_sandbox
from tests.sandbox.salesforce.calling import KEY, KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNTS = 450


class ToSandbox(HTTPAdapter):
    """The client knows only https: this carries its calls to the sandbox."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        super().__init__()

    def send(
        self, request: requests.PreparedRequest, *args: Any, **options: Any
    ) -> requests.Response:
        address = urlsplit(str(request.url))
        parts = ("http", self._host, address.path, address.query, "")
        request.url = urlunsplit(parts)
        return super().send(request, *args, **options)


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    crm = SalesforceCrm()
    crm.reset(1, {"accounts": ACCOUNTS})
    with start_sandbox(crm) as url, requests.Session() as session:
        session.mount("https://", ToSandbox(url))
        yield session


@pytest.fixture(scope="module")
def client(session: requests.Session) -> Any:
    client: Any = Client(
        instance_url="https://sandbox.example",
        session_id="token",
        session=session,
        version="64.0",
    )
    client.toolingexecute("sobjects/CustomField", "POST", KEY_FIELD)
    return client


def test_the_client_signs_in_by_itself(session: requests.Session) -> None:
    client: Any = Client(
        consumer_key="key", consumer_secret="secret", domain="my", session=session
    )
    assert client.oauth2("userinfo")["email"] == "ada@northwind.example"


def test_all_pages_are_read(client: Any) -> None:
    text = "SELECT Id, Name, Owner.Email FROM Account ORDER BY Id LIMIT 400"
    headers = {"Sforce-Query-Options": "batchSize=200"}
    rows = list(client.query_all_iter(text, headers=headers))
    assert len({row["Id"] for row in rows}) == 400
    assert {"ada@northwind.example"} <= {row["Owner"]["Email"] for row in rows}
    assert client.query("SELECT count() FROM Account")["totalSize"] >= ACCOUNTS


def test_a_record_lives_and_dies(client: Any) -> None:
    id_ = client.Account.create({"Name": "Over HTTP"})["id"]
    assert client.Account.update(id_, {"Phone": "1"}) == 204
    assert client.Account.get(id_)["Phone"] == "1"
    assert client.Account.delete(id_) == 204
    with pytest.raises(SalesforceResourceNotFound, match="ENTITY_IS_DELETED"):
        client.Account.get(id_)


def test_an_upsert_tells_201_and_200(client: Any) -> None:
    path = f"{KEY}/over%2Fhttp"
    assert client.Account.upsert(path, {"Name": "Upserted"}) == 201
    assert client.Account.upsert(path, {"Name": "Upserted"}) == 200
    found = client.Account.get_by_custom_id(KEY, "over/http")
    assert found["Name"] == "Upserted"


def test_a_collection_is_written(client: Any) -> None:
    records = [
        {"attributes": {"type": "Account"}, KEY: f"c{number}", "Name": "Batch"}
        for number in range(200)
    ]
    results = client.restful(
        f"composite/sobjects/Account/{KEY}", method="PATCH", json={"records": records}
    )
    assert {result["created"] for result in results} == {True}


def test_describe_limits_and_changes_are_read(client: Any) -> None:
    fields = {field["name"] for field in client.Account.describe()["fields"]}
    assert KEY in fields
    assert len(client.describe()["sobjects"]) == 6
    assert client.limits()["DailyApiRequests"]["Max"] == 15000
    assert client.api_usage["api-usage"].total == 15000


def test_refusals_have_their_exceptions(client: Any, session: requests.Session) -> None:
    with pytest.raises(SalesforceMalformedRequest):
        client.query("SELECT Nothing__c FROM Account")
    for _ in range(2):
        client.Contact.create({"LastName": "Twin", "Email": "twin@x.example"})
    with pytest.raises(SalesforceMoreThanOneRecord):
        client.Contact.get_by_custom_id("Email", "twin@x.example")
    for token, error in (
        ("expired", SalesforceExpiredSession),
        ("forbidden", SalesforceRefusedRequest),
    ):
        other: Any = Client(
            instance_url="https://sandbox.example", session_id=token, session=session
        )
        with pytest.raises(error):
            other.query("SELECT Id FROM Account")
