"""The account's setting *Create and associate companies with contacts*."""

from __future__ import annotations

from dataclasses import dataclass

MOST_EXCLUDED = 1_000


@dataclass(slots=True)
class EmployerRules:
    """``excluded``: domains nobody is associated by, at most 1,000 (documented).

    ``enrichment_s``: how much later a new company is filled from HubSpot's own
    database (documented, but not how much later); None: never.
    """

    excluded: frozenset[str] = frozenset()
    enrichment_s: float | None = None
