"""What is known of the real HubSpot, as calls with their answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pytest

from tests.sandbox.hubspot.api import Answer, Api

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark = Literal["rec", "doc", "spec", "pub"]
Call = Callable[[Api], Answer]
NOT_VALID = "Property values were not valid"


@dataclass(frozen=True, slots=True)
class Fact:
    """``mark`` tells how it is known: recorded, documented, in the contract, public.

    ``body`` None: only the status is known.
    """

    mark: Mark
    says: str
    call: Call
    status: int
    body: object = None


def each(facts: Iterable[Fact]) -> pytest.MarkDecorator:
    """Run a test once for each fact, its mark in the test's id."""
    return pytest.mark.parametrize(
        "fact", [pytest.param(f, id=f"[{f.mark}] {f.says}") for f in facts]
    )


def check(fact: Fact, api: Api) -> None:
    answer = fact.call(api)
    assert answer.status == fact.status, answer.json
    if fact.body is not None:
        assert answer.told == fact.body


def error(message: str, category: str = "", **more: object) -> dict[str, object]:
    body = {"status": "error", "message": message, **more}
    return body | {"category": category} if category else body


def refused_value(code: str, name: str, message: str) -> dict[str, object]:
    """The newer shape: told twice, as text in the message and as details."""
    result = {"isValid": False, "message": message, "error": code, "name": name}
    detail = {"message": message, "code": code, "context": {"propertyName": [name]}}
    embedded = json.dumps([result], separators=(",", ":"))
    return error(f"{NOT_VALID}: {embedded}", "VALIDATION_ERROR", errors=[detail])


def refused_value_of_old(code: str, name: str, message: str) -> dict[str, object]:
    result = {"isValid": False, "message": message, "error": code, "name": name}
    return error(NOT_VALID, validationResults=[result])
