"""How HubSpot says no: a status and an error body (section 2.7 of its facts)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class RefusedError(Exception):
    """An answer that is not a success; ``details`` go into the body, None takes out.

    ``names`` is told only when the answer is about one record of a batch.
    """

    def __init__(
        self,
        status: int,
        message: str,
        category: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        names: Mapping[str, list[str]] | None = None,
        status_text: str = "error",
        **details: object,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.category = category
        self.headers = dict(headers or {})
        self.names = dict(names or {})
        self.status_text = status_text
        self.details = details

    def response(self) -> Response:
        return Response(self.status, self.body(), self.headers)

    def body(self) -> dict[str, object]:
        body: dict[str, object] = {
            "status": self.status_text,
            "message": self.message,
            "correlationId": str(uuid4()),
            **self.details,
        }
        if self.category:
            body["category"] = self.category
        return {name: value for name, value in body.items() if value is not None}

    def with_headers(self, headers: Mapping[str, str]) -> RefusedError:
        self.headers |= headers
        return self

    def nested(self) -> RefusedError:
        """Some parts of HubSpot pass on an inner answer as the message (recorded)."""
        inner = self.body()
        return RefusedError(
            self.status,
            json.dumps(inner, separators=(",", ":"), ensure_ascii=False),
            correlationId=inner["correlationId"],
        )

    def entry(self, **names: list[str]) -> dict[str, object]:
        """Say the same of one record inside a 207 (recorded shape)."""
        entry: dict[str, object] = {
            "status": "error",
            "category": self.category or "VALIDATION_ERROR",
            "message": self.message,
        }
        if context := self.names | names:
            entry["context"] = context
        errors = self.details.get("errors")
        return {**entry, "errors": errors} if errors else entry


def not_implemented(what: str) -> RefusedError:
    return RefusedError(501, f"The sandbox does not implement {what}.")


def not_found() -> RefusedError:
    """Unknown record or route; recorded without a category."""
    return RefusedError(404, "resource not found")


def object_not_found(message: str) -> RefusedError:
    return RefusedError(404, message, "OBJECT_NOT_FOUND")


def invalid(
    message: str, *, context: object = None, errors: object = None, sub: str = ""
) -> RefusedError:
    return RefusedError(
        400,
        message,
        "VALIDATION_ERROR",
        subCategory=sub or None,
        context=context,
        errors=errors,
    )


def bad_request() -> RefusedError:
    """The search's answer to nearly everything it dislikes (recorded)."""
    return RefusedError(400, "There was a problem with the request.")


def missing_scopes(scopes: Iterable[str]) -> RefusedError:
    needed = {
        "message": "One or more of the following scopes are required.",
        "context": {"requiredGranularScopes": list(scopes)},
    }
    return RefusedError(
        403,
        "This app hasn't been granted all required scopes to make this call. "
        "Read more about required scopes here: https://developers.hubspot.com/scopes.",
        "MISSING_SCOPES",
        errors=[needed],
        links={"scopes": "https://developers.hubspot.com/scopes"},
    )
