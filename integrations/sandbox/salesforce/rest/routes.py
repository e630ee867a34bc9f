"""Which handler answers which path: the patterns, the literal ones first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import (
    NotFoundError,
    RefusalError,
    UnsupportedError,
)
from integrations.sandbox.salesforce.rest.call import Call
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Handler = Callable[[Call], Response]


@dataclass(frozen=True, slots=True)
class Match:
    pattern: str
    arguments: Mapping[str, str]


class Routes:
    """``absent`` are the first parts of paths that Salesforce has and we not.

    Those of ``unsupported`` are so only where nothing is served below them.
    """

    def __init__(
        self,
        handlers: Mapping[str, Mapping[str, Handler]],
        absent: Sequence[str] = (),
        unsupported: Sequence[str] = (),
    ) -> None:
        self._handlers = handlers
        self._patterns = [(pattern, pattern.split("/")) for pattern in handlers]
        self._absent = [pattern.split("/") for pattern in absent]
        self._unsupported = unsupported

    def find(self, segments: Sequence[str]) -> Match | None:
        for pattern, parts in self._patterns:
            arguments = _fit(parts, segments)
            if arguments is not None:
                return Match(pattern, arguments)
        return None

    def knows(self, segments: Sequence[str]) -> bool:
        """Whether there is such a path in Salesforce, served here or not."""
        found = self.find(segments) is not None
        return found or isinstance(self._unknown(segments), UnsupportedError)

    def handler(self, method: str, segments: Sequence[str]) -> tuple[Handler, Match]:
        self._check_present(segments)
        match = self.find(segments)
        if match is None:
            raise self._unknown(segments)
        handlers = self._handlers[match.pattern]
        if method not in handlers:
            allowed = ",".join(sorted(handlers))
            message = f"HTTP Method '{method}' not allowed. Allowed are {allowed}"
            raise RefusalError("METHOD_NOT_ALLOWED", message, status=405)
        return handlers[method], match

    def _check_present(self, segments: Sequence[str]) -> None:
        for parts in self._absent:
            if _fit(parts, segments[: len(parts)]) is not None:
                raise UnsupportedError(f"the resource {'/'.join(segments)}")

    def _unknown(self, segments: Sequence[str]) -> RefusalError:
        path = "/".join(segments)
        for prefix in self._unsupported:
            if f"{path}/".startswith(f"{prefix}/"):
                return UnsupportedError(f"the resource {path}")
        return NotFoundError()


def _fit(parts: Sequence[str], segments: Sequence[str]) -> dict[str, str] | None:
    if len(parts) != len(segments):
        return None
    arguments = {}
    for part, segment in zip(parts, segments, strict=True):
        if part.startswith("{"):
            arguments[part[1:-1]] = segment
        elif part != segment:
            return None
    return arguments
