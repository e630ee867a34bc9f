"""Contact: without an account it is a private contact."""

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
    reference,
    stamp,
    text,
)
from integrations.sandbox.salesforce.schema.picklists import (
    SALUTATIONS,
    SOURCES,
)


def contact_fields() -> list[Field]:
    return [
        identity("Contact ID"),
        deleted(),
        merged_into("Contact"),
        replace(
            reference("AccountId", "Account ID", "Account", "Account"), cascade=True
        ),
        *person_name("Full Name"),
        replace(picklist("Salutation", "Salutation", SALUTATIONS), compound="Name"),
        *address("Other", "Other"),
        *address("Mailing", "Mailing"),
        *_phones(),
        reference("ReportsToId", "Reports To ID", "ReportsTo", "Contact"),
        Field("Email", "Email", "email", 80, id_lookup=True),
        text("Title", "Title", 128),
        text("Department", "Department", 80),
        text("AssistantName", "Assistant's Name", 40),
        picklist("LeadSource", "Lead Source", SOURCES),
        Field("Birthdate", "Birthdate", "date"),
        description("Contact Description"),
        owner("Owner ID", "User"),
        flag("HasOptedOutOfEmail", "Email Opt Out"),
        flag("DoNotCall", "Do Not Call"),
        *audit(),
        *visits(),
        text("EmailBouncedReason", "Email Bounced Reason", 255),
        stamp("EmailBouncedDate", "Email Bounced Date"),
        clean_status(),
    ]


def _phones() -> list[Field]:
    labels = {
        "Phone": "Business Phone",
        "Fax": "Business Fax",
        "MobilePhone": "Mobile Phone",
        "HomePhone": "Home Phone",
        "OtherPhone": "Other Phone",
        "AssistantPhone": "Asst. Phone",
    }
    return [Field(name, label, "phone", 40) for name, label in labels.items()]
