"""Salesforce's refusals and the two shapes in which it words them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELD_SECURITY_HINT = (
    "Please check the security settings of this field and verify that it is read/write "
    "for your profile or permission set."
)


class RefusalError(Exception):
    """``fields`` None: a request-level error, whose body has no such key (recorded)."""

    def __init__(
        self,
        code: str,
        message: str,
        fields: Sequence[str] | None = None,
        status: int = 400,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = fields
        self.status = status

    def locate(self, body: bytes) -> None:
        """Tell where in the body the mistake is, if that can be told."""

    def response(self) -> Response:
        body: dict[str, object] = {"message": self.message, "errorCode": self.code}
        if self.fields is not None:
            body["fields"] = list(self.fields)
        return Response(self.status, [body])

    def as_item(self) -> dict[str, object]:
        """Word it for one record of a collection: ``statusCode`` here (documented)."""
        return {
            "statusCode": self.code,
            "message": self.message,
            "fields": list(self.fields or ()),
        }


class CallError(RefusalError):
    """Refuses the whole call, in a collection too: the body cannot be understood."""


class NotFoundError(CallError):
    def __init__(self) -> None:
        message = "The requested resource does not exist"
        super().__init__("NOT_FOUND", message, status=404)


class UnsupportedError(CallError):
    """Something Salesforce has and the sandbox has not: said, never guessed."""

    def __init__(self, what: str) -> None:
        message = f"The sandbox does not implement {what}."
        super().__init__("NOT_IMPLEMENTED", message, status=501)
