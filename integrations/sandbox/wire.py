"""One HTTP exchange, free of any server: what the two sandbox CRMs handle and answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl


@dataclass(slots=True)
class Request:
    """``headers`` has lower-case names; ``fault`` is the effect a test injected."""

    method: str
    path: str
    query_string: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: Mapping[str, object] = field(default_factory=dict)

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query_string, keep_blank_values=True)


@dataclass(slots=True)
class Response:
    """``body``: bytes go out as they are, None is empty, the rest becomes JSON."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
