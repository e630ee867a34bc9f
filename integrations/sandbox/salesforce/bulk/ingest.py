"""What an ingest job does: its rows in chunks, each row refused or done."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.bulk.columns import columns_of
from integrations.sandbox.salesforce.bulk.job import JobFailedError
from integrations.sandbox.salesforce.bulk.rows import Writer
from integrations.sandbox.salesforce.bulk.table import Table
from integrations.sandbox.salesforce.dml.unit import Unit
from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.named import named_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.sandbox.salesforce.bulk.job import IngestJob
    from integrations.sandbox.salesforce.org import Org

CHUNK = 200
READ_AT_ONCE = 5_000
# Seen in public for an older version of the API; [mem] for this one.
NOTHING = "InvalidBatch : Records not found"


def ingest(org: Org, job: IngestJob) -> Iterator[None]:
    """Check the whole file first, then work in chunks of 200 rows (documented)."""
    table = Table(job.content or "", job.dialect)
    rows = table.rows()
    if not (header := next(rows, [])):
        raise JobFailedError(NOTHING)
    writer = Writer(job, columns_of(job, header))
    while list(islice(rows, READ_AT_ONCE)):
        yield
    rows = islice(table.rows(), 1, None)
    while chunk := list(islice(rows, CHUNK)):
        _work(org, job, writer, chunk)
        yield
    _disorder(job)


def header_of(job: IngestJob) -> list[str]:
    """The columns as the upload names them, in its order."""
    return next(_readable(job), [])


def unprocessed(job: IngestJob) -> Iterator[str]:
    """The rows a job that failed or was aborted never came to."""
    yield job.dialect.header((), header_of(job))
    for row in islice(_readable(job), 1 + job.processed, None):
        yield job.dialect.line(row)


def _readable(job: IngestJob) -> Iterator[list[str]]:
    """The rows up to the one that cannot be read."""
    with suppress(JobFailedError):
        yield from Table(job.content or "", job.dialect).rows()


def _work(org: Org, job: IngestJob, writer: Writer, chunk: list[list[str]]) -> None:
    unit = Unit(org)
    twice = writer.repeated(chunk)
    for row in chunk:
        mark = unit.mark()
        try:
            _refuse_if_injected(job)
            id_, created = writer.write(unit, row, twice)
        except RefusalError as refusal:
            unit.roll_back(mark)
            job.refused.append(job.dialect.line(("", _worded(refusal), *row)))
        else:
            flag = str(created).lower()
            job.succeeded.append(job.dialect.line((id_, flag, *row)))
        job.processed += 1
    if late := job.fault.get("late_commit_s"):
        unit.postpone(cast("float", late))


def _refuse_if_injected(job: IngestJob) -> None:
    """A test may have the first rows of a job refused."""
    if job.processed < cast("int", job.fault.get("records", 0)):
        raise named_refusal(str(job.fault.get("error")))


def _worded(refusal: RefusalError) -> str:
    """Seen in public for a refusal without fields; [mem] for one with fields."""
    fields = ",".join(refusal.fields or ())
    place = f"{fields} --" if fields else "--"
    return f"{refusal.code}:{refusal.message}:{place}"


def _disorder(job: IngestJob) -> None:
    """The order of result rows is not guaranteed (documented), so it is another."""
    dice = Random(job.id)  # noqa: S311
    dice.shuffle(job.succeeded)
    dice.shuffle(job.refused)
