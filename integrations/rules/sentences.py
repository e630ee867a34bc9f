"""A sync rule in one sentence about one pair."""

from __future__ import annotations

from integrations.rules.rule import SyncRule
from integrations.said import said

SENTENCES = {
    SyncRule.PREFER_SALESFORCE: said(
        "Salesforce's %(field)s always overwrites HubSpot's %(property)s, also when it"
        " is cleared; HubSpot's %(property)s only fills Salesforce's %(field)s where"
        " that is blank and was blank at the last sync."
    ),
    SyncRule.PREFER_HUBSPOT: said(
        "HubSpot's %(property)s always overwrites Salesforce's %(field)s, also when it"
        " is cleared; Salesforce's %(field)s only fills HubSpot's %(property)s where"
        " that is blank and was blank at the last sync."
    ),
    SyncRule.ALWAYS_SALESFORCE: said(
        "Salesforce's %(field)s always overwrites HubSpot's %(property)s, also with a"
        " blank, and is never written."
    ),
    SyncRule.ALWAYS_HUBSPOT: said(
        "HubSpot's %(property)s always overwrites Salesforce's %(field)s, also with a"
        " blank, and is never written."
    ),
    SyncRule.TWO_WAY: said(
        "Whichever of Salesforce's %(field)s and HubSpot's %(property)s was edited last"
        " overwrites the other, also when it is cleared; on the first link Salesforce's"
        " %(field)s wins where it is filled."
    ),
    SyncRule.NONE: said(
        "Salesforce's %(field)s and HubSpot's %(property)s never overwrite each other."
    ),
}


def describe_rule(
    rule: SyncRule, property_label: str, field_label: str, *, of_owners: bool = False
) -> str:
    """Of owners every rule that syncs says the same, as it does the same."""
    if of_owners and rule is not SyncRule.NONE:
        return said(
            "Owners are matched by e-mail address with an active Salesforce user:"
            " whichever of Salesforce's %(field)s and HubSpot's %(property)s was edited"
            " last overwrites the other, one that is blank or has no match changes"
            " nothing, and on the first link Salesforce's %(field)s wins where it has a"
            " match.",
            property=property_label,
            field=field_label,
        )
    return said(SENTENCES[rule], property=property_label, field=field_label)
