"""Shapes say where a value differs from them, and that it does not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.traffic.shapes import Shape, misfit


def _tree() -> Shape:
    return {"name": str, "children": [_tree]}


FITTING = {
    "a type": (1, int),
    "null": (None, None),
    "a pattern": ("a1", re.compile(r"\w\d")),
    "one of several values": ("b", frozenset("ab")),
    "one of several shapes": (None, (str, None)),
    "a list": ([1, 2], [int]),
    "an empty list": ([], [int]),
    "an optional member that is not there": ({"a": 1}, {"a": int, "b?": str}),
    "an optional member that is": ({"a": 1, "b": ""}, {"a": int, "b?": str}),
    "any further member": ({"a": 1, "z": ""}, {"a": int, ...: str}),
    "anything": ({"a": [1]}, ...),
    "what holds itself": (
        {"name": "a", "children": [{"name": "b", "children": []}]},
        _tree,
    ),
}


@pytest.mark.parametrize(("value", "shape"), FITTING.values(), ids=FITTING)
def test_a_fitting_value_has_no_fault(value: object, shape: Shape) -> None:
    assert misfit(value, shape) is None


FAULTY: dict[str, tuple[Any, Shape, str]] = {
    "another type": ("1", int, "$ is '1'"),
    "a switch is no number": (True, int, "$ is True"),
    "a number is no switch": (1, bool, "$ is 1"),
    "not null": (0, None, "$ is 0"),
    "more than the pattern": ("a12", re.compile(r"\w\d"), "$ is 'a12'"),
    "none of several values": ("c", frozenset("ab"), "$ is 'c'"),
    "none of several shapes": (1, (str, None), "$ is 1"),
    "no list": ({}, [int], "$ is no list but {}"),
    "a member of a list": ([1, "2"], [int], "$[1] is '2'"),
    "no object": ([], {"a": int}, "$ is no object but []"),
    "a member that is missing": ({"a": 1}, {"a": int, "b": str}, "$ has no b"),
    "a member too many": ({"a": 1, "z": 2}, {"a": int}, "$.z is not known"),
    "a wrong member": ({"a": {"b": 1}}, {"a": {"b": str}}, "$.a.b is 1"),
    "a wrong further member": ({"z": 1}, {...: str}, "$.z is 1"),
    "deep in what holds itself": (
        {"name": "a", "children": [{"name": 5, "children": []}]},
        _tree,
        "$.children[0].name is 5",
    ),
}


@pytest.mark.parametrize(("value", "shape", "fault"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_named_with_its_place(
    value: object, shape: Shape, fault: str
) -> None:
    assert misfit(value, shape) == fault
