"""What a CRM has to offer to be served as a sandbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.clock import Clock
    from integrations.sandbox.encodings import UnreadableError
    from integrations.sandbox.settings import SandboxSettings
    from integrations.sandbox.wire import Request, Response

Control = Callable[[object], object]


@runtime_checkable
class Steered(Protocol):
    """A CRM that has control calls of its own, beside those that all have.

    By method and name, ``("POST", "merge")``; each takes the body and gives the answer,
    or raises ``OrderError`` with the reason for a 400.
    """

    controls: Mapping[tuple[str, str], Control]


class Crm(Protocol):
    """Handling is synchronous and one call at a time, so state needs no locks."""

    name: str
    settings: SandboxSettings
    clock: Clock

    def handle(self, request: Request) -> Response:
        """Answer any path of the vendor, its errors, sign-in and limits included.

        ``request.fault`` may hold ``{"error": NAME, "records": k}`` (refuse the first
        k records of this batch), ``{"short_pages": n}`` (pages of at most n rows) and
        ``{"late_commit_s": n}`` (rows written now show n seconds later, stamped now).
        """

    def endpoint(self, request: Request) -> str:
        """Name the call for the counts: ``PATCH composite/sobjects``, ids left out."""

    def counts(self) -> dict[str, int]:
        """Count the records of every object that is not deleted."""

    def reset(self, seed: int, sizes: Mapping[str, int]) -> None:
        """Start again with generated data; an object absent from ``sizes`` has none."""

    def named_error(self, name: str) -> Response:
        """Answer a whole call with the vendor's error; ValueError if it is unknown.

        Knows the names that are good for single records of a batch too.
        """

    def unreadable(self, problem: UnreadableError) -> Response:
        """Answer a call whose body is too large or cannot be unpacked."""

    def expire_sessions(self) -> None:
        """Refuse every token presented so far, with 401.

        A token fixed by hand cannot be renewed, so it is refused once and then good.
        """
