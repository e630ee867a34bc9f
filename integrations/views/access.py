"""Which role an action needs."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from integrations.page import role_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.page import HtmxRequest, Role

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def needs(
    role: Role,
) -> Callable[
    [Callable[Concatenate[HtmxRequest, P], R]],
    Callable[Concatenate[HtmxRequest, P], R],
]:
    """Answer 403 to people below this role, in words that name it."""

    def decorate(
        view: Callable[Concatenate[HtmxRequest, P], R],
    ) -> Callable[Concatenate[HtmxRequest, P], R]:
        @wraps(view)
        def guarded(request: HtmxRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require(request, role)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def require(request: HtmxRequest, role: Role) -> None:
    """For a view whose GET is open to more people than its POST."""
    if role_of(request.user) < role:
        message = _("This needs the role %(role)s. Ask an admin of Syncadmin for it.")
        raise PermissionDenied(message % {"role": role.name.title()})
