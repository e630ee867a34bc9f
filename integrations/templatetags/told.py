"""Values of records as each CRM shows them, with the API's own value at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from integrations.engine.shown import Told

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from integrations.engine.shown import Shown
    from integrations.rules.reversal import Reversal

register = template.Library()


@register.filter
def shown(value: Told | str) -> SafeString:
    return _element("span", value)


@register.filter
def removed(change: dict[str, Any], by: Shown) -> SafeString:
    return _element("del", by.before(change))


@register.filter
def inserted(change: dict[str, Any], by: Shown) -> SafeString:
    return _element("ins", by.after(change))


@register.filter
def now_held(reversal: Reversal, by: Shown) -> SafeString:
    return _element("span", by.now(reversal))


@register.filter
def put_back(reversal: Reversal, by: Shown) -> SafeString:
    return _element("span", by.back(reversal))


@register.filter
def labelled(property: str, by: Shown) -> str:
    return by.label(property)


def _element(tag: str, value: Told | str) -> SafeString:
    """Not a template of its own: a page of a run has a thousand of these."""
    text, code = value if isinstance(value, Told) else (value, "")
    if text == "":
        return format_html('<span class="blank">{}</span>', _("blank"))
    if code:
        return format_html('<{0} title="{1}">{2}</{0}>', tag, code, text)
    return format_html("<{0}>{1}</{0}>", tag, text)
