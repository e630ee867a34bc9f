"""Contact: without an account it is a private contact."""

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
    stamp,
    text,
)
from integrations.sandbox.salesforce.schema.picklists import (
    CLEAN_STATUSES,
    SALUTATIONS,
    SOURCES,
)


def contact_fields() -> list[Field]:
    return [
        identity("Contact ID"),
        deleted(),
        read_only(
            reference("MasterRecordId", "Master Record ID", "MasterRecord", "Contact")
        ),
        replace(
            reference("AccountId", "Account ID", "Account", "Account"), cascade=True
        ),
        *person_name("Full Name"),
        replace(picklist("Salutation", "Salutation", SALUTATIONS), compound="Name"),
        *address("Other", "Other"),
        *address("Mailing", "Mailing"),
        Field("Phone", "Business Phone", "phone", 40),
        Field("Fax", "Business Fax", "phone", 40),
        Field("MobilePhone", "Mobile Phone", "phone", 40),
        Field("HomePhone", "Home Phone", "phone", 40),
        Field("OtherPhone", "Other Phone", "phone", 40),
        Field("AssistantPhone", "Asst. Phone", "phone", 40),
        reference("ReportsToId", "Reports To ID", "ReportsTo", "Contact"),
        Field("Email", "Email", "email", 80, id_lookup=True),
        text("Title", "Title", 128),
        text("Department", "Department", 80),
        text("AssistantName", "Assistant's Name", 40),
        picklist("LeadSource", "Lead Source", SOURCES),
        Field("Birthdate", "Birthdate", "date"),
        Field(
            "Description",
            "Contact Description",
            "textarea",
            32000,
            filterable=False,
            sortable=False,
            extra="plaintextarea",
        ),
        owner("Owner ID", "User"),
        flag("HasOptedOutOfEmail", "Email Opt Out"),
        flag("DoNotCall", "Do Not Call"),
        *audit(),
        *visits(),
        text("EmailBouncedReason", "Email Bounced Reason", 255),
        stamp("EmailBouncedDate", "Email Bounced Date"),
        replace(
            picklist("CleanStatus", "Clean Status", CLEAN_STATUSES, 40),
            restricted=True,
        ),
    ]
