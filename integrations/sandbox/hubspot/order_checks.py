"""Shapes of values in HubSpot's own control calls."""

from __future__ import annotations


def is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def is_values(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
