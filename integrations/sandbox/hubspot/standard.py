"""The properties HubSpot defines itself: what companies and contacts have in common."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.definitions import Definition
from integrations.sandbox.hubspot.stages import LIFECYCLE, LIFECYCLE_STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.sandbox.hubspot.definitions import Option

WRITTEN_SINCE = 1_546_300_800_000
TYPES = {
    "text": ("string", "text"),
    "textarea": ("string", "textarea"),
    "phonenumber": ("string", "phonenumber"),
    "number": ("number", "number"),
    "datetime": ("datetime", "date"),
    "date": ("date", "date"),
    "select": ("enumeration", "select"),
    "radio": ("enumeration", "radio"),
    "checkbox": ("enumeration", "checkbox"),
    "bool": ("bool", "booleancheckbox"),
}

SHARED = """
text address | Street Address
text city | City
text state | State/Region
text zip | Postal Code
text website | Website URL
select hubspot_owner_id | Owner
radio lifecyclestage | Lifecycle Stage
"""
READ_ONLY = """
datetime createdate | Create Date
number hs_object_id | Record ID
text hs_object_source | Record source
text hs_object_source_id | Record source ID
text hs_object_source_label | Record source detail
text hs_object_source_detail_1 | Record source detail 1
text hs_object_source_detail_2 | Record source detail 2
text hs_object_source_detail_3 | Record source detail 3
text hs_object_source_user_id | Record source user ID
text hs_pipeline | Pipeline
text hs_merged_object_ids | Merged record IDs
number hs_updated_by_user_id | Updated by user ID
"""


def own(group: str, table: str) -> Iterator[Definition]:
    """Read lines of ``form name | label``."""
    for line in table.strip().splitlines():
        form, _, rest = line.partition(" ")
        name, _, label = rest.partition(" | ")
        yield _definition(group, form, name, label)


def read_only(group: str, table: str) -> Iterator[Definition]:
    for definition in own(group, table):
        yield replace(definition, read_only_value=True)


def calculated(group: str, table: str) -> Iterator[Definition]:
    for definition in own(group, table):
        yield replace(definition, calculated=True)


def shared(group: str) -> Iterator[Definition]:
    for definition in own(group, SHARED):
        if definition.name == LIFECYCLE:
            yield replace(definition, options=LIFECYCLE_STAGES)
        elif definition.name == "hubspot_owner_id":
            yield replace(definition, external_options=True)
        else:
            yield definition
    yield from read_only(group, READ_ONLY)


def with_options(definition: Definition, options: tuple[Option, ...]) -> Definition:
    return replace(definition, options=options)


def _definition(group: str, form: str, name: str, label: str) -> Definition:
    kind, field_type = TYPES[form]
    return Definition(
        name=name,
        label=label,
        type=kind,
        field_type=field_type,
        group=group,
        form_field=True,
        hubspot_defined=True,
        created=WRITTEN_SINCE,
        updated=WRITTEN_SINCE,
    )
