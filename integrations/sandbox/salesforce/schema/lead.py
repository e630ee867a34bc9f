"""Lead: a person and a company that are not yet a contact and an account."""

from __future__ import annotations

from dataclasses import replace

from integrations.sandbox.salesforce.schema.common import (
    address,
    audit,
    deleted,
    flag,
    identity,
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
    CLEAN_STATUSES,
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
        read_only(
            reference("MasterRecordId", "Master Record ID", "MasterRecord", "Lead")
        ),
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
        Field(
            "Description",
            "Description",
            "textarea",
            32000,
            filterable=False,
            sortable=False,
            extra="plaintextarea",
        ),
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
        replace(
            picklist("CleanStatus", "Clean Status", CLEAN_STATUSES, 40),
            restricted=True,
        ),
    ]


def _conversion() -> list[Field]:
    """Documented: whether it is converted can only be said on create."""
    return [
        replace(flag("IsConverted", "Converted"), updateable=False),
        read_only(Field("ConvertedDate", "Converted Date", "date")),
        read_only(
            reference(
                "ConvertedAccountId",
                "Converted Account ID",
                "ConvertedAccount",
                "Account",
            )
        ),
        read_only(
            reference(
                "ConvertedContactId",
                "Converted Contact ID",
                "ConvertedContact",
                "Contact",
            )
        ),
        read_only(
            reference(
                "ConvertedOpportunityId",
                "Converted Opportunity ID",
                "ConvertedOpportunity",
                "Opportunity",
            )
        ),
        flag("IsUnreadByOwner", "Unread By Owner"),
    ]
