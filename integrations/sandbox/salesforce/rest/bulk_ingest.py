"""Ingest jobs of Bulk API 2.0: made, filled by one upload, closed, read.

Statuses, states and limits are documented; the wordings of refusals are [mem] unless
their function says otherwise.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.bulk.ingest import header_of, ingest, unprocessed
from integrations.sandbox.salesforce.bulk.job import ENDS, IngestJob, State
from integrations.sandbox.salesforce.bulk.rows import OPERATIONS
from integrations.sandbox.salesforce.errors import CallError, UnsupportedError
from integrations.sandbox.salesforce.rest import bulk_jobs
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.salesforce.rest.call import Call, Payload
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject

LARGEST = 100 * 1024 * 1024
KEYS = ("object", "externalIdFieldName", "concurrencyMode", "assignmentRuleId")
DELETABLE = ENDS | {State.UPLOADED}


def create(call: Call) -> Response:
    _refuse_inline_data(call)
    body = bulk_jobs.order(call, KEYS)
    operation = _operation(body)
    kind = _kind(call, body)
    now = call.org.now()
    job = IngestJob(
        id=call.org.jobs.new_id(),
        operation=operation,
        kind=kind,
        version=call.version,
        dialect=bulk_jobs.dialect(body),
        author=call.org.user_id,
        created=now,
        modified=now,
        state=State.OPEN,
        key=_key(kind, body) if operation == "upsert" else None,
    )
    call.org.jobs.add(job)
    return Response(200, job.told())


def list_all(call: Call) -> Response:
    return bulk_jobs.listed(call, IngestJob, "V2Ingest")


def read(call: Call) -> Response:
    return Response(200, bulk_jobs.find(call, IngestJob).whole())


def upload(call: Call) -> Response:
    """Once, whole and in UTF-8; that there is no second time was seen in public."""
    job = bulk_jobs.find(call, IngestJob)
    _check_type(call)
    if len(call.request.body) > LARGEST:
        raise _too_large()
    if job.state is not State.OPEN:
        raise bulk_jobs.wrong_state("Job data can be uploaded only to an open job")
    if job.content is not None:
        message = f"Found multiple contents for job: <{job.id}>"
        raise bulk_jobs.wrong_state(message)
    job.content = _text(call.request.body)
    return Response(201)


def change_state(call: Call) -> Response:
    job = bulk_jobs.find(call, IngestJob)
    if bulk_jobs.wanted_state(call, (State.UPLOADED, State.ABORTED)) is State.ABORTED:
        return bulk_jobs.abort(call, job)
    if job.state is not State.OPEN:
        raise bulk_jobs.wrong_state("Closing already closed Job not allowed")
    job.fault = call.request.fault
    call.org.jobs.start(job, ingest(call.org, job))
    return Response(200, job.told())


def forget(call: Call) -> Response:
    return bulk_jobs.forget(call, bulk_jobs.find(call, IngestJob), DELETABLE)


def successful(call: Call) -> Response:
    job = _ended(call)
    return _results(job, ("sf__Id", "sf__Created"), job.succeeded)


def failed(call: Call) -> Response:
    job = _ended(call)
    return _results(job, ("sf__Id", "sf__Error"), job.refused)


def untouched(call: Call) -> Response:
    return _csv(unprocessed(_ended(call)))


def _results(job: IngestJob, added: tuple[str, str], lines: Iterable[str]) -> Response:
    """What Salesforce adds, then the columns in the order of the upload."""
    return _csv((job.dialect.header(added, header_of(job)), *lines))


def _csv(lines: Iterable[str]) -> Response:
    return Response(200, "".join(lines).encode(), dict(bulk_jobs.CSV))


def _ended(call: Call) -> IngestJob:
    job = bulk_jobs.find(call, IngestJob)
    if job.state not in ENDS:
        raise bulk_jobs.wrong_state("The job has not ended yet")
    return job


def _operation(body: Payload) -> str:
    if body.get("operation") == "hardDelete":
        raise UnsupportedError("the operation hardDelete")
    return bulk_jobs.choice(body, "operation", OPERATIONS)


def _kind(call: Call, body: Payload) -> SObject:
    name = str(body.get("object", ""))
    kind = call.org.asked_for(name)
    if kind is None:
        raise CallError("INVALIDENTITY", f"Unable to find object: {name}")
    if not kind.writable:
        raise UnsupportedError(f"writing {kind.name} records")
    return kind


def _key(kind: SObject, body: Payload) -> Field:
    name = body.get("externalIdFieldName")
    if not name:
        message = "External ID must be specified for upsert"
        raise CallError(
            "INVALIDJOB", f"External ID was blank for {kind.name}. {message}"
        )
    key = kind.key_field(str(name))
    if key is None:
        message = (
            f"Field name provided, {name} does not match an External ID, Salesforce "
            f"Id, or indexed field for {kind.name}"
        )
        raise CallError("INVALIDJOB", message)
    return key


def _refuse_inline_data(call: Call) -> None:
    if "multipart" in call.request.headers.get("content-type", ""):
        raise UnsupportedError("jobs made and filled by one multipart call")


def _check_type(call: Call) -> None:
    content_type = call.request.headers.get("content-type", "text/csv")
    if "csv" not in content_type.lower():
        message = f"Content type {content_type} not supported."
        status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        raise CallError("UNSUPPORTED_MEDIA_TYPE", message, status=status)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        message = "The upload is not UTF-8"
        raise CallError("CLIENTINPUTERROR", message) from error


def _too_large() -> CallError:
    message = f"The upload is larger than {LARGEST} bytes"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return CallError("REQUEST_ENTITY_TOO_LARGE", message, status=status)
