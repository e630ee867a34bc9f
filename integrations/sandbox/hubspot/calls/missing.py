"""Calls HubSpot has and the sandbox has not, beside whole APIs it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.refusals import not_implemented
from integrations.sandbox.hubspot.routes import Route

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.wire import Response

PIPELINE = "pipelines/{type}/{id}"
MISSING = {
    "writing pipelines": (
        "POST pipelines/{type}",
        f"PUT {PIPELINE}",
        f"PATCH {PIPELINE}",
        f"DELETE {PIPELINE}",
        f"POST {PIPELINE}/stages",
        f"PUT {PIPELINE}/stages/{{stage}}",
        f"PATCH {PIPELINE}/stages/{{stage}}",
        f"DELETE {PIPELINE}/stages/{{stage}}",
    ),
    "deleting for good": ("POST objects/{type}/gdpr-delete",),
    "association labels of one's own": (
        "POST associations/{type}/{to}/labels",
        "PUT associations/{type}/{to}/labels",
        "DELETE associations/{type}/{to}/labels/{label}",
    ),
    "list folders": (
        "GET lists/folders",
        "POST lists/folders",
        "PUT lists/folders/move-list",
    ),
    "mapping old list ids": ("GET lists/idmapping", "POST lists/idmapping"),
    "restoring lists": ("PUT lists/{id}/restore",),
    "changing the filters of a list": ("PUT lists/{id}/update-list-filters",),
    "memberships of many records": ("POST lists/records/memberships/batch/read",),
}


def _refusing(call: str, what: str) -> Route:
    def refuse(_: Call) -> Response:
        raise not_implemented(what)

    method, _, pattern = call.partition(" ")
    return Route(method, pattern, refuse, family="free")


ROUTES = tuple(
    _refusing(call, what) for what, calls in MISSING.items() for call in calls
)
