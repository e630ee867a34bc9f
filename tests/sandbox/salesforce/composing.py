"""Composite calls as a client makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sandbox.salesforce.calling import DATA

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

ACCOUNT = {
    "method": "POST",
    "url": f"{DATA}sobjects/Account",
    "referenceId": "refAccount",
    "body": {"Name": "Sample Account"},
}
CONTACT = {
    "method": "POST",
    "url": f"{DATA}sobjects/Contact",
    "referenceId": "refContact",
    "body": {"LastName": "Sample Contact", "AccountId": "@{refAccount.id}"},
}


def composite(
    salesforce: Salesforce, *parts: dict[str, Any], **more: object
) -> list[Any]:
    body = {"compositeRequest": list(parts), **more}
    answer = salesforce.answer("POST", "composite", body)
    return list(answer["compositeResponse"])


def get(path: str, name: str = "got") -> dict[str, Any]:
    return {"method": "GET", "url": DATA + path, "referenceId": name}


def statuses(results: list[Any]) -> list[int]:
    return [result["httpStatusCode"] for result in results]
