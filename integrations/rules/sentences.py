"""A sync rule in one sentence about one pair."""

from __future__ import annotations

from integrations.rules.rule import SyncRule

_PREFER = (
    "{leader} always overwrites {follower}, also when it is cleared; {follower} only"
    " fills {leader} where that is blank and was blank at the last sync."
)
_ALWAYS = (
    "{leader} always overwrites {follower}, also with a blank, and is never written."
)

SENTENCES = {
    SyncRule.PREFER_SALESFORCE: _PREFER,
    SyncRule.PREFER_HUBSPOT: _PREFER,
    SyncRule.ALWAYS_SALESFORCE: _ALWAYS,
    SyncRule.ALWAYS_HUBSPOT: _ALWAYS,
    SyncRule.TWO_WAY: (
        "Whichever of {leader} and {follower} was edited last overwrites the other,"
        " also when it is cleared; on the first link a filled {leader} wins."
    ),
    SyncRule.NONE: "{leader} and {follower} never overwrite each other.",
}
HUBSPOT_LEADS = {SyncRule.PREFER_HUBSPOT, SyncRule.ALWAYS_HUBSPOT}


def describe_rule(rule: SyncRule, property_label: str, field_label: str) -> str:
    sides = [f"Salesforce's {field_label}", f"HubSpot's {property_label}"]
    leader, follower = reversed(sides) if rule in HUBSPOT_LEADS else sides
    return SENTENCES[rule].format(leader=leader, follower=follower)
