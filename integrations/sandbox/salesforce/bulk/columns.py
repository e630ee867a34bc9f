"""The header of an uploaded file: which fields its columns set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.bulk.job import JobFailedError

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.bulk.job import IngestJob
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject


def columns_of(job: IngestJob, header: list[str]) -> list[Field]:
    """A bad header fails the job as a whole (seen in public)."""
    fields = [_field(job.kind, name) for name in header]
    names = [field.name for field in fields]
    for name in names:
        if names.count(name) > 1:
            # [mem] for the wording.
            raise _invalid(f"Duplicate field name found in header : {name}")
    if job.operation == "delete" and names != ["Id"]:
        raise _invalid("The 'delete' batch must contain only ids")
    if (needed := _needed(job)) not in names and needed:
        # [mem] that a missing key column is worded like an unknown one.
        raise _invalid(f"Field name not found : {needed}")
    return fields


def _needed(job: IngestJob) -> str:
    if job.key:
        return job.key.name
    return "" if job.operation == "insert" else "Id"


def _field(kind: SObject, name: str) -> Field:
    field = kind.field(name)
    if field is not None:
        return field
    relationship, _, key = name.partition(".")
    if key and relationship.lower() in kind.relationships:
        message = "The sandbox does not implement lookups by the parent's external id"
        raise JobFailedError(f"NOT_IMPLEMENTED : {message}: {name}.")
    raise _invalid(f"Field name not found : {name}")


def _invalid(reason: str) -> JobFailedError:
    return JobFailedError(f"InvalidBatch : {reason}")
