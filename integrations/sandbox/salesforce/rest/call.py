"""One call of the REST API, as its handler sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import orjson

from integrations.sandbox.salesforce.dml.mismatch import MismatchError
from integrations.sandbox.salesforce.dml.unit import Unit
from integrations.sandbox.salesforce.duplicates import DuplicateTerms
from integrations.sandbox.salesforce.errors import (
    NotFoundError,
    RefusalError,
    UnsupportedError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.rest.routes import Routes
    from integrations.sandbox.salesforce.schema.sobject import SObject
    from integrations.sandbox.wire import Request

Payload = dict[str, object]

FLAGS: dict[object, bool] = {"true": True, "false": False}


@dataclass(slots=True)
class Call:
    """``arguments`` are the variable parts of the path; ``version`` is ``v64.0``.

    ``routes`` is where a call that holds others finds their handlers.
    """

    org: Org
    request: Request
    version: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    routes: Routes | None = None
    unit: Unit = field(init=False)

    def __post_init__(self) -> None:
        header = self.request.headers.get("sforce-duplicate-rule-header", "")
        self.unit = Unit(self.org, DuplicateTerms.read(header, self.version))

    def join(self, unit: Unit) -> None:
        """Become part of another call's transaction, on terms of its own."""
        unit.terms, self.unit = self.unit.terms, unit

    @property
    def base(self) -> str:
        return f"/services/data/{self.version}"

    @property
    def host(self) -> str:
        """Where this sandbox is reached: no slash at the end."""
        return f"http://{self.request.headers.get('host', 'localhost')}"

    def sobject(self) -> SObject:
        """The object of the path; an unknown one is 404 here, not INVALID_TYPE."""
        kind = self.org.asked_for(self.arguments["object"])
        if kind is None:
            raise NotFoundError
        return kind

    def parameter(self, name: str) -> str | None:
        return dict(self.request.query).get(name)

    def switch(self, name: str) -> bool:
        return (self.parameter(name) or "").lower() == "true"

    def flag(self, name: str) -> bool:
        """A flag of the body; [mem] that a text may stand for it, as for a checkbox."""
        return flag_of(name, self.json().get(name))

    def json(self) -> Payload:
        """The body as an object."""
        self._check_content_type()
        if not self.request.body:
            message = (
                "The HTTP entity body is required, but this request has no entity body."
            )
            raise RefusalError("JSON_PARSER_ERROR", message)
        try:
            body = orjson.loads(self.request.body)
        except orjson.JSONDecodeError as error:
            raise RefusalError("JSON_PARSER_ERROR", str(error)) from error
        if not isinstance(body, dict):
            message = "The request body has to be a JSON object at [line:1, column:1]"
            raise RefusalError("JSON_PARSER_ERROR", message)
        return cast("Payload", body)

    def _check_content_type(self) -> None:
        content_type = self.request.headers.get("content-type", "application/json")
        if "xml" in content_type:
            raise UnsupportedError("XML bodies")
        if "json" not in content_type:
            message = f"Content type {content_type} not supported."
            raise RefusalError("UNSUPPORTED_MEDIA_TYPE", message, status=415)


def flag_of(name: str, raw: object) -> bool:
    if raw is None or isinstance(raw, bool):
        return bool(raw)
    if not isinstance(raw, str) or raw not in FLAGS:
        raise MismatchError(name, "boolean", raw)
    return FLAGS[raw]
