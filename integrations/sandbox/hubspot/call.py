"""One call of the API, on its way through its handler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from integrations.sandbox.hubspot.bodies import Body
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.limits import Limits
    from integrations.sandbox.hubspot.portal import Portal
    from integrations.sandbox.hubspot.schema import Schema
    from integrations.sandbox.hubspot.sessions import Sessions
    from integrations.sandbox.hubspot.store import ObjectStore
    from integrations.sandbox.wire import Request

HOST = "https://api.hubapi.com"


@dataclass(slots=True)
class Call:
    """``arguments`` are the parts of the path that its route leaves open."""

    portal: Portal
    sessions: Sessions
    limits: Limits
    request: Request
    arguments: Mapping[str, str]

    @property
    def kind(self) -> ObjectKind:
        return find_kind(self.arguments["type"])

    @property
    def store(self) -> ObjectStore:
        return self.portal.store(self.kind)

    @property
    def schema(self) -> Schema:
        return self.portal.schema(self.kind)

    @property
    def late(self) -> float:
        """How many seconds later than usual a test wants this write to show."""
        return cast("float", self.request.fault.get("late_commit_s", 0.0))

    def body(self) -> Body:
        return Body(self.request.body)

    def text(self, name: str) -> str | None:
        return next((value for key, value in self.request.query if key == name), None)

    def texts(self, name: str) -> list[str]:
        """Repeated, or in one with commas: both are used (documented)."""
        found = (value for key, value in self.request.query if key == name)
        return [part for value in found for part in value.split(",") if part]

    def flag(self, name: str) -> bool:
        return (self.text(name) or "").lower() == "true"

    def limit(self, usual: int, most: int) -> int:
        """The page size asked for; a test may have made pages shorter."""
        text = self.text("limit") or str(usual)
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise invalid(f"limit must be between 1 and {most}, it was {text}")
        return self.page_size(int(text))

    def page_size(self, wanted: int) -> int:
        longest = cast("int", self.request.fault.get("short_pages", wanted))
        return max(1, min(wanted, longest))

    def after(self) -> int:
        text = self.text("after") or "0"
        if not text.isdecimal():
            raise invalid(f"The paging cursor {text} is not valid")
        return int(text)

    def link(self, after: str) -> str:
        """The address of the next page, on HubSpot's own host as it tells it."""
        kept = [
            part
            for part in self.request.query_string.split("&")
            if part and not part.startswith("after=")
        ]
        return f"{HOST}{self.request.path}?{'&'.join([*kept, f'after={after}'])}"

    def paging(self, after: str) -> dict[str, object]:
        return {"next": {"after": after, "link": self.link(after)}}
