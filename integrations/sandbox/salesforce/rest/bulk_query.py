"""Query jobs of Bulk API 2.0: made, read in pages of CSV.

Statuses, states and headers are documented; the wordings of refusals are [mem].
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.bulk import extract
from integrations.sandbox.salesforce.bulk.job import ENDS, QueryJob, State
from integrations.sandbox.salesforce.errors import CallError
from integrations.sandbox.salesforce.rest import bulk_jobs
from integrations.sandbox.salesforce.soql.scope import Scope
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call

OPERATIONS = ("query", "queryAll")
PAGE = 50_000
DIGITS = 9
DELETABLE = ENDS | {State.UPLOADED}


def create(call: Call) -> Response:
    """The job starts at once, so it is never ``Open`` (recorded)."""
    body = bulk_jobs.order(call, ("query",))
    operation = bulk_jobs.choice(body, "operation", OPERATIONS)
    scope = Scope(call.org, extract.parsed(str(body.get("query") or "")))
    extract.check(scope)
    dialect, now = bulk_jobs.dialect(body), call.org.now()
    job = QueryJob(
        id=call.org.jobs.new_id(),
        operation=operation,
        kind=scope.sobject,
        version=call.version,
        dialect=dialect,
        author=call.org.user_id,
        created=now,
        modified=now,
        state=State.UPLOADED,
        header=dialect.line(extract.names(scope)),
    )
    call.org.jobs.add(job)
    call.org.jobs.start(job, extract.extract(scope, job))
    return Response(200, job.told())


def list_all(call: Call) -> Response:
    return bulk_jobs.listed(call, QueryJob, "V2Query")


def read(call: Call) -> Response:
    return Response(200, bulk_jobs.find(call, QueryJob).whole())


def change_state(call: Call) -> Response:
    bulk_jobs.wanted_state(call, (State.ABORTED,))
    return bulk_jobs.abort(call, bulk_jobs.find(call, QueryJob))


def forget(call: Call) -> Response:
    return bulk_jobs.forget(call, bulk_jobs.find(call, QueryJob), DELETABLE)


def results(call: Call) -> Response:
    job = bulk_jobs.find(call, QueryJob)
    _check_readable(call, job)
    start = _place(call, job)
    lines = job.lines[start : start + _size(call)]
    end = start + len(lines)
    locator = _locator(end) if end < len(job.lines) else "null"
    told = {"Sforce-Locator": locator, "Sforce-NumberOfRecords": str(len(lines))}
    body = "".join((job.header, *lines)).encode()
    return Response(200, body, bulk_jobs.CSV | told)


def _check_readable(call: Call, job: QueryJob) -> None:
    """Documented: 409 for another version than the job's; [mem] for its code."""
    if call.version != job.version:
        message = f"The job was made with {job.version}, not with {call.version}"
        status = HTTPStatus.CONFLICT
        raise CallError("API_VERSION_MISMATCH", message, status=status)
    if job.state is not State.DONE:
        raise bulk_jobs.wrong_state(f"The job is not complete: {job.state}")


def _size(call: Call) -> int:
    """A test may have pages shorter than asked, as Salesforce's may be."""
    text = call.parameter("maxRecords") or str(PAGE)
    if not text.isdecimal() or not int(text[:DIGITS]):
        raise CallError("API_ERROR", f"maxRecords has to be positive, not {text}")
    return min(
        int(text[:DIGITS]), cast("int", call.request.fault.get("short_pages") or PAGE)
    )


def _locator(place: int) -> str:
    return b64encode(str(place).encode()).decode()


def _place(call: Call, job: QueryJob) -> int:
    locator = call.parameter("locator")
    if not locator:
        return 0
    try:
        text = b64decode(locator, validate=True).decode()
    except (NotBase64, UnicodeDecodeError):
        text = ""
    if not text.isdecimal() or int(text[:DIGITS]) >= len(job.lines):
        raise CallError("INVALID_QUERY_LOCATOR", "invalid query locator")
    return int(text)
