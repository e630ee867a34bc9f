"""The table of calls: which handler answers what, with which scope and limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.wire import Response

Handler = Callable[["Call"], "Response"]
Family = Literal["general", "search", "associations", "free"]
OBJECT_TYPES = ("type", "to")


@dataclass(frozen=True, slots=True)
class Route:
    """``pattern`` is the path without its version; a part in braces is open.

    ``scopes`` may name the object type as ``{type}``. ``family`` tells which limits
    count the call; "free" ones need no token either.
    """

    method: str
    pattern: str
    handler: Handler
    scopes: tuple[str, ...] = ()
    family: Family = "general"

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.pattern.split("/"))

    def match(self, parts: Sequence[str]) -> dict[str, str] | None:
        arguments = {}
        for own, given in zip(self.parts, parts, strict=True):
            if own.startswith("{"):
                arguments[own[1:-1]] = given
            elif own != given:
                return None
        return arguments


class Match(NamedTuple):
    route: Route
    arguments: Mapping[str, str]

    def scopes(self) -> list[str]:
        return [scope.format_map(self._named()) for scope in self.route.scopes]

    def endpoint(self) -> str:
        """The pattern with its object types, but without ids and names."""
        filled = self.route.pattern.format_map(self._named())
        return filled.removeprefix("objects/")

    def _named(self) -> dict[str, str]:
        """Object types under their usual names; every other part stays in braces."""
        return {
            name: _kind_name(value) if name in OBJECT_TYPES else f"{{{name}}}"
            for name, value in self.arguments.items()
        }


class RouteTable:
    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes: defaultdict[tuple[str, int], list[Route]] = defaultdict(list)
        for route in sorted(routes, key=lambda route: route.pattern.count("{")):
            self._routes[route.method, len(route.parts)].append(route)

    def __iter__(self) -> Iterator[Route]:
        return chain.from_iterable(self._routes.values())

    def find(self, method: str, parts: Sequence[str]) -> Match | None:
        """The route with the fewest open parts wins."""
        for route in self._routes[method, len(parts)]:
            arguments = route.match(parts)
            if arguments is not None:
                return Match(route, arguments)
        return None

    def allows(self, parts: Sequence[str]) -> list[str]:
        """The methods this path has."""
        methods = {method for method, size in self._routes if size == len(parts)}
        return sorted(method for method in methods if self.find(method, parts))


def _kind_name(text: str) -> str:
    try:
        return find_kind(text).name
    except RefusedError:
        return text
