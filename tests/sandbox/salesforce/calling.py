"""A Salesforce sandbox called without a server between."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson

from integrations.sandbox import control
from integrations.sandbox.salesforce.crm import SalesforceCrm
from integrations.sandbox.switchboard import Switchboard
from integrations.sandbox.wire import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.wire import Response

KEY = "HubSpot_Company_Id__c"
KEY_FIELD = {
    "FullName": f"Account.{KEY}",
    "Metadata": {
        "label": "HubSpot Company ID",
        "type": "Text",
        "length": 64,
        "externalId": True,
        "unique": True,
        "caseSensitive": True,
    },
}


DATA = "/services/data/v64.0/"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass
class Salesforce:
    crm: SalesforceCrm = field(default_factory=SalesforceCrm)
    headers: dict[str, str] = field(
        default_factory=lambda: {"authorization": "Bearer t", "host": "sandbox:1"}
    )

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        fault: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """``path`` is below the version."""
        content = b"" if body is None else orjson.dumps(body)
        return self.send(method, DATA + path, content, headers or {}, fault or {})

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] = NOTHING,
        fault: Mapping[str, object] = NOTHING,
    ) -> Response:
        path, _, query = path.partition("?")
        headers = {**self.headers, **headers}
        return self.crm.handle(Request(method, path, query, headers, body, fault))

    def answer(self, method: str, path: str, body: object = None) -> Any:
        """The body of a call that has to succeed."""
        response = self.call(method, path, body)
        assert response.status < 300, response.body
        return response.body

    def query(self, text: str, *, deleted: bool = False) -> Response:
        return self.call("GET", query_path(text, deleted=deleted))

    def rows(self, text: str, *, deleted: bool = False) -> list[dict[str, Any]]:
        response = self.query(text, deleted=deleted)
        assert response.status == 200, response.body
        body: Any = response.body
        return list(body["records"])

    def values(self, text: str, name: str = "Name") -> list[Any]:
        return [row[name] for row in self.rows(text)]

    def create(self, kind: str = "Account", **values: object) -> str:
        values = {"Name": "Acme", **values} if kind == "Account" else values
        return str(self.answer("POST", f"sobjects/{kind}", values)["id"])

    def read(self, id_: str, kind: str = "Account") -> dict[str, Any]:
        record: dict[str, Any] = self.answer("GET", f"sobjects/{kind}/{id_}")
        return record

    def steer(self, method: str, name: str, order: object = None) -> Response:
        """A control call."""
        content = b"" if order is None else orjson.dumps(order)
        request = Request(method, f"/__sandbox__/{name}", body=content)
        return control.answer(Switchboard(self.crm), request)

    def steered(self, name: str, order: object) -> Any:
        """The answer to a control call that has to be obeyed."""
        response = self.steer("POST", name, order)
        assert response.status == 200, response.body
        return response.body

    def add_key_field(self) -> None:
        self.answer("POST", "tooling/sobjects/CustomField", KEY_FIELD)


def soql(*clauses: str) -> str:
    return " ".join(clauses)


def query_path(text: str, *, deleted: bool = False) -> str:
    resource = "queryAll" if deleted else "query"
    return f"{resource}?{urlencode({'q': text})}"


def refusal(response: Response) -> dict[str, Any]:
    """The one error of a refused call."""
    body: Any = response.body
    assert response.status >= 400
    assert len(body) == 1
    return dict(body[0])


def code(response: Response) -> tuple[int, str]:
    return response.status, str(refusal(response)["errorCode"])
