"""Organization: the org itself, one row."""

from __future__ import annotations

from dataclasses import replace

from integrations.sandbox.salesforce.schema.common import (
    address,
    audit,
    flag,
    identity,
)
from integrations.sandbox.salesforce.schema.field import (
    Field,
    picklist,
    read_only,
    stamp,
    text,
)
from integrations.sandbox.salesforce.schema.picklists import (
    LANGUAGES,
    LOCALES,
    ORGANIZATION_TYPES,
    TIME_ZONES,
)


def organization_fields() -> list[Field]:
    return [identity("Organization ID"), *map(read_only, _facts()), *audit()]


def _facts() -> list[Field]:
    return [
        replace(text("Name", "Name", 80), name_field=True, nillable=False),
        text("Division", "Division", 80),
        *address("", ""),
        Field("Phone", "Phone", "phone", 40),
        Field("Fax", "Fax", "phone", 40),
        text("PrimaryContact", "Primary Contact", 80),
        picklist("DefaultLocaleSidKey", "Locale", LOCALES, 40),
        picklist("TimeZoneSidKey", "Time Zone", TIME_ZONES, 40),
        picklist("LanguageLocaleKey", "Language", LANGUAGES, 40),
        Field("FiscalYearStartMonth", "Fiscal Year Starts In", "int", digits=2),
        picklist("OrganizationType", "Edition", ORGANIZATION_TYPES, 40),
        text("NamespacePrefix", "Namespace Prefix", 15),
        text("InstanceName", "Instance Name", 5),
        flag("IsSandbox", "Is Sandbox"),
        stamp("TrialExpirationDate", "Trial Expiration Date"),
    ]
