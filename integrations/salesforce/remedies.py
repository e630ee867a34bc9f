"""What an admin can do about each refusal, by Salesforce's error code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.errors import Suspension

SUSPENDED: Mapping[Suspension, str] = {
    "credentials": said(
        "the session is not accepted. Connect Salesforce again under Connected apps."
    ),
    "permission": said(
        "the connected user lacks a permission. Grant it in the user's profile or "
        "permission set."
    ),
    "limit": said(
        "a limit of the organisation is used up. Wait, free some of it, or buy more; "
        "under Setup > Company Information stands how much there is."
    ),
    "api_off": said(
        "API access is off. It needs an edition with API access, and 'API Enabled' in "
        "the connected user's profile."
    ),
}
NO_STORAGE = said(
    "no storage is left. Under Setup > Storage Usage stands what takes it: delete or "
    "buy some."
)
REMEDIES: Mapping[str, str] = {
    "INVALID_FIELD": said(
        "The field is gone, or field-level security hides it from the connected user. "
        "Make it visible in Salesforce, or remove its mapping."
    ),
    "INVALID_FIELD_FOR_INSERT_UPDATE": said(
        "The connected user may not edit the field. Allow it in the field-level "
        "security of the user's profile or permission set, or change the mapping."
    ),
    "REQUIRED_FIELD_MISSING": said(
        "Fill the mapped HubSpot property, or stop requiring the field in Salesforce."
    ),
    "STRING_TOO_LONG": said(
        "Shorten the value in HubSpot, or make the Salesforce field longer."
    ),
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": said(
        "Add the value to the Salesforce picklist, or to the mapping's value map."
    ),
    "FIELD_CUSTOM_VALIDATION_EXCEPTION": said(
        "A validation rule of your Salesforce refuses the record. Correct the value "
        "in HubSpot, or change the rule."
    ),
    "FIELD_INTEGRITY_EXCEPTION": said(
        "Correct the value in HubSpot; a state or country must be one of Salesforce's."
    ),
    "DUPLICATE_VALUE": said(
        "Another record already holds this unique value. Merge the two in Salesforce, "
        "or clear the value on the one that should not have it."
    ),
    "DUPLICATE_EXTERNAL_ID": said(
        "Several accounts hold this key. Merge them in Salesforce, or clear the key on "
        "all but the one that should have it."
    ),
    "DUPLICATES_DETECTED": said(
        "A duplicate rule of your Salesforce found the same account. Link the existing "
        "account, or merge the two."
    ),
    "ENTITY_IS_DELETED": said(
        "The account was deleted in Salesforce. Restore it from the recycle bin, or "
        "unlink the company."
    ),
    "INVALID_CROSS_REFERENCE_KEY": said(
        "The record does not exist, or the connected user may not see it."
    ),
    "INSUFFICIENT_ACCESS_OR_READONLY": said(
        "Give the connected user edit access to this record in Salesforce."
    ),
    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": said(
        "Give the connected user access to the record it points to (often the owner)."
    ),
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": said(
        "A trigger or flow of your Salesforce stopped the change. Its administrator "
        "finds the cause in the debug log."
    ),
    "INACTIVE_OWNER_OR_USER": said(
        "Give the record an owner who is active in Salesforce, or reactivate this one."
    ),
    "INVALID_EMAIL_ADDRESS": said("Correct the address in HubSpot."),
    "NOT_FOUND": said(
        "The object or field does not exist for the connected user. Test the "
        "connection: it names what is missing."
    ),
    "INVALID_TYPE": said(
        "Give the connected user's profile read access to this object."
    ),
    "INVALID_QUERY_LOCATOR": said(
        "The list expired on Salesforce's side. Start it again."
    ),
    "MALFORMED_QUERY": said("Check the conditions that were entered."),
}
