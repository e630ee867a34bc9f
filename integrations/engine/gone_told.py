"""What a deletion does to a link, in words: as long as it is not done, and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.said import said

if TYPE_CHECKING:
    from integrations.models import Record

Told = tuple[str, str]
"""What was done, and the same as it is foretold."""


def account_stays(row: Record) -> str:
    return said(
        "The account was deleted in Salesforce. Company %(company)s stays as it is. "
        "Restore the account from Salesforce’s recycle bin to sync it again, or choose "
        "Unlink.",
        company=row.company_id,
    )


def account_unlinked(row: Record) -> Told:
    ids = _ids(row)
    done = said(
        "Account %(account)s was deleted in Salesforce, and so unlinked from company "
        "%(company)s, which stays. Restored in Salesforce, it is linked again.",
        **ids,
    )
    foretold = said(
        "Account %(account)s was deleted in Salesforce. A sync ends its link to "
        "company %(company)s, which stays. Restored in Salesforce, the account is "
        "linked again.",
        **ids,
    )
    return done, foretold


def company_goes_too(row: Record) -> Told:
    ids = _ids(row)
    done = said(
        "Account %(account)s was deleted in Salesforce, so company %(company)s was put "
        "into HubSpot’s recycle bin. Restored in Salesforce, the account gets a new "
        "company.",
        **ids,
    )
    foretold = said(
        "Account %(account)s was deleted in Salesforce. A sync puts company "
        "%(company)s into HubSpot’s recycle bin. Restored in Salesforce, the account "
        "gets a new company.",
        **ids,
    )
    return done, foretold


def company_gone(company_id: str | None) -> str:
    return said(
        "Company %(id)s was deleted in HubSpot. Nothing was changed; restore it from "
        "HubSpot’s recycle bin to sync it again.",
        id=company_id,
    )


def lonely_company(company_id: str | None) -> str:
    return said(
        "Company %(id)s was deleted in HubSpot and is not linked to an account: there "
        "is nothing to sync. Restored from HubSpot’s recycle bin, it syncs again.",
        id=company_id,
    )


def company_unlinked(row: Record) -> Told:
    ids = _ids(row)
    done = said(
        "Company %(company)s of account %(account)s was deleted in HubSpot, so the "
        "link was ended. Resync creates a new company.",
        **ids,
    )
    foretold = said(
        "Company %(company)s of account %(account)s was deleted in HubSpot. A sync "
        "ends the link; Resync creates a new company, too.",
        **ids,
    )
    return done, foretold


def company_replaced(row: Record) -> Told:
    """By a resync of just this record."""
    ids = _ids(row)
    done = said(
        "Company %(company)s of account %(account)s was deleted in HubSpot, so the "
        "link was ended. This resync gives the account another company.",
        **ids,
    )
    foretold = said(
        "Company %(company)s of account %(account)s was deleted in HubSpot. A resync "
        "ends the link and gives the account another company.",
        **ids,
    )
    return done, foretold


def _ids(row: Record) -> dict[str, str | None]:
    return {"account": row.account_id, "company": row.company_id}
