"""Connections that know just these fields and properties."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from integrations.records import Field, Option, Property
from tests.views.builders import connection

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect_with(fields: Iterable[Field], properties: Iterable[Property]) -> None:
    connection("salesforce", metadata={"fields": [asdict(it) for it in fields]})
    connection("hubspot", metadata={"properties": [asdict(it) for it in properties]})


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label.upper(), label) for label in labels)


def same_options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label, label) for label in labels)


def text(name: str, label: str) -> Property:
    return Property(name, label, "string", "text")


def dropdown(name: str, label: str, *labels: str) -> Property:
    """Its values are its labels in capitals."""
    return Property(name, label, "enumeration", "select", options=options(*labels))


def picklist(name: str, label: str, *labels: str) -> Field:
    return Field(name, label, "picklist", 255, options=same_options(*labels))
