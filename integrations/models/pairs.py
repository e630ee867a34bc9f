"""A dict that keeps the order of its keys in every database."""

from __future__ import annotations

from typing import Any

from django.db import models


class PairsField(models.JSONField):
    """Stored as a list of pairs: PostgreSQL's jsonb sorts the keys of an object."""

    def get_prep_value(self, value: Any) -> Any:
        pairs = list(value.items()) if isinstance(value, dict) else value
        return super().get_prep_value(pairs)

    def from_db_value(self, value: Any, *context: Any) -> dict[str, str]:
        return dict(super().from_db_value(value, *context))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """The column is that of any JSON, and reads what one has stored."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options
