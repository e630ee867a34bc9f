"""A batch that writes: all or none, or each by itself when each has a trace id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot import render
from integrations.sandbox.hubspot.commits import commit
from integrations.sandbox.hubspot.named_errors import refusal_named
from integrations.sandbox.hubspot.refusals import RefusedError
from integrations.sandbox.hubspot.reports import not_gotten, report
from integrations.sandbox.hubspot.terms import Terms
from integrations.sandbox.hubspot.values import InvalidPropertiesError

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.drafts import Draft
    from integrations.sandbox.wire import Response

TRACE = "objectWriteTraceId"
Item = Mapping[str, Any]
Values = Mapping[str, str]
Inputs = Sequence[tuple[Item, Values]]
MakeDraft = Callable[[Item, Values, Terms], "Draft | None"]


@dataclass(frozen=True, slots=True)
class Write:
    """``draft`` gives None for a record that is not there."""

    draft: MakeDraft
    status: int
    partial: bool = True
    tells_new: bool = False


@dataclass(slots=True)
class _Outcome:
    done: list[tuple[Item, Draft]] = field(default_factory=list)
    refused: list[tuple[Item, RefusedError]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def write_all(call: Call, inputs: Inputs, write: Write) -> Response:
    outcome = _drafted(call, inputs, write)
    traced = write.partial and all(item.get(TRACE) for item, _ in inputs)
    if outcome.refused and not traced:
        raise _as_a_whole([refusal for _, refusal in outcome.refused])
    outcome.done.sort(key=_backwards)
    results = [_written(call, item, draft, write) for item, draft in outcome.done]
    return report(call.portal, write.status, results, _errors(call, outcome))


def _drafted(call: Call, inputs: Inputs, write: Write) -> _Outcome:
    outcome = _Outcome()
    terms = Terms(call.portal, call.kind)
    spoilt = _spoilt(call)
    for place, (item, values) in enumerate(inputs):
        try:
            if place < spoilt:
                raise refusal_named(str(call.request.fault["error"]))
            draft = write.draft(item, values, terms)
        except RefusedError as refusal:
            outcome.refused.append((item, refusal))
            continue
        if draft is None:
            outcome.missing.append(str(item["id"]))
        else:
            outcome.done.append((item, draft))
    return outcome


def _spoilt(call: Call) -> int:
    """How many records of the batch a test wants to be refused."""
    fault = call.request.fault
    return int(str(fault.get("records", 0))) if "error" in fault else 0


def _written(call: Call, item: Item, draft: Draft, write: Write) -> dict[str, object]:
    record = commit(call.portal, draft, call.late)
    form = render.written(call.kind, record, draft.sent, full=not write.tells_new)
    if TRACE in item:
        form[TRACE] = str(item[TRACE])
    if write.tells_new:
        form["new"] = draft.is_new
    return form


def _backwards(done: tuple[Item, Draft]) -> int:
    """No order is promised; this one shows who counts on the order of the inputs."""
    return -done[1].record.id


def _errors(call: Call, outcome: _Outcome) -> list[dict[str, object]]:
    errors = [
        refusal.entry(objectWriteTraceId=[str(item[TRACE])])
        for item, refusal in outcome.refused
    ]
    if outcome.missing:
        errors.append(not_gotten(call.kind, outcome.missing))
    return errors


def _as_a_whole(refusals: list[RefusedError]) -> RefusedError:
    """Nothing is written and no record is named (recorded)."""
    problems = [
        problem
        for refusal in refusals
        if isinstance(refusal, InvalidPropertiesError)
        for problem in refusal.problems
    ]
    if problems:
        return InvalidPropertiesError(problems)
    first = refusals[0]
    if first.category == "CONFLICT":
        return RefusedError(409, first.message.partition(".")[0], "CONFLICT")
    return first
