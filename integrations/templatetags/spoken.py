"""Stored messages on the pages; a builtin of every template."""

from __future__ import annotations

from django import template

from integrations.spoken import spoken

register = template.Library()
register.filter(spoken)
