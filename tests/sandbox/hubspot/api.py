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


@dataclass(slots=True)
class Answer:
    status: int
    json: Any
    headers: Mapping[str, str]


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
        return self.created("companies", **properties)["id"]  # type: ignore[no-any-return]

    def contact(self, **properties: str) -> str:
        """The id of a new contact."""
        return self.created("contacts", **properties)["id"]  # type: ignore[no-any-return]

    def created(self, kind: str, **properties: str) -> dict[str, Any]:
        answer = self("POST", f"/crm/v3/objects/{kind}", {"properties": properties})
        assert answer.status == 201, answer.json
        return answer.json  # type: ignore[no-any-return]

    def company(self, company_id: str, *names: str) -> dict[str, Any]:
        """The properties of a company."""
        path = f"/crm/v3/objects/companies/{company_id}"
        return self("GET", path, properties=list(names)).json["properties"]  # type: ignore[no-any-return]

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


def _decoded(body: object) -> Any:
    return body if body is None or isinstance(body, bytes) else _plain(body)


def _plain(body: object) -> Any:
    return orjson.loads(orjson.dumps(body))
