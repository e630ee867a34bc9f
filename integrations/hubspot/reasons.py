"""Which property HubSpot complains of: its answers say so in three places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EMBEDDED = re.compile(r"Property values were not valid: (\[.*\])", re.DOTALL)
TAKEN = re.compile(
    r"propertyName=(\w+).* on \S+ (\d+) already has that value", re.DOTALL
)
REMEDIES = {
    "PROPERTY_DOESNT_EXIST": ("Create the property in HubSpot, or remove its mapping."),
    "INVALID_OPTION": (
        "Add the option to the property in HubSpot, or the value to the mapping's "
        "value map."
    ),
    "INVALID_OWNER_ID": "Choose an owner that is active in HubSpot.",
    "READ_ONLY_VALUE": "HubSpot alone sets this property: remove its mapping.",
    "MAX_LENGTH": "Shorten the value in Salesforce.",
    "UNIQUE_VALUE_TAKEN": (
        "Merge the two companies in HubSpot, or clear the value on the other one."
    ),
    "MISSING_REQUIRED_PROPERTY": (
        "Fill the mapped Salesforce field, or stop requiring the property in HubSpot."
    ),
}
ANY_REMEDY = "Correct the value in Salesforce, or change the mapping."


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    name: str
    message: str

    @property
    def sentence(self) -> str:
        remedy = REMEDIES.get(self.code, ANY_REMEDY)
        return f"{self.name}: {self.message.rstrip('.')}. {remedy}"


def reasons(answer: Mapping[str, Any]) -> tuple[Reason, ...]:
    """From ``errors``, from JSON inside the message, from ``validationResults``."""
    found = (*_listed(answer), *_results(answer), *_embedded(answer), *_taken(answer))
    by_place = {(reason.code, reason.name): reason for reason in reversed(found)}
    return tuple(reversed(by_place.values()))


def _listed(answer: Mapping[str, Any]) -> Iterator[Reason]:
    for entry in answer.get("errors") or ():
        names = (entry.get("context") or {}).get("propertyName") or ()
        for name in names:
            yield Reason(entry.get("code", ""), name, short(entry["message"]))


def _results(answer: Mapping[str, Any]) -> Iterator[Reason]:
    for entry in answer.get("validationResults") or ():
        yield Reason(entry["error"], entry["name"], short(entry["message"]))


def _embedded(answer: Mapping[str, Any]) -> Iterator[Reason]:
    found = EMBEDDED.search(answer.get("message", ""))
    try:
        entries = orjson.loads(found[1]) if found else []
    except orjson.JSONDecodeError:
        return
    yield from _results({"validationResults": entries})


def _taken(answer: Mapping[str, Any]) -> Iterator[Reason]:
    """A unique value that is taken is told in prose only (recorded)."""
    found = TAKEN.search(answer.get("message", ""))
    if found:
        message = f"company {found[2]} already has this value"
        yield Reason("UNIQUE_VALUE_TAKEN", found[1], message)


def short(message: str) -> str:
    """Without the list of all options, which may run to thousands of characters."""
    return re.sub(
        r" was not one of the allowed options: .*",
        " is not an option",
        message,
        flags=re.DOTALL,
    )
