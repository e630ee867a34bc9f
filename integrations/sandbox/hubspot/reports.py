"""What a batch call answers: results, and errors when some failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.stamps import iso
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal


def report(
    portal: Portal,
    status: int,
    results: Sequence[object],
    errors: Sequence[object] = (),
) -> Response:
    """207 as soon as there is an error."""
    stamp = iso(portal.now())
    body: dict[str, object] = {
        "status": "COMPLETE",
        "results": results,
        "startedAt": stamp,
        "completedAt": stamp,
    }
    if errors:
        body |= {"numErrors": len(errors), "errors": errors}
    return Response(207 if errors else status, body)


def not_gotten(kind: ObjectKind, ids: list[str]) -> dict[str, object]:
    """All unknown ids stand in one error (recorded)."""
    return {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "message": f"Could not get some {kind.legacy_name} objects, they may be "
        "deleted or not exist. Check that ids are valid.",
        "context": {"ids": ids},
    }
