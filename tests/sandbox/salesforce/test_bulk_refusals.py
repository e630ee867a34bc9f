"""Bulk API 2.0: rows and files that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.salesforce import bulk

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

ROWS = {
    "pub-an-unknown-id": (
        "Id,Name\n001000000000001AAA,x\n",
        "INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--",
    ),
    "doc-an-id-of-no-record": (
        "Id,Name\nnobody,x\n",
        "MALFORMED_ID:Account ID: id value of incorrect type: nobody:Id --",
    ),
    "mem-no-id": (
        "Id,Name\n,x\n",
        "MISSING_ARGUMENT:Id not specified in an update call:Id --",
    ),
    "mem-a-read-only-field": (
        "Id,IsDeleted\n{id},true\n",
        "INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: IsDeleted. "
        "Please check the security settings of this field and verify that it is "
        "read/write for your profile or permission set.:IsDeleted --",
    ),
    "mem-a-text-for-a-number": (
        "Id,AnnualRevenue\n{id},much\n",
        "INVALID_TYPE_ON_FIELD_IN_RECORD:Annual Revenue: value not of required type: "
        "much:AnnualRevenue --",
    ),
    "mem-a-row-too-short": (
        "Id,Name\n{id}\n",
        "INVALID_FIELD:2 values are expected, not 1:--",
    ),
}


@pytest.mark.parametrize("fact", ROWS.values(), ids=ROWS)
def test_a_bad_row_is_refused_alone(
    salesforce: Salesforce, fact: tuple[str, str]
) -> None:
    content, error = fact
    id_ = salesforce.create()
    good = salesforce.create(Name="Good")
    columns = content.partition("\n")[0].count(",")
    content = content.format(id=id_) + f"{good}{',' * columns}\n"
    job = bulk.loaded(salesforce, content, operation="update")
    errors = bulk.results(salesforce, job["path"], "failedResults")
    assert (job["state"], job["numberRecordsFailed"]) == ("JobComplete", 1)
    assert [(row["sf__Id"], row["sf__Error"]) for row in errors] == [("", error)]


FILES = {
    "pub-an-unknown-column": (
        "insert",
        "Name,Foo\nA,b\n",
        "InvalidBatch : Field name not found : Foo",
    ),
    "mem-a-column-twice": (
        "insert",
        "Name,name\nA,b\n",
        "InvalidBatch : Duplicate field name found in header : Name",
    ),
    "mem-no-id-column": (
        "update",
        "Name\nA\n",
        "InvalidBatch : Field name not found : Id",
    ),
    "pub-more-than-ids-in-a-delete": (
        "delete",
        "Id,Name\n1,A\n",
        "InvalidBatch : The 'delete' batch must contain only ids",
    ),
    "pub-crlf-in-an-lf-job": (
        "insert",
        "Name\r\nA\r\n",
        "ClientInputError : LineEnding is invalid on user data. Current LineEnding "
        "setting is LF",
    ),
    "pub-a-stray-quote": (
        "insert",
        'Name\nA "b" c\n',
        "InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote "
        "should be within a quote",
    ),
    "pub-a-quote-after-a-quoted-value": (
        "insert",
        'Name\n"A"b\n',
        "InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote "
        "should be within a quote",
    ),
    "pub-a-byte-order-mark-before-a-quoted-header": (
        "insert",
        '\ufeff"Name"\nA\n',
        "InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote "
        "should be within a quote",
    ),
    "mem-a-quote-never-closed": (
        "insert",
        'Name\n"A\n',
        "InvalidBatch : Failed to parse CSV. EOF reached before closing an opened "
        "quote",
    ),
    "mem-a-field-too-long": (
        "insert",
        f"Name\n{'x' * 131_073}\n",
        "InvalidBatch : The file has a field of more than 131072 characters",
    ),
    "mem-a-record-too-long": (
        "insert",
        "Name,Phone,Fax,Website\n" + ",".join(["x" * 100_001] * 4),
        "InvalidBatch : The file has a record of more than 400000 characters",
    ),
}


@pytest.mark.parametrize("fact", FILES.values(), ids=FILES)
def test_a_bad_file_fails_its_job_and_writes_nothing(
    salesforce: Salesforce, fact: tuple[str, str, str]
) -> None:
    operation, content, error = fact
    job = bulk.loaded(salesforce, content, operation=operation)
    assert (job["state"], job["errorMessage"]) == ("Failed", error)
    assert job["numberRecordsProcessed"] == 0
    assert salesforce.values("SELECT Name FROM Account") == []
