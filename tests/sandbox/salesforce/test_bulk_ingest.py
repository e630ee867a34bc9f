"""Bulk API 2.0: loading files, whole jobs from the first call to the results."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from integrations.sandbox.salesforce.bulk.dialect import DELIMITERS, ENDINGS
from tests.sandbox.salesforce import bulk
from tests.sandbox.salesforce.calling import KEY

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

PAIR = "Name,Phone\nAcme,1\nBolt,2\n"
OPEN_JOB = {
    "operation": "insert",
    "object": "Account",
    "state": "Open",
    "concurrencyMode": "Parallel",
    "contentType": "CSV",
    "apiVersion": 64.0,
    "lineEnding": "LF",
    "columnDelimiter": "COMMA",
}


def test_doc_a_new_job_is_open_and_says_where_to_upload(salesforce: Salesforce) -> None:
    job = salesforce.answer("POST", bulk.INGEST, bulk.INSERT)
    url = f"services/data/v64.0/jobs/ingest/{job['id']}/batches"
    assert job["id"].startswith("750")
    assert job["contentUrl"] == url
    assert OPEN_JOB.items() <= job.items()


def test_doc_a_job_goes_through_its_states(salesforce: Salesforce) -> None:
    job = bulk.made(salesforce)
    states = [salesforce.answer("GET", job)["state"]]
    bulk.put(salesforce, job, "Name\n" + "Acme\n" * 300)
    bulk.close(salesforce, job)
    states.append(salesforce.answer("GET", job)["state"])
    salesforce.crm.work()
    states.append(salesforce.answer("GET", job)["state"])
    bulk.run(salesforce)
    states.append(salesforce.answer("GET", job)["state"])
    assert states == ["Open", "UploadComplete", "InProgress", "JobComplete"]


def test_doc_a_complete_job_tells_its_numbers(salesforce: Salesforce) -> None:
    job = bulk.loaded(salesforce, "Name,Phone\nAcme,1\n,2\n")
    told = (job["jobType"], job["numberRecordsProcessed"], job["numberRecordsFailed"])
    assert told == ("V2Ingest", 2, 1)
    assert isinstance(job["totalProcessingTime"], int)


def test_pub_the_results_hold_the_columns_as_they_were_sent(
    salesforce: Salesforce,
) -> None:
    job = bulk.loaded(salesforce, "phone,Name\n1,Acme\n2,\n")
    id_ = salesforce.values("SELECT Id FROM Account", "Id")[0]
    missing = "REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --"
    assert [
        bulk.text(salesforce, f"{job['path']}/{name}") for name in bulk.RESULTS
    ] == [
        f'"sf__Id","sf__Created",phone,Name\n"{id_}","true","1","Acme"\n',
        f'"sf__Id","sf__Error",phone,Name\n"","{missing}","2",""\n',
        "phone,Name\n",
    ]


def test_doc_the_rows_of_a_result_are_in_no_order(salesforce: Salesforce) -> None:
    names = [f"Acme {number}" for number in range(50)]
    job = bulk.loaded(salesforce, "Name\n" + "\n".join(names))
    rows = bulk.results(salesforce, job["path"], "successfulResults")
    told = [row["Name"] for row in rows]
    assert told != names
    assert sorted(told) == sorted(names)


def test_doc_unprocessed_records_are_found_in_either_spelling(
    salesforce: Salesforce,
) -> None:
    job = bulk.loaded(salesforce, PAIR)["path"]
    assert bulk.text(salesforce, f"{job}/unprocessedRecords") == "Name,Phone\n"


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_doc_every_delimiter_and_line_ending_is_read(
    salesforce: Salesforce, delimiter: str, ending: str
) -> None:
    cell, end = DELIMITERS[delimiter], ENDINGS[ending]
    content = f'Name{cell}Phone{end}"A{cell} ""B""\n c"{cell}1{end}Bolt{cell}2'
    job = bulk.loaded(salesforce, content, columnDelimiter=delimiter, lineEnding=ending)
    assert job["state"] == "JobComplete"
    names = salesforce.values("SELECT Name FROM Account ORDER BY Phone")
    assert names == [f'A{cell} "B"\n c', "Bolt"]
    result = bulk.text(salesforce, f"{job['path']}/successfulResults")
    rows = bulk.read_csv(result, cell)
    assert {row["Name"] for row in rows} == set(names)
    assert result.endswith(end)


def test_doc_an_update_leaves_empty_cells_and_mem_na_clears(
    salesforce: Salesforce,
) -> None:
    id_ = salesforce.create(Name="Acme", Phone="1", Fax="2")
    job = bulk.loaded(
        salesforce, f"Id,Phone,Fax\n{id_[:15]},,#N/A\n", operation="update"
    )
    rows = bulk.results(salesforce, job["path"], "successfulResults")
    record = salesforce.read(id_)
    assert (rows[0]["sf__Id"], rows[0]["sf__Created"]) == (id_, "false")
    assert (record["Phone"], record["Fax"]) == ("1", None)


def test_doc_an_upsert_creates_and_updates(keyed: Salesforce) -> None:
    first = keyed.create(Name="Old", **{KEY: "one"})
    content = f"Id,{KEY},Name\n,one,New\n,two,Made\n"
    job = bulk.loaded(
        keyed, content, operation="upsert", externalIdFieldName=KEY.lower()
    )
    rows = bulk.results(keyed, job["path"], "successfulResults")
    assert job["externalIdFieldName"] == KEY
    assert {row[KEY]: row["sf__Created"] for row in rows} == {
        "one": "false",
        "two": "true",
    }
    assert keyed.read(first)["Name"] == "New"


def test_mem_the_same_external_id_twice_is_refused(keyed: Salesforce) -> None:
    content = f"{KEY},Name\none,A\none,B\ntwo,C\n"
    job = bulk.loaded(keyed, content, operation="upsert", externalIdFieldName=KEY)
    errors = bulk.results(keyed, job["path"], "failedResults")
    wanted = f"DUPLICATE_VALUE:Duplicate external id specified: one:{KEY} --"
    assert [row["sf__Error"] for row in errors] == [wanted] * 2
    assert keyed.values("SELECT Name FROM Account") == ["C"]


def test_doc_a_delete_job_deletes(salesforce: Salesforce) -> None:
    kept, gone = salesforce.create(), salesforce.create()
    job = bulk.loaded(salesforce, f"Id\n{gone}\n{gone}\n", operation="delete")
    errors = bulk.results(salesforce, job["path"], "failedResults")
    assert [row["sf__Error"] for row in errors] == [
        "ENTITY_IS_DELETED:entity is deleted:--"
    ]
    assert salesforce.values("SELECT Id FROM Account", "Id") == [kept]


def test_doc_a_failed_job_gives_its_rows_back(salesforce: Salesforce) -> None:
    job = bulk.loaded(salesforce, "Name,Foo\nA,b\nC,d\n")["path"]
    rows = bulk.results(salesforce, job, "unprocessedrecords")
    assert rows == [{"Name": "A", "Foo": "b"}, {"Name": "C", "Foo": "d"}]


def test_doc_an_aborted_job_keeps_what_it_did_and_gives_back_the_rest(
    salesforce: Salesforce,
) -> None:
    job = bulk.made(salesforce)
    bulk.put(salesforce, job, "Name\n" + "Acme\n" * 450)
    bulk.close(salesforce, job)
    while not salesforce.answer("GET", job)["numberRecordsProcessed"]:
        salesforce.crm.work()
    aborted: Any = salesforce.call("PATCH", job, {"state": "Aborted"}).body
    assert aborted["state"] == "Aborted"
    assert not salesforce.crm.work()
    assert len(salesforce.values("SELECT Name FROM Account")) == 200
    assert len(bulk.results(salesforce, job, "unprocessedrecords")) == 250


def test_doc_many_chunks_are_worked_in_slices(salesforce: Salesforce) -> None:
    job = bulk.made(salesforce)
    bulk.put(salesforce, job, "Name\n" + "Acme\n" * 1000)
    bulk.close(salesforce, job)
    done = []
    while salesforce.crm.work():
        done.append(salesforce.answer("GET", job)["numberRecordsProcessed"])
    assert max(after - before for before, after in pairwise(done)) == 200


def test_rows_can_be_refused_on_purpose(salesforce: Salesforce) -> None:
    job = bulk.made(salesforce)
    bulk.put(salesforce, job, PAIR)
    bulk.close(salesforce, job, error="UNABLE_TO_LOCK_ROW", records=1)
    bulk.run(salesforce)
    errors = bulk.results(salesforce, job, "failedResults")
    assert [row["Name"] for row in errors] == ["Acme"]
    assert errors[0]["sf__Error"].startswith("UNABLE_TO_LOCK_ROW:")


def test_rows_can_be_committed_late(salesforce: Salesforce) -> None:
    job = bulk.made(salesforce)
    bulk.put(salesforce, job, PAIR)
    bulk.close(salesforce, job, late_commit_s=5)
    bulk.run(salesforce)
    assert salesforce.values("SELECT Name FROM Account") == []
    salesforce.crm.clock.advance(6)
    assert len(salesforce.values("SELECT Name FROM Account")) == 2
