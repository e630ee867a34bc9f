"""One HTTP exchange, free of any server: what a sandbox CRM handles and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class Request:
    """``path`` and ``query_string`` are as sent, still percent-encoded.

    ``headers`` has lower-case names; ``fault`` is the effect a test injected.
    """

    method: str
    path: str
    query_string: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: Mapping[str, object] = field(default_factory=dict)

    @property
    def segments(self) -> list[str]:
        """The decoded parts of the path: a slash inside a value stays inside it."""
        return [unquote(part) for part in self.path.strip("/").split("/")]

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query_string, keep_blank_values=True)


@dataclass(slots=True)
class Response:
    """``body``: bytes go out as they are, None is empty, the rest becomes JSON."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
