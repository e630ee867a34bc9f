"""What templates need beyond Django's own tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def current(context: Context, *names: str) -> str:
    """Mark a link of the navigation when the page shown is one of these."""
    request = context.get("request")
    match = request.resolver_match if request else None
    is_here = match is not None and match.url_name in names
    return SafeString(' aria-current="page"') if is_here else ""
