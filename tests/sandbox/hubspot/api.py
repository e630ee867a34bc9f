"""The HubSpot sandbox called without a server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson

from integrations.sandbox.hubspot.crm import HubSpotCrm
from integrations.sandbox.wire import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = "syncadmin_account_id"
ONCE = ("correlationId", "startedAt", "completedAt", "requestId")


@dataclass(slots=True)
class Answer:
    status: int
    json: Any
    headers: Mapping[str, str]

    @property
    def told(self) -> Any:
        """The body without what differs every time."""
        return {name: self.json[name] for name in self.json if name not in ONCE}

    @property
    def ids(self) -> list[str]:
        return [str(row["id"]) for row in self.json["results"]]


@dataclass(slots=True)
class Api:
    crm: HubSpotCrm = field(default_factory=HubSpotCrm)
    token: str = "pat-test"
    fault: Mapping[str, object] = field(default_factory=dict)

    def __call__(
        self, method: str, path: str, body: object = None, **query: object
    ) -> Answer:
        request = Request(
            method,
            path,
            urlencode(query, doseq=True),
            {"authorization": f"Bearer {self.token}"} if self.token else {},
            body if isinstance(body, bytes) else orjson.dumps(body),
            self.fault,
        )
        response = self.crm.handle(request)
        return Answer(response.status, _decoded(response.body), response.headers)

    def made(self, **properties: str) -> str:
        """The id of a new company."""
        return str(self.created("companies", **properties)["id"])

    def contact(self, **properties: str) -> str:
        """The id of a new contact."""
        return str(self.created("contacts", **properties)["id"])

    def created(self, kind: str, **properties: str) -> dict[str, Any]:
        answer = self("POST", f"/crm/v3/objects/{kind}", {"properties": properties})
        assert answer.status == 201, answer.json
        return dict(answer.json)

    def company(self, company_id: str, *names: str) -> dict[str, Any]:
        """The properties of a company."""
        path = f"/crm/v3/objects/companies/{company_id}"
        answer = self("GET", path, properties=list(names))
        return dict(answer.json["properties"])

    def batch(self, name: str, *inputs: object, **more: object) -> Answer:
        path = f"/crm/v3/objects/companies/batch/{name}"
        return self("POST", path, {"inputs": inputs, **more})

    def search(self, *filters: object, **more: object) -> Answer:
        groups = [{"filters": filters}] if filters else []
        order = {"filterGroups": groups, **more}
        return self("POST", "/crm/v3/objects/companies/search", order)

    def add_key(self) -> None:
        """Syncadmin's own property, which takes each value once."""
        answer = self(
            "POST",
            "/crm/v3/properties/companies",
            {
                "name": KEY,
                "label": "Salesforce account ID",
                "type": "string",
                "fieldType": "text",
                "groupName": "companyinformation",
                "hasUniqueValue": True,
            },
        )
        assert answer.status == 201, answer.json


def condition(name: str, operator: str, value: object = None, **more: object) -> object:
    """One filter of a search."""
    given = {} if value is None else {"value": value}
    return {"propertyName": name, "operator": operator, **given, **more}


def _decoded(body: object) -> Any:
    """As it comes over the wire."""
    if body is None or isinstance(body, bytes):
        return body
    return orjson.loads(orjson.dumps(body))
