"""One job of Bulk API 2.0: what it is to do, how far it is, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce import stamps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.salesforce.bulk.dialect import Dialect
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject


class State(StrEnum):
    OPEN = "Open"
    UPLOADED = "UploadComplete"
    RUNNING = "InProgress"
    DONE = "JobComplete"
    FAILED = "Failed"
    ABORTED = "Aborted"


ENDS = frozenset((State.DONE, State.FAILED, State.ABORTED))


class JobFailedError(Exception):
    """Ends a job as a whole; the text becomes its ``errorMessage``."""


@dataclass(slots=True, kw_only=True)
class Job:
    """``created`` and ``modified`` are stamps; ``began`` and ``ended`` seconds.

    ``is_through``: all its rows are done. ``was_seen``: a call found it at work.
    """

    id: str
    operation: str
    kind: SObject
    version: str
    dialect: Dialect
    author: str
    created: int
    modified: int
    state: State
    processed: int = 0
    began: float = 0.0
    ended: float = 0.0
    is_through: bool = False
    was_seen: bool = False
    error: str | None = None

    @property
    def waits(self) -> bool:
        return self.is_through and not self.was_seen

    @property
    def milliseconds(self) -> int:
        return int((self.ended - self.began) * 1000)

    def told(self) -> dict[str, object]:
        """What every answer about a job holds; ``apiVersion`` is a number."""
        return {
            "id": self.id,
            "operation": self.operation,
            "object": self.kind.name,
            "createdById": self.author,
            "createdDate": stamps.rendered(self.created),
            "systemModstamp": stamps.rendered(self.modified),
            "state": self.state,
            "concurrencyMode": "Parallel",
            "contentType": "CSV",
            "apiVersion": float(self.version.removeprefix("v")),
            "lineEnding": self.dialect.line_ending,
            "columnDelimiter": self.dialect.column_delimiter,
        }


@dataclass(slots=True, kw_only=True)
class IngestJob(Job):
    """``succeeded`` and ``refused`` are finished lines of the result files.

    ``fault`` is what a test wants to go wrong with the rows.
    """

    key: Field | None = None
    content: str | None = None
    succeeded: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    fault: Mapping[str, object] = field(default_factory=dict)

    def told(self) -> dict[str, object]:
        told = Job.told(self)
        if self.key:
            told["externalIdFieldName"] = self.key.name
        if self.state is State.OPEN:
            version = self.version
            told["contentUrl"] = (
                f"services/data/{version}/jobs/ingest/{self.id}/batches"
            )
        return told

    def whole(self) -> dict[str, object]:
        """What is told of one job when it is asked for (documented)."""
        error = {"errorMessage": self.error} if self.error else {}
        return {
            **self.told(),
            "jobType": "V2Ingest",
            "retries": 0,
            "totalProcessingTime": self.milliseconds,
            "apiActiveProcessingTime": self.milliseconds,
            "apexProcessingTime": 0,
            "numberRecordsProcessed": self.processed,
            "numberRecordsFailed": len(self.refused),
            **error,
        }


@dataclass(slots=True, kw_only=True)
class QueryJob(Job):
    """``lines`` are the rows of the result, the header apart."""

    header: str
    lines: list[str] = field(default_factory=list)

    def whole(self) -> dict[str, object]:
        return {
            **self.told(),
            "jobType": "V2Query",
            "retries": 0,
            "totalProcessingTime": self.milliseconds,
            "numberRecordsProcessed": self.processed,
            "isPkChunkingSupported": True,
        }
