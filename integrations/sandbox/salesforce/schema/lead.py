"""Lead: a person and a company that are not yet a contact and an account."""

from __future__ import annotations

from dataclasses import replace

from integrations.sandbox.salesforce.schema.common import (
    address,
    audit,
    clean_status,
    deleted,
    description,
    flag,
    identity,
    merged_into,
    owner,
    person_name,
    visits,
)
from integrations.sandbox.salesforce.schema.field import (
    Field,
    picklist,
    read_only,
    reference,
    text,
)
from integrations.sandbox.salesforce.schema.picklists import (
    INDUSTRIES,
    LEAD_STATUSES,
    RATINGS,
    SALUTATIONS,
    SOURCES,
)


def lead_fields() -> list[Field]:
    return [
        identity("Lead ID"),
        deleted(),
        merged_into("Lead"),
        *person_name("Full Name"),
        replace(picklist("Salutation", "Salutation", SALUTATIONS), compound="Name"),
        text("Title", "Title", 128),
        replace(text("Company", "Company", 255), nillable=False),
        *address("", ""),
        Field("Phone", "Phone", "phone", 40),
        Field("MobilePhone", "Mobile Phone", "phone", 40),
        Field("Fax", "Fax", "phone", 40),
        Field("Email", "Email", "email", 80, id_lookup=True),
        Field("Website", "Website", "url", 255),
        description("Description"),
        picklist("LeadSource", "Lead Source", SOURCES),
        replace(
            picklist("Status", "Status", LEAD_STATUSES),
            nillable=False,
            defaulted=True,
        ),
        picklist("Industry", "Industry", INDUSTRIES),
        picklist("Rating", "Rating", RATINGS),
        Field("AnnualRevenue", "Annual Revenue", "currency", precision=18),
        Field("NumberOfEmployees", "Employees", "int", digits=8),
        owner("Owner ID", "Group", "User"),
        *_conversion(),
        flag("HasOptedOutOfEmail", "Email Opt Out"),
        flag("DoNotCall", "Do Not Call"),
        *audit(),
        *visits(),
        clean_status(),
    ]


def _conversion() -> list[Field]:
    """Documented: whether it is converted can only be said on create."""
    return [
        replace(flag("IsConverted", "Converted"), updateable=False),
        read_only(Field("ConvertedDate", "Converted Date", "date")),
        *map(_made, ("Account", "Contact", "Opportunity")),
        flag("IsUnreadByOwner", "Unread By Owner"),
    ]


def _made(target: str) -> Field:
    """What the lead has become."""
    name = f"Converted{target}"
    return read_only(reference(f"{name}Id", f"Converted {target} ID", name, target))
