"""What every page shares: who asks, what htmx adds to it, and one way to answer."""

from __future__ import annotations

from enum import IntEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from integrations.models import SyncBatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User
    from django.http import HttpResponse
    from django_htmx.middleware import HtmxDetails

    from integrations.models import Outcome, Record, SyncRun


class Role(IntEnum):
    """The groups of the same names; each may do what the ones before it may."""

    NOBODY = 0
    VIEWER = 1
    OPERATOR = 2
    ADMIN = 3

    @property
    def label(self) -> str:
        names = {
            Role.NOBODY: _("No role"),
            Role.VIEWER: _("Viewer"),
            Role.OPERATOR: _("Operator"),
            Role.ADMIN: _("Admin"),
        }
        return names[self]

    @property
    def may_operate(self) -> bool:
        return self >= Role.OPERATOR

    @property
    def may_change_settings(self) -> bool:
        return self >= Role.ADMIN


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails
    user: User


def render_page(
    request: HtmxRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    partial: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the whole page, or for htmx only the part that changes in place."""
    name = f"{template}#{partial}" if request.htmx else template
    role = role_of(request.user)
    response = render(request, name, {**context, "role": role}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def role_of(user: User) -> Role:
    """Looked up once for a request: the guard, the page and the frame all ask."""
    known: Role | None = getattr(user, "known_role", None)
    if known is None:
        known = _role_of(user)
        setattr(user, "known_role", known)  # noqa: B010 - the model is Django's
    return known


def _role_of(user: User) -> Role:
    if user.is_superuser:
        return Role.ADMIN
    names = {name.upper() for name in user.groups.values_list("name", flat=True)}
    return max((role for role in Role if role.name in names), default=Role.NOBODY)


def is_pausing(run: SyncRun) -> bool:
    """Whether a run that is to pause still has a batch at work."""
    at_work = run.batches.filter(state=SyncBatch.State.LEASED)
    return run.is_paused and at_work.filter(lease_until__gte=timezone.now()).exists()


def record_url(known: Record | Outcome) -> str:
    """The page of a record, or of the record an outcome is about."""
    if known.company_id:
        return reverse("company", args=[known.company_id])
    return reverse("account", args=[known.account_id])
