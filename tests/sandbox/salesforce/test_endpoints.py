"""The names under which calls are counted."""

from __future__ import annotations

import pytest

from integrations.sandbox.wire import Request
from tests.sandbox.salesforce.calling import KEY, Salesforce

SALESFORCE = Salesforce()
SALESFORCE.add_key_field()


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("PATCH", "data/v64.0/composite/sobjects", "PATCH composite/sobjects"),
        ("GET", "data/v64.0/query/", "GET query"),
        ("GET", "data/v59.0/queryAll", "GET queryAll"),
        ("GET", "data/v64.0/query/0r8Sb0000000001-2000", "GET query/{locator}"),
        ("POST", "data/v64.0/sobjects/account/", "POST sobjects/Account"),
        (
            "GET",
            "data/v64.0/sobjects/Account/describe",
            "GET sobjects/Account/describe",
        ),
        (
            "PATCH",
            "data/v64.0/sobjects/Account/001Sb0000000001",
            "PATCH sobjects/Account/{id}",
        ),
        (
            "PATCH",
            f"data/v64.0/sobjects/account/{KEY.lower()}/42",
            f"PATCH sobjects/Account/{KEY}/{{value}}",
        ),
        (
            "PATCH",
            f"data/v64.0/composite/sobjects/Account/{KEY}",
            f"PATCH composite/sobjects/Account/{KEY}",
        ),
        ("GET", "data", "GET versions"),
        ("GET", "data/v64.0/", "GET resources"),
        ("POST", "data/v64.0/jobs/ingest", "POST jobs/ingest"),
        ("GET", "data/v64.0/sobjects/Nothing", "GET sobjects/{object}"),
        ("POST", "oauth2/token", "POST oauth2/token"),
        ("GET", "elsewhere", "GET other"),
    ],
)
def test_a_call_is_counted_without_its_version_and_ids(
    method: str, path: str, name: str
) -> None:
    request = Request(method, f"/services/{path}")
    assert SALESFORCE.crm.endpoint(request) == name


def test_the_identity_url_is_counted_without_its_ids() -> None:
    assert SALESFORCE.crm.endpoint(Request("GET", "/id/00D/005")) == "GET id"
