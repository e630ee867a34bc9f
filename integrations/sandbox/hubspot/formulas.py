"""Calculated properties of one's own: sums over the numbers of a record.

The rest of HubSpot's syntax (texts, conditions) is refused with 501. A blank or an
impossible operand leaves the result blank: [mem].
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.refusals import invalid, not_implemented

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.schema import Schema

Numbers = Mapping[str, float]
Formula = Callable[[Numbers], float]
LONGEST = 300
SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS: dict[str, Callable[..., float]] = {"max": max, "min": min}


def check_formula(text: str, schema: Schema) -> None:
    """Only numbers that are kept, not calculated, can be reckoned with here."""
    formula(text)
    for name in names_in(text):
        definition = schema.definitions.get(name)
        if definition is None:
            raise invalid(f"Property {name} of the calculation does not exist")
        if definition.type != "number" or definition.calculated:
            raise not_implemented(f"a calculation with the property {name}")


def calculated(schema: Schema, held: Mapping[str, str]) -> dict[str, str]:
    """What the formulas give for a record with these values."""
    return {
        definition.name: _result(definition.formula, held)
        for definition in schema.formulas
    }


def names_in(text: str) -> set[str]:
    found = {each.id for each in ast.walk(_tree(text)) if isinstance(each, ast.Name)}
    return found - set(FUNCTIONS)


@lru_cache(maxsize=256)
def formula(text: str) -> Formula:
    return _read(_tree(text))


def _result(text: str, held: Mapping[str, str]) -> str:
    try:
        numbers = {name: float(held[name]) for name in names_in(text)}
        result = formula(text)(numbers)
        return f"{result:.6f}".rstrip("0").rstrip(".")
    except (ArithmeticError, KeyError):
        return ""


@lru_cache(maxsize=256)
def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise not_implemented(f"calculations of more than {LONGEST} characters")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError) as error:
        raise invalid(f"The calculation {text!r} cannot be read") from error


def _read(part: ast.expr) -> Formula:
    match part:
        case ast.BinOp(left, sign, right) if type(sign) in SIGNS:
            return _joined(SIGNS[type(sign)], _read(left), _read(right))
        case ast.UnaryOp(ast.USub(), inner):
            return _joined(operator.sub, lambda _: 0.0, _read(inner))
        case ast.Call(ast.Name(name), [_, *_] as given, []) if name in FUNCTIONS:
            return _called(FUNCTIONS[name], [_read(each) for each in given])
        case ast.Name(name):
            return lambda numbers: numbers[name]
        case ast.Constant(int() | float() as number) if not isinstance(number, bool):
            return lambda _: float(number)
    raise not_implemented(f"the calculation {ast.unparse(part)}")


def _joined(
    sign: Callable[[float, float], float], left: Formula, right: Formula
) -> Formula:
    return lambda numbers: sign(left(numbers), right(numbers))


def _called(function: Callable[..., float], given: list[Formula]) -> Formula:
    return lambda numbers: function([each(numbers) for each in given])
