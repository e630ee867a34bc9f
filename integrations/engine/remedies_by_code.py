"""What to do about single codes of both vendors and of our rules, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrPromise

AUTOMATION = lazy(
    "An automation in Salesforce stopped the change. Under Setup > Flows, and Setup > "
    "Object Manager > Account > Triggers, find the one that the message names and have "
    "it corrected; Setup > Debug Logs, with a trace on the integration user, shows "
    "where it fails. Then retry."
)
VALUE_MAP = lazy(
    "Either add the missing value: in Salesforce under Setup > Object Manager > "
    "Account > Fields & Relationships > %(field)s, in HubSpot under Settings > "
    "Properties > Company properties > %(property)s. Or give it a partner in the value "
    "map of this mapping, under Salesforce > Companies > Company property mappings."
)
SALESFORCE_LENGTH = lazy(
    "Shorten the value of %(property)s in HubSpot, or make the field longer in "
    "Salesforce: Setup > Object Manager > Account > Fields & Relationships > "
    "%(field)s > Edit."
)
HUBSPOT_LENGTH = lazy(
    "Shorten the value of %(field)s in Salesforce, or allow more characters in HubSpot "
    "under Settings > Properties > Company properties > %(property)s > Rules."
)
DELETED_COMPANY = lazy(
    "The company was deleted or merged in HubSpot. Restore it there under Companies > "
    "Actions > Restore records, or unlink it from its account."
)
REQUIRED_FIELD = lazy(
    "Fill %(property)s on the company in HubSpot. Or stop requiring the field in "
    "Salesforce, under Setup > Object Manager > Account > Fields & Relationships > "
    "%(field)s, or give it a default there."
)
REQUIRED_PROPERTY = lazy(
    "Fill %(field)s on the account in Salesforce. Or stop requiring the property in "
    "HubSpot, under Settings > Properties > Company properties > %(property)s > Rules."
)
SALESFORCE_DUPLICATE = lazy(
    "Salesforce has this account already. Merge the two accounts there, or link the "
    "existing one. If they are two firms, change the rule that takes them for one: "
    "Setup > Duplicate Rules and Setup > Matching Rules."
)
HUBSPOT_DUPLICATE = lazy(
    "Another company in HubSpot holds this value already. Merge the two companies "
    "there, or clear the value on the one that should not have it."
)
OWNER = lazy(
    "Give the record an owner who is active in both CRMs under the same e-mail "
    "address, or make that user active: Setup > Users in Salesforce, Settings > Users "
    "& Teams in HubSpot."
)
READ_ONLY = lazy(
    "Nobody may write %(property)s or %(field)s: it is calculated, or read-only. Under "
    "Salesforce > Companies > Company property mappings choose a sync rule that only "
    "reads it."
)
BY_CODE: Mapping[str, StrPromise] = {
    # Associations
    "ASSOCIATION_LIMIT_EXCEEDED": lazy(
        "The record has as many associations as HubSpot allows. Remove some of them in "
        "HubSpot, or move them to another record, then retry."
    ),
    "CIRCULAR_DEPENDENCY": lazy(
        "The account would be its own parent, at one remove or several. In Salesforce "
        "correct the parent account, then retry."
    ),
    # Duplicates
    "CONFLICT": HUBSPOT_DUPLICATE,
    "OBJECT_ALREADY_EXISTS": HUBSPOT_DUPLICATE,
    "UNIQUE_VALUE_TAKEN": HUBSPOT_DUPLICATE,
    "DUPLICATES_DETECTED": SALESFORCE_DUPLICATE,
    "DUPLICATE_EXTERNAL_ID": SALESFORCE_DUPLICATE,
    "DUPLICATE_VALUE": lazy(
        "Another record in Salesforce holds this value in a field that must be unique. "
        "Open the record that the message names; merge the two accounts, or clear the "
        "value on the one that should not have it."
    ),
    # Permissions
    "INVALID_FIELD_FOR_INSERT_UPDATE": lazy(
        "Let the integration user edit the field: in Salesforce open Setup > Object "
        "Manager > Account > Fields & Relationships > %(field)s > Set Field-Level "
        "Security, and tick Visible and not Read-Only for the user's profile, or use a "
        "permission set. Or choose a sync rule that never writes it."
    ),
    "INSUFFICIENT_ACCESS_OR_READONLY": lazy(
        "Let the integration user edit this account: in Salesforce open Setup > "
        "Permission Sets > Object Settings > Accounts and give Read, Create, Edit and "
        "View All. With private sharing it also needs Modify All, or a sharing rule."
    ),
    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": lazy(
        "The account points to a record that the integration user may not use: mostly "
        "its owner, its parent account or its record type. In Salesforce give the user "
        "access to that record, or correct what the account points to."
    ),
    "INVALID_CROSS_REFERENCE_KEY": lazy(
        "The id in %(field)s is of a record that does not exist, or that the "
        "integration user may not see; a record type must be assigned to its profile. "
        "Correct the id, or grant the access in Salesforce."
    ),
    "TRANSFER_REQUIRES_READ": lazy(
        "The new owner may not read accounts. In Salesforce give that user's profile "
        "the Read permission on accounts, or choose another owner."
    ),
    "MISSING_SCOPES": lazy(
        "In HubSpot open Settings > Integrations > Private apps (or Service keys), add "
        "the scope that the message names, and connect again under Connected apps."
    ),
    # Validation rules and automations
    "FIELD_CUSTOM_VALIDATION_EXCEPTION": lazy(
        "In Salesforce open Setup > Object Manager > Account > Validation Rules and "
        "find the active rule that shows this message. Correct the record so that it "
        "meets the rule, or change the rule, for example to leave out the integration "
        "user. Then retry."
    ),
    "FIELD_FILTER_VALIDATION_EXCEPTION": lazy(
        "The record chosen in %(field)s does not pass that field's lookup filter. "
        "Choose another, or change the filter: Setup > Object Manager > Account > "
        "Fields & Relationships > %(field)s."
    ),
    "CANNOT_EXECUTE_FLOW_TRIGGER": AUTOMATION,
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": AUTOMATION,
    "ENTITY_IS_LOCKED": lazy(
        "An approval process holds this account. Approve, reject or recall it in "
        "Salesforce, then retry."
    ),
    "ping_pong": lazy(
        "Find what sets %(property)s in HubSpot (a workflow) and %(field)s in "
        "Salesforce (a flow or trigger), and switch one of them off. Or let one CRM "
        "win with another sync rule, under Salesforce > Companies > Company property "
        "mappings. Then resume the field on the record's page."
    ),
    "ping_pong_one_side": lazy(
        "In the CRM that is overwritten, find what sets the value and stop it: a "
        "workflow that sets %(property)s in HubSpot, or a flow or trigger that sets "
        "%(field)s in Salesforce. Or let that CRM win, or choose Two-way, under "
        "Salesforce > Companies > Company property mappings. Then resume the field on "
        "the record's page."
    ),
    # Picklists
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": lazy(
        "In Salesforce open Setup > Object Manager > Account > Fields & Relationships "
        "> %(field)s and add the value to the picklist, for the account's record type "
        "too. Or give it a partner in the value map of this mapping, under Salesforce "
        "> Companies > Company property mappings."
    ),
    "INVALID_OPTION": lazy(
        "In HubSpot open Settings > Properties > Company properties > %(property)s and "
        "add the option. Or give the value a partner in the value map of this mapping, "
        "under Salesforce > Companies > Company property mappings."
    ),
    "no_option": VALUE_MAP,
    "retired_option": lazy(
        "Make the value active again: in Salesforce under Setup > Object Manager > "
        "Account > Fields & Relationships > %(field)s, in HubSpot under Settings > "
        "Properties > Company properties > %(property)s. Or choose another one in the "
        "value map of this mapping."
    ),
    # Values
    "STRING_TOO_LONG": SALESFORCE_LENGTH,
    "too_long": SALESFORCE_LENGTH,
    "too_long_for_hubspot": lazy(
        "Shorten the value of %(field)s in Salesforce: no property in HubSpot holds a "
        "longer one."
    ),
    "MAX_LENGTH": HUBSPOT_LENGTH,
    "FIELD_INTEGRITY_EXCEPTION": lazy(
        "Correct %(property)s in HubSpot: a state or country must be one of those "
        "under Setup > State and Country/Territory Picklists in Salesforce, and the "
        "state one of that country's."
    ),
    "INACTIVE_OWNER_OR_USER": OWNER,
    "INVALID_OWNER_ID": OWNER,
    "owner_unmatched": OWNER,
    # Required
    "REQUIRED_FIELD_MISSING": REQUIRED_FIELD,
    "required_missing": REQUIRED_FIELD,
    "MISSING_REQUIRED_PROPERTY": REQUIRED_PROPERTY,
    "MISSING_CONDITIONAL_REQUIRED_PROPERTY": REQUIRED_PROPERTY,
    # Mappings
    "READ_ONLY_VALUE": READ_ONLY,
    "read_only": READ_ONLY,
    # Limits
    "STORAGE_LIMIT_EXCEEDED": lazy(
        "Salesforce has no storage left. Under Setup > Storage Usage see what takes "
        "it, and delete or buy some; then retry."
    ),
    # What is gone
    "ENTITY_IS_DELETED": lazy(
        "The account was deleted in Salesforce. Restore it from the recycle bin there, "
        "or unlink the company from it."
    ),
    "OBJECT_NOT_FOUND": DELETED_COMPANY,
    "internal": lazy(
        "Syncadmin met an error of its own. The worker's log, at the time of the last "
        "try, says where; please report it. The record is tried again meanwhile."
    ),
}
