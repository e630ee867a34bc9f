"""Going on with a query of Salesforce where it stood, even days later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.errors import Rejected

if TYPE_CHECKING:
    from integrations.salesforce.answers import Page
    from integrations.salesforce.client import SalesforceClient

EXPIRED = "INVALID_QUERY_LOCATOR"


def next_page(salesforce: SalesforceClient, locator: str | None) -> Page | None:
    """None: there is no locator, or it is past its two days, so ask the query anew."""
    if not locator:
        return None
    try:
        return salesforce.query_more(locator)
    except Rejected as error:
        if error.code != EXPIRED:
            raise
    return None
