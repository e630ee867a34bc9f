"""What can go wrong at a CRM, told apart by what brings it right again.

Raised or returned only by the two client rooms; every other room matches on the three
children and never on a vendor's text.
"""

from __future__ import annotations

from typing import Literal

Crm = Literal["salesforce", "hubspot"]
Suspension = Literal["credentials", "permission", "limit", "api_off"]


class CrmError(Exception):
    """A refusal or a failure, in words for an admin; ``raw``: the CRM's own answer."""

    def __init__(
        self,
        message: str,
        *,
        crm: Crm,
        code: str = "",
        status: int | None = None,
        raw: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.crm = crm
        self.code = code
        self.status = status
        self.raw = raw


class Retryable(CrmError):
    """Passes by itself: the same call may succeed after ``after`` seconds."""

    def __init__(
        self,
        message: str,
        *,
        crm: Crm,
        code: str = "",
        status: int | None = None,
        raw: str = "",
        after: float | None = None,
    ) -> None:
        super().__init__(message, crm=crm, code=code, status=status, raw=raw)
        self.after = after


class Rejected(CrmError):
    """This record (or this one request) was refused; others may go on.

    ``fields`` names the fields or properties the CRM complained of.
    """

    def __init__(
        self,
        message: str,
        *,
        crm: Crm,
        code: str = "",
        status: int | None = None,
        raw: str = "",
        fields: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, crm=crm, code=code, status=status, raw=raw)
        self.fields = fields


class Fatal(CrmError):
    """Nothing on this connection works until a person acts: ``suspends`` says why."""

    def __init__(
        self,
        message: str,
        *,
        crm: Crm,
        suspends: Suspension,
        code: str = "",
        status: int | None = None,
        raw: str = "",
    ) -> None:
        super().__init__(message, crm=crm, code=code, status=status, raw=raw)
        self.suspends: Suspension = suspends
