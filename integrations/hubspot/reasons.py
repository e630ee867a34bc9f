"""Which property HubSpot complains of: its answers say so in four places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EMBEDDED = re.compile(r"Property values were not valid: (\[.*\])", re.DOTALL)
TAKEN = re.compile(
    r"propertyName=(\w+), value=.* on \S+ (\d+) already has that value", re.DOTALL
)
OPTIONS = re.compile(r" was not one of the allowed options: .*", re.DOTALL)
REMEDIES = {
    "PROPERTY_DOESNT_EXIST": said(
        "Create the property in HubSpot, or remove its mapping."
    ),
    "INVALID_OPTION": said(
        "Add the option to the property in HubSpot, or the value to the mapping's "
        "value map."
    ),
    "INVALID_OWNER_ID": said("Choose an owner that is active in HubSpot."),
    "READ_ONLY_VALUE": said("HubSpot alone sets this property: remove its mapping."),
    "MAX_LENGTH": said("Shorten the value in Salesforce."),
    "UNIQUE_VALUE_TAKEN": said(
        "Merge the two companies in HubSpot, or clear the value on the other one."
    ),
    "MISSING_REQUIRED_PROPERTY": said(
        "Fill the mapped Salesforce field, or stop requiring the property in HubSpot."
    ),
}
ANY_REMEDY = said("Correct the value in Salesforce, or change the mapping.")


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    name: str
    message: str

    @property
    def sentence(self) -> str:
        end = "" if self.message.endswith(("!", "?")) else "."
        remedy = REMEDIES.get(self.code, ANY_REMEDY)
        return f"{self.name}: {self.message}{end} {remedy}"


def reasons(answer: Mapping[str, Any]) -> tuple[Reason, ...]:
    """Each complaint once, whichever of its places repeat it."""
    found = (*_listed(answer), *_results(answer), *_embedded(answer), *_taken(answer))
    by_place: dict[tuple[str, str], Reason] = {}
    for reason in found:
        by_place.setdefault((reason.code, reason.name), reason)
    return tuple(by_place.values())


def told(answer: Mapping[str, Any]) -> str:
    """The message without its full stop; some are a whole answer again (recorded)."""
    message = str(answer.get("message") or said("no reason given"))
    try:
        nested = orjson.loads(message)
    except orjson.JSONDecodeError:
        return _short(message)
    return told(nested) if isinstance(nested, dict) else message


def _listed(answer: Mapping[str, Any]) -> Iterator[Reason]:
    for entry in answer.get("errors") or ():
        context = entry.get("context") or {}
        for name in context.get("propertyName") or ():
            yield Reason(entry.get("code") or "", name, _short(entry["message"]))


def _results(answer: Mapping[str, Any]) -> Iterator[Reason]:
    for entry in answer.get("validationResults") or ():
        yield Reason(entry["error"], entry["name"], _short(entry["message"]))


def _embedded(answer: Mapping[str, Any]) -> Iterator[Reason]:
    found = EMBEDDED.search(str(answer.get("message")))
    try:
        yield from _results(
            {"validationResults": orjson.loads(found[1] if found else "")}
        )
    except orjson.JSONDecodeError:
        return


def _taken(answer: Mapping[str, Any]) -> Iterator[Reason]:
    """A unique value that is taken is told in prose only (recorded)."""
    found = TAKEN.search(str(answer.get("message")))
    if found:
        message = said("company %(id)s already has this value", id=found[2])
        yield Reason("UNIQUE_VALUE_TAKEN", found[1], message)


def _short(message: str) -> str:
    """Without the list of all options, which may run to thousands of characters."""
    return OPTIONS.sub(" is not one of its options", message).strip().rstrip(".")
