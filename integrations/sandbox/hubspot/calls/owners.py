"""The owners of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.refusals import invalid, not_found
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.owners import Owner

PAGE, LONGEST_PAGE = 100, 500


def page(call: Call) -> Response:
    limit, after = call.limit(PAGE, LONGEST_PAGE), call.after()
    found = [owner for owner in _wanted(call) if int(owner.id) >= after]
    shown: dict[str, object] = {"results": [each.as_json() for each in found[:limit]]}
    if len(found) > limit:
        shown["paging"] = call.paging(found[limit].id)
    return Response(200, shown)


def read(call: Call) -> Response:
    """By ``id`` or ``userId``."""
    by = call.text("idProperty") or "id"
    if by not in ("id", "userId"):
        raise invalid(f"idProperty must be id or userId, it was {by}")
    for owner in _wanted(call):
        own = owner.id if by == "id" else str(owner.user_id)
        if own == call.arguments["id"]:
            return Response(200, owner.as_json())
    raise not_found()


def _wanted(call: Call) -> list[Owner]:
    email, archived = call.text("email"), call.flag("archived")
    return sorted(
        (
            owner
            for owner in call.portal.owners.values()
            if owner.archived == archived and email in (None, "", owner.email)
        ),
        key=lambda owner: int(owner.id),
    )


READ = ("crm.objects.owners.read",)
ROUTES = (
    Route("GET", "owners", page, READ),
    Route("GET", "owners/{id}", read, READ),
)
