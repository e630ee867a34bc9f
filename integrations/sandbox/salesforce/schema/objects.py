"""The objects of a fresh org, by name in lower case."""

from __future__ import annotations

from integrations.sandbox.salesforce.schema.account import account_fields
from integrations.sandbox.salesforce.schema.contact import contact_fields
from integrations.sandbox.salesforce.schema.lead import lead_fields
from integrations.sandbox.salesforce.schema.organization import organization_fields
from integrations.sandbox.salesforce.schema.record_type import record_type_fields
from integrations.sandbox.salesforce.schema.sobject import SObject
from integrations.sandbox.salesforce.schema.user import user_fields


def fresh_objects() -> dict[str, SObject]:
    """The prefixes of the ids are recorded ones."""
    objects = [
        SObject("Account", "Account", "Accounts", "001", account_fields()),
        SObject("Contact", "Contact", "Contacts", "003", contact_fields()),
        SObject("Lead", "Lead", "Leads", "00Q", lead_fields()),
        SObject(
            "Organization",
            "Organization",
            "Organizations",
            "00D",
            organization_fields(),
            writable=False,
        ),
        SObject(
            "RecordType",
            "Record Type",
            "Record Types",
            "012",
            record_type_fields(),
            writable=False,
        ),
        SObject("User", "User", "Users", "005", user_fields(), writable=False),
    ]
    return {sobject.name.lower(): sobject for sobject in objects}
