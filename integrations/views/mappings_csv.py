"""The table of mappings as a file, filtered as on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integrations.engine import mappings
from integrations.forms.mapping_filter import MappingFilter
from integrations.models import Integration
from integrations.page import Role
from integrations.spoken import spoken
from integrations.views.access import needs
from integrations.views.csv_export import stream

if TYPE_CHECKING:
    from django.http import StreamingHttpResponse

    from integrations.engine.mappings import Row
    from integrations.page import HtmxRequest


@require_safe
@needs(Role.VIEWER)
def mappings_csv(request: HtmxRequest) -> StreamingHttpResponse:
    form = MappingFilter(request.GET)
    form.is_valid()
    rows = form.selected(mappings.rows(Integration.current()))
    return stream(map(line, rows), header(), "mappings.csv")


def header() -> list[str]:
    return [
        _("HubSpot property"),
        _("Internal name"),
        _("Property type"),
        _("Salesforce field"),
        _("API name"),
        _("Field type"),
        _("Sync rule"),
        _("Status"),
        _("Reason"),
        _("Mapping type"),
        _("Value map"),
    ]


def line(row: Row) -> list[object]:
    mapping = row.mapping
    values = "; ".join(f"{ours} = {theirs}" for ours, theirs in mapping.values.items())
    return [
        row.property_label,
        mapping.property,
        row.property_type,
        row.field_label,
        mapping.field,
        row.field_type,
        mapping.get_rule_display(),
        mapping.get_status_display(),
        spoken(mapping.problem),
        mapping.type_label(),
        values,
    ]
