"""RecordType: known to every org, and without rows in a fresh one."""

from __future__ import annotations

from dataclasses import replace

from integrations.sandbox.salesforce.schema.common import audit, flag, identity
from integrations.sandbox.salesforce.schema.field import Field, options, picklist, text

TYPED = options("Account", "Contact", "Lead")


def record_type_fields() -> list[Field]:
    return [
        identity("Record Type ID"),
        replace(text("Name", "Name", 80), name_field=True, nillable=False),
        replace(text("DeveloperName", "Record Type Name", 80), nillable=False),
        Field("NamespacePrefix", "Namespace Prefix", "string", 15),
        text("Description", "Description", 255),
        picklist("SobjectType", "SObject Type Name", TYPED, 40),
        flag("IsActive", "Active"),
        *audit(),
    ]
