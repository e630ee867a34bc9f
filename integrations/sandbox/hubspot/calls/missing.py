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
    "the history of pipelines": (
        f"GET {PIPELINE}/audit",
        f"GET {PIPELINE}/stages/{{stage}}/audit",
    ),
    "limits of associations": (
        "GET associations/definitions/configurations/all",
        "GET associations/definitions/configurations/{type}/{to}",
        "POST associations/definitions/configurations/{type}/{to}/batch/create",
        "POST associations/definitions/configurations/{type}/{to}/batch/update",
        "POST associations/definitions/configurations/{type}/{to}/batch/purge",
    ),
    "turning active lists into static ones": (
        "GET lists/{id}/schedule-conversion",
        "PUT lists/{id}/schedule-conversion",
        "DELETE lists/{id}/schedule-conversion",
    ),
    "writing pipelines": (
        "POST pipelines/{type}",
        f"PUT {PIPELINE}",
        f"PATCH {PIPELINE}",
        f"DELETE {PIPELINE}",
    ),
    "deleting for good": ("POST objects/{type}/gdpr-delete",),
    "list folders": (
        "GET lists/folders",
        "POST lists/folders",
        "PUT lists/folders/move-list",
        "DELETE lists/folders/{folder}",
        "PUT lists/folders/{folder}/move/{parent}",
        "PUT lists/folders/{folder}/rename",
    ),
    "the past sizes of a list": ("GET lists/{id}/size-and-edits-history/between",),
    "the activity of an account": (
        "GET account-info/activity/audit-logs",
        "GET account-info/activity/login",
        "GET account-info/activity/security",
    ),
    "reports of associations": ("POST associations/usage/high-usage-report/{user}",),
    "mapping old list ids": ("GET lists/idmapping", "POST lists/idmapping"),
}


def _refusing(call: str, what: str) -> Route:
    def refuse(_: Call) -> Response:
        raise not_implemented(what)

    method, _, pattern = call.partition(" ")
    return Route(method, pattern, refuse, family="free")


ROUTES = tuple(
    _refusing(call, what) for what, calls in MISSING.items() for call in calls
)
