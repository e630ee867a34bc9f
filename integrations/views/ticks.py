"""The records that a person ticked in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import QueryDict


def records_in(chosen: QueryDict) -> set[int]:
    """By their primary keys; what cannot be one is left out."""
    named = chosen.getlist("record")
    return {int(it) for it in named if it.isdecimal() and len(it) < 19}
