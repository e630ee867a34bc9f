"""Bulk API 2.0: queries whose results are files."""

from __future__ import annotations

import pytest

from integrations.sandbox.salesforce.bulk.dialect import DELIMITERS
from integrations.sandbox.salesforce.crm import SalesforceCrm
from tests.sandbox.salesforce import bulk
from tests.sandbox.salesforce.calling import Salesforce, code

COLUMNS = "Name, Owner.Email, AnnualRevenue, NumberOfEmployees, IsDeleted, Phone"


@pytest.fixture
def salesforce() -> Salesforce:
    crm = SalesforceCrm()
    crm.reset(1, {"accounts": 25})
    return Salesforce(crm)


def test_rec_a_query_job_starts_closed(salesforce: Salesforce) -> None:
    order = {"operation": "query", "query": "SELECT Id FROM account"}
    job = salesforce.answer("POST", bulk.QUERY, order)
    assert (job["state"], job["object"]) == ("UploadComplete", "Account")
    assert (job["apiVersion"], job["id"][:3]) == (64.0, "750")
    bulk.run(salesforce)
    told = salesforce.answer("GET", f"{bulk.QUERY}/{job['id']}")
    assert (told["state"], told["jobType"]) == ("JobComplete", "V2Query")
    assert told["numberRecordsProcessed"] == 25


def test_doc_columns_come_in_the_order_of_the_select(salesforce: Salesforce) -> None:
    salesforce.create(Name='A "quoted"\nname', AnnualRevenue=1e9)
    text = f"SELECT {COLUMNS} FROM Account WHERE Name LIKE 'A \"quoted%'"
    content = bulk.text(salesforce, f"{bulk.queried(salesforce, text)}/results")
    assert content == (
        '"Name","Owner.Email","AnnualRevenue","NumberOfEmployees","IsDeleted","Phone"\n'
        '"A ""quoted""\nname","ada@northwind.example","1000000000.0","","false",""\n'
    )


def test_mem_dates_end_in_z(salesforce: Salesforce) -> None:
    job = bulk.queried(salesforce, "SELECT SystemModstamp FROM Account")
    (row, *_) = bulk.results(salesforce, job, "results")
    assert row["SystemModstamp"].endswith(".000Z")


def test_doc_pages_are_followed_by_locators(salesforce: Salesforce) -> None:
    job = bulk.queried(salesforce, "SELECT Id FROM Account")
    path, pages, ids = f"{job}/results?maxRecords=10", [], []
    locator = ""
    while locator != "null":
        response = salesforce.call("GET", path + (locator and f"&locator={locator}"))
        assert isinstance(response.body, bytes)
        ids += [row["Id"] for row in bulk.read_csv(response.body.decode())]
        pages.append(response.headers["Sforce-NumberOfRecords"])
        locator = response.headers["Sforce-Locator"]
    assert pages == ["10", "10", "5"]
    assert len(set(ids)) == 25


def test_a_page_can_be_short(salesforce: Salesforce) -> None:
    job = bulk.queried(salesforce, "SELECT Id FROM Account")
    path = f"{job}/results"
    response = salesforce.call("GET", path, fault={"short_pages": 3})
    assert response.headers["Sforce-NumberOfRecords"] == "3"
    assert response.headers["Sforce-Locator"] != "null"


def test_doc_query_all_has_the_recycle_bin(salesforce: Salesforce) -> None:
    salesforce.call("DELETE", f"sobjects/Account/{salesforce.create()}")
    text = "SELECT Id FROM Account WHERE IsDeleted = true"
    job = bulk.queried(salesforce, text, operation="queryAll")
    assert len(bulk.results(salesforce, job, "results")) == 1


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_doc_results_have_the_delimiter_of_the_job(
    salesforce: Salesforce, delimiter: str
) -> None:
    text = "SELECT Id, Name FROM Account"
    job = bulk.queried(salesforce, text, columnDelimiter=delimiter, lineEnding="CRLF")
    content = bulk.text(salesforce, f"{job}/results")
    assert content.startswith(f'"Id"{DELIMITERS[delimiter]}"Name"\r\n')


def test_doc_results_need_the_version_of_the_job(salesforce: Salesforce) -> None:
    job = bulk.queried(salesforce, "SELECT Id FROM Account")
    other = salesforce.send("GET", f"/services/data/v60.0/{job}/results")
    assert other.status == 409


REFUSED = {
    "pub-a-compound-field": (
        "SELECT BillingAddress FROM Account",
        "API_ERROR",
        "Selecting compound data not supported in Bulk Query",
    ),
    "mem-a-count": (
        "SELECT count() FROM Account",
        "API_ERROR",
        "Aggregate Relationships not supported in Bulk Query",
    ),
    "mem-an-aggregate": (
        "SELECT MAX(Name) FROM Account",
        "API_ERROR",
        "the aggregate MAX() not supported in Bulk Query",
    ),
    "mem-a-group": (
        "SELECT Name FROM Account GROUP BY Name",
        "API_ERROR",
        "GROUP BY not supported in Bulk Query",
    ),
    "mem-a-subquery": (
        "SELECT Id, (SELECT Id FROM Contacts) FROM Account",
        "API_ERROR",
        "subqueries not supported in Bulk Query",
    ),
    "mem-an-offset": (
        "SELECT Id FROM Account OFFSET 5",
        "API_ERROR",
        "OFFSET is not supported in Bulk Query",
    ),
    "doc-more-than-100000-characters": (
        f"SELECT Id FROM Account WHERE Name = '{'x' * 100_000}'",
        "MALFORMED_QUERY",
        "SOQL statements cannot be longer than 100000 characters.",
    ),
    "mem-an-unknown-field": ("SELECT No__c FROM Account", "INVALID_FIELD", "No such"),
    "mem-no-query": ("", "MALFORMED_QUERY", "unexpected"),
}


@pytest.mark.parametrize("fact", REFUSED.values(), ids=REFUSED)
def test_a_query_that_cannot_be_a_job_is_refused(
    salesforce: Salesforce, fact: tuple[str, str, str]
) -> None:
    text, error, message = fact
    order = {"operation": "query", "query": text}
    response = salesforce.call("POST", bulk.QUERY, order)
    assert code(response) == (400, error)
    assert message in str(response.body)


BAD_PAGES = {
    "mem-no-rows": ("maxRecords=0", "API_ERROR"),
    "mem-no-number": ("maxRecords=ten", "API_ERROR"),
    "mem-a-locator-beyond-the-end": ("locator=OTk5", "INVALID_QUERY_LOCATOR"),
    "mem-no-locator": ("locator=%00", "INVALID_QUERY_LOCATOR"),
}


@pytest.mark.parametrize("fact", BAD_PAGES.values(), ids=BAD_PAGES)
def test_a_page_that_is_none_is_refused(
    salesforce: Salesforce, fact: tuple[str, str]
) -> None:
    query, error = fact
    job = bulk.queried(salesforce, "SELECT Id FROM Account")
    assert code(salesforce.call("GET", f"{job}/results?{query}")) == (400, error)


def test_doc_a_query_job_is_aborted_and_deleted(salesforce: Salesforce) -> None:
    order = {"operation": "query", "query": "SELECT Id FROM Account"}
    job = f"{bulk.QUERY}/{salesforce.answer('POST', bulk.QUERY, order)['id']}"
    assert salesforce.answer("PATCH", job, {"state": "Aborted"})["state"] == "Aborted"
    assert code(salesforce.call("GET", f"{job}/results")) == (400, "INVALIDJOBSTATE")
    assert salesforce.answer("GET", bulk.QUERY)["records"][0]["jobType"] == "V2Query"
    assert salesforce.call("DELETE", job).status == 204
    assert code(salesforce.call("GET", job)) == (404, "NOT_FOUND")
