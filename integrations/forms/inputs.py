"""What several forms share: any choice, a search box, a column both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

ANY = ("", _("Any"))


def both_ways(columns: Iterable[str]) -> list[tuple[str, str]]:
    """Each column upwards and downwards, as the heads of a table ask for it."""
    return [(sign + column, column) for column in columns for sign in ("", "-")]


class SearchInput(forms.TextInput):
    input_type = "search"
