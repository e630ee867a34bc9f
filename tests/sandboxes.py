"""The sandbox CRMs in the hands of a test: their address and their control calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Sandbox:
    url: str

    def state(self) -> dict[str, int]:
        records: dict[str, int] = self._control("GET", "state")["records"]
        return records

    def reset(self, seed: int = 1, **sizes: int) -> None:
        self._control("POST", "reset", {"seed": seed, **sizes})

    def requests(self) -> dict[str, Any]:
        counts: dict[str, Any] = self._control("GET", "requests")
        return counts

    def forget_requests(self) -> None:
        self._control("DELETE", "requests")

    def fail(self, path: str, effect: Mapping[str, object], **when: object) -> None:
        """Let calls whose path matches go wrong: ``method``, ``times``, ``after`` …"""
        self._control("POST", "faults", {"path": path, "effect": effect, **when})

    def heal(self) -> None:
        self._control("DELETE", "faults")

    def change(self, **settings: object) -> None:
        self._control("POST", "settings", settings)

    def _control(self, method: str, call: str, body: object = None) -> Any:
        url = f"{self.url}/__sandbox__/{call}"
        response = requests.request(method, url, json=body, timeout=30)
        response.raise_for_status()
        return response.json()
