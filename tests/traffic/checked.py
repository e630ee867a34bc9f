"""Sandboxes that hold all their traffic against what is known of the vendors'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.crm import HubSpotCrm
from integrations.sandbox.salesforce.crm import SalesforceCrm
from tests.traffic import hubspot, hubspot_shapes, salesforce
from tests.traffic.book import Book

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock
    from integrations.sandbox.wire import Request, Response


class CheckedSalesforce(SalesforceCrm):
    def __init__(self) -> None:
        super().__init__()
        self.book = Book(salesforce.EXCHANGES, salesforce.REFUSAL)

    def handle(self, request: Request) -> Response:
        response = super().handle(request)
        self.book.note(self.endpoint(request), request, response)
        return response


class CheckedHubSpot(HubSpotCrm):
    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__(clock=clock)
        self.book = Book(hubspot.EXCHANGES, hubspot_shapes.REFUSAL)

    def handle(self, request: Request) -> Response:
        response = super().handle(request)
        self.book.note(self.endpoint(request), request, response)
        return response
