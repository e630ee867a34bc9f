"""The bulk calls of an unmodified public client work against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests
from simple_salesforce.api import Salesforce as Client
from simple_salesforce.exceptions import SalesforceOperationError

from integrations.sandbox.salesforce.crm import SalesforceCrm
from tests.sandbox.running import start_sandbox
from tests.sandbox.salesforce.bulk import read_csv
from tests.sandbox.salesforce.calling import KEY, KEY_FIELD
from tests.sandbox.salesforce.test_simple_salesforce import ToSandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = 0.01


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with start_sandbox(SalesforceCrm()) as url, requests.Session() as session:
        session.mount("https://", ToSandbox(url))
        client: Any = Client(
            instance_url="https://sandbox.example",
            session_id="token",
            session=session,
            version="64.0",
        )
        client.toolingexecute("sobjects/CustomField", "POST", KEY_FIELD)
        yield client


def test_records_are_upserted_and_updated_and_deleted(client: Any) -> None:
    records = [{KEY: f"b{number}", "Name": f"Bulk {number}"} for number in range(450)]
    upserted = client.bulk2.Account.upsert(
        records=records, external_id_field=KEY, batch_size=200, wait=SOON
    )
    assert [job["numberRecordsProcessed"] for job in upserted] == [200, 200, 50]

    created = client.bulk2.Account.get_successful_records(upserted[0]["job_id"])
    ids = [{"Id": row["sf__Id"]} for row in read_csv(created)]
    changes = [row | {"Phone": "1"} for row in ids]
    (updated,) = client.bulk2.Account.update(records=changes, wait=SOON)
    (deleted,) = client.bulk2.Account.delete(records=ids, wait=SOON)
    for job in (updated, deleted):
        assert (job["numberRecordsProcessed"], job["numberRecordsFailed"]) == (200, 0)


def test_refused_rows_are_told_with_their_reasons(client: Any) -> None:
    records = [{"Name": "", "Phone": "1"}, {"Name": "Good", "Phone": "2"}]
    (job,) = client.bulk2.Account.insert(records=records, wait=SOON)
    told = client.bulk2.Account.get_all_ingest_records(job["job_id"])
    assert job["numberRecordsFailed"] == 1
    assert told["failedRecords"][0]["sf__Error"].startswith("REQUIRED_FIELD_MISSING:")
    assert told["successfulRecords"][0]["Name"] == "Good"
    assert told["unprocessedRecords"] == []


def test_a_bad_column_fails_the_job(client: Any) -> None:
    with pytest.raises(SalesforceOperationError, match="Field name not found : Foo"):
        client.bulk2.Account.insert(records=[{"Foo": "x"}], wait=SOON)


def test_all_pages_of_a_query_are_read(client: Any) -> None:
    records = [{"LastName": f"Bulk {number}"} for number in range(30)]
    client.bulk2.Contact.insert(records=records, wait=SOON)
    pages = client.bulk2.Contact.query(
        "SELECT Id, LastName FROM Contact", max_records=12, wait=SOON
    )
    names = [row["LastName"] for page in pages for row in read_csv(page)]
    assert sorted(names) == sorted(record["LastName"] for record in records)
