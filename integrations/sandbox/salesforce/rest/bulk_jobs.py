"""What ingest and query jobs share: made, listed, stopped, forgotten.

The statuses and states are documented, the codes and wordings of refusals [mem].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from integrations.sandbox.salesforce.bulk.dialect import DELIMITERS, ENDINGS, Dialect
from integrations.sandbox.salesforce.bulk.job import ENDS, State
from integrations.sandbox.salesforce.errors import CallError, NotFoundError
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Collection

    from integrations.sandbox.salesforce.bulk.job import IngestJob, Job, QueryJob
    from integrations.sandbox.salesforce.rest.call import Call, Payload

J = TypeVar("J", bound="IngestJob | QueryJob")

CSV = {"Content-Type": "text/csv;charset=UTF-8"}
COMMON = ("operation", "contentType", "columnDelimiter", "lineEnding")


def order(call: Call, keys: Collection[str]) -> Payload:
    """The body that asks for a job; an unknown key is refused."""
    body = call.json()
    for key in body:
        if key not in (*COMMON, *keys):
            raise unreadable(f'Unrecognized field "{key}"')
    choice(body, "contentType", ("CSV",), "CSV")
    return body


def dialect(body: Payload) -> Dialect:
    return Dialect(
        choice(body, "columnDelimiter", DELIMITERS, "COMMA"),
        choice(body, "lineEnding", ENDINGS, "LF"),
    )


def choice(
    body: Payload, key: str, values: Collection[str], default: str | None = None
) -> str:
    value = body.get(key, default)
    if not isinstance(value, str) or value not in values:
        known = ", ".join(values)
        raise unreadable(f"{key} has to be one of {known}, not {value!r}")
    return value


def find(call: Call, sort: type[J]) -> J:
    job = call.org.jobs.find(call.arguments["job"], sort)
    if job is None:
        raise NotFoundError
    return job


def listed(call: Call, sort: type[J], job_type: str) -> Response:
    """All on one page: ``nextRecordsUrl`` is always null."""
    wanted = call.parameter("jobType") in (None, job_type)
    jobs = call.org.jobs.all(sort) if wanted else []
    records = [{**job.told(), "jobType": job_type} for job in jobs]
    return Response(200, {"done": True, "records": records, "nextRecordsUrl": None})


def abort(call: Call, job: Job) -> Response:
    if job.state in ENDS:
        raise wrong_state("Aborting already Completed Job not allowed")
    call.org.jobs.abort(job)
    return Response(200, job.told())


def forget(call: Call, job: Job, states: Collection[State]) -> Response:
    if job.state not in states:
        raise wrong_state(f"Deleting a job in the state {job.state} not allowed")
    call.org.jobs.forget(job)
    return Response(204)


def wanted_state(call: Call, states: Collection[State]) -> State:
    return State(choice(call.json(), "state", states))


def wrong_state(message: str) -> CallError:
    return CallError("INVALIDJOBSTATE", message)


def unreadable(message: str) -> CallError:
    return CallError("JSON_PARSER_ERROR", f"{message} at [line:1, column:1]")
