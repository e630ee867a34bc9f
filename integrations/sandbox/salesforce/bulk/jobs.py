"""The bulk jobs of an org, and the work on them between the calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from integrations.sandbox.salesforce.bulk.job import ENDS, JobFailedError, State
from integrations.sandbox.salesforce.ids import IdSequence, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.sandbox.clock import Clock
    from integrations.sandbox.salesforce.bulk.job import Job

J = TypeVar("J", bound="Job")
KEPT = 7 * 24 * 60 * 60


class Jobs:
    """Jobs are worked on one after the other, a slice at a time.

    A job that is through stays ``InProgress`` until a call has found it so: at
    Salesforce none is over at once, so clients have to ask again. What came of a job
    is kept for 7 days (documented).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ids = IdSequence("750")
        self._jobs: dict[str, Job] = {}
        self._running: dict[str, Iterator[None]] = {}

    def new_id(self) -> str:
        return self._ids.next()

    def add(self, job: Job) -> None:
        self._jobs[job.id] = job

    def find(self, text: str, sort: type[J]) -> J | None:
        self._forget_old()
        job = self._jobs.get(canonical(text) or "")
        return _seen(job) if isinstance(job, sort) else None

    def all(self, sort: type[J]) -> list[J]:
        """The newest first."""
        self._forget_old()
        jobs = [job for job in self._jobs.values() if isinstance(job, sort)]
        return [_seen(job) for job in jobs[::-1]]

    def forget(self, job: Job) -> None:
        self._running.pop(job.id, None)
        del self._jobs[job.id]

    def start(self, job: Job, slices: Iterator[None]) -> None:
        self.enter(job, State.UPLOADED)
        job.began = job.ended = self._clock.seconds()
        self._running[job.id] = slices

    def abort(self, job: Job) -> None:
        self._running.pop(job.id, None)
        self.enter(job, State.ABORTED)

    def work(self) -> bool:
        """Do one slice of the oldest job; tell whether more is left to do."""
        for id_, slices in self._running.items():
            if not self._jobs[id_].waits:
                self._do_slice(self._jobs[id_], slices)
                break
        return not all(self._jobs[id_].waits for id_ in self._running)

    def enter(self, job: Job, state: State) -> None:
        job.state = state
        job.modified = self._now()

    def _now(self) -> int:
        return int(self._clock.now().timestamp())

    def _forget_old(self) -> None:
        eldest = self._now() - KEPT
        for job in list(self._jobs.values()):
            if job.state in ENDS and job.modified < eldest:
                self.forget(job)

    def _do_slice(self, job: Job, slices: Iterator[None]) -> None:
        if job.state is State.UPLOADED:
            self.enter(job, State.RUNNING)
        try:
            self._advance(job, slices)
        except JobFailedError as failure:
            job.error, job.ended = str(failure), self._clock.seconds()
            self.enter(job, State.FAILED)
        if job.state in ENDS:
            del self._running[job.id]

    def _advance(self, job: Job, slices: Iterator[None]) -> None:
        if not job.is_through:
            job.is_through = next(slices, job) is job
            job.ended = self._clock.seconds()
        if job.is_through and job.was_seen:
            self.enter(job, State.DONE)


def _seen(job: J) -> J:
    job.was_seen = job.was_seen or job.state is State.RUNNING
    return job
