"""What can be changed of a sandbox CRM while it runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class SandboxSettings:
    """``daily_limit`` None: the limit the CRM publishes for its usual edition."""

    latency_ms: float = 0
    rate_limits: bool = False
    search_lag_s: float = 0.0
    daily_limit: int | None = None
    auto_create_companies: bool = False
    freeze_clock: bool = False
