"""What a duplicate rule answers that alerts and may be overruled."""

from __future__ import annotations

from typing import cast

from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.wire import Response

MESSAGE = (
    "You're creating a duplicate record. We recommend you use an existing record "
    "instead."
)


class DuplicatesError(RefusalError):
    """A single record's answer tells the rule, under a misspelt key (documented)."""

    def __init__(self) -> None:
        super().__init__("DUPLICATES_DETECTED", MESSAGE, [])

    def response(self) -> Response:
        plain = super().response()
        body = cast("list[dict[str, object]]", plain.body)[0]
        return Response(plain.status, [{"duplicateResut": self._result(), **body}])

    def _result(self) -> dict[str, object]:
        return {
            "allowSave": True,
            "duplicateRule": "Standard_Account_Duplicate_Rule",
            "duplicateRuleEntityType": "Account",
            "errorMessage": self.message,
            "matchResults": [],
        }
