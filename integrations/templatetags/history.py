"""Changes of settings, as the history tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from integrations.engine import setting_words

if TYPE_CHECKING:
    from integrations.models import SettingChange

register = template.Library()
register.filter("setting", setting_words.label)


@register.filter
def before(change: SettingChange) -> str:
    return setting_words.words(change, change.old)


@register.filter
def after(change: SettingChange) -> str:
    return setting_words.words(change, change.new)
