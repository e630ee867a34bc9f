"""One pair of a property and a field of each kind, and values they may hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st

from integrations.rules.mapping import pair
from integrations.rules.rule import SyncRule
from tests.rules.builders import a_field, a_property

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from integrations.records import Field, Property
    from integrations.rules.mapping import FieldMapping

SHADES = {
    "red": "Rot",
    "crimson": "Rot",
    "blue": "Blau",
    "old": "Lila",
    "gone": "Grau",
}
HUBSPOT_SHADES = ("red", "crimson", "blue", "unpaired")
SALESFORCE_SHADES = ("Rot", "Blau", "Unpaired")
USERS = {"77": "0055500001QdQWaAAN", "78": "0055500001QdQWcAAN"}

THOROUGHLY = settings(max_examples=120)

JUNK = st.text(max_size=8)
ADDRESSES = st.sampled_from(
    ["acme.com", "https://WWW.Acme.com/about", "www.www.de", "n/a", "MÜNCHEN.de:80"]
)
NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.decimals(-9999, 9999, places=3).map(float),
)
NUMERALS = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.decimals(-9999, 9999, places=3).map(str),
    st.floats().map(str),
)
DAYS = st.dates().map(str)
MOMENTS = st.datetimes().map(lambda it: it.isoformat(timespec="milliseconds"))
EPOCHS = st.integers(-(10**13), 10**14).map(str)
HUBSPOT_CHOICES = st.sampled_from([*HUBSPOT_SHADES, "old", "gone"])
SALESFORCE_CHOICES = st.sampled_from([*SALESFORCE_SHADES, "Lila", "Grau"])


@dataclass(frozen=True)
class Pair:
    property: Property
    field: Field
    there: SearchStrategy[object] = JUNK
    here: SearchStrategy[str] = JUNK
    values: Mapping[str, str] | None = None

    def mapping(self, rule: SyncRule = SyncRule.TWO_WAY) -> FieldMapping:
        return pair(self.property, self.field, rule, self.values or {}, USERS)

    def in_salesforce(self) -> SearchStrategy[object]:
        return st.none() | self.there | JUNK

    def in_hubspot(self) -> SearchStrategy[str | None]:
        return st.none() | self.here | JUNK


CHOICE = Pair(
    a_property(
        "option", "enumeration", "select", options=HUBSPOT_SHADES, retired=("old",)
    ),
    a_field("Option__c", "picklist", options=SALESFORCE_SHADES, retired=("Lila",)),
    SALESFORCE_CHOICES,
    HUBSPOT_CHOICES,
    SHADES,
)

PAIRS = {
    "text": Pair(a_property("text"), a_field("Text__c")),
    "long_text": Pair(
        a_property("long_text", field_type="textarea"),
        a_field("LongText__c", "textarea", length=100_000),
    ),
    "phone": Pair(
        a_property("phone", field_type="phonenumber"),
        a_field("Phone__c", "phone", length=4),
    ),
    "email": Pair(
        a_property("email"),
        a_field("Email__c", "email"),
        st.emails(),
        st.emails(),
    ),
    "url": Pair(a_property("url"), a_field("Url__c", "url")),
    "domain": Pair(
        a_property("domain"), a_field("Website", "url"), ADDRESSES, ADDRESSES
    ),
    "required": Pair(a_property("required"), a_field("Required__c", required=True)),
    "number": Pair(
        a_property("number", "number", "number"),
        a_field("Number__c", "currency", precision=6, scale=2),
        NUMBERS,
        NUMERALS,
    ),
    "whole_number": Pair(
        a_property("whole", "number", "number"),
        a_field("Whole__c", "double", precision=18),
        NUMBERS,
        NUMERALS,
    ),
    "employees": Pair(
        a_property("employees", "number", "number"),
        a_field("Employees__c", "int", digits=8),
        NUMBERS,
        NUMERALS,
    ),
    "free_number": Pair(
        a_property("free", "number", "number"),
        a_field("Free__c", "percent"),
        NUMBERS,
        NUMERALS,
    ),
    "boolean": Pair(
        a_property("boolean", "bool", "booleancheckbox"),
        a_field("Boolean__c", "boolean"),
        st.booleans(),
        st.sampled_from(["true", "false"]),
    ),
    "date": Pair(
        a_property("date", "date", "date"),
        a_field("Date__c", "date"),
        DAYS,
        DAYS | EPOCHS,
    ),
    "datetime": Pair(
        a_property("datetime", "datetime", "date"),
        a_field("DateTime__c", "datetime"),
        MOMENTS,
        MOMENTS | EPOCHS,
    ),
    "day_of_datetime": Pair(
        a_property("day", "date", "date"),
        a_field("Day__c", "datetime"),
        MOMENTS,
        DAYS | EPOCHS,
    ),
    "option": CHOICE,
    "restricted_option": replace(
        CHOICE,
        property=replace(CHOICE.property, name="restricted"),
        field=replace(CHOICE.field, name="Restricted__c", restricted=True),
    ),
    "options": replace(
        CHOICE,
        property=replace(CHOICE.property, name="options", field_type="checkbox"),
        field=replace(CHOICE.field, name="Options__c", type="multipicklist"),
        there=st.lists(SALESFORCE_CHOICES).map(";".join),
        here=st.lists(HUBSPOT_CHOICES).map(";".join),
    ),
    "owner": Pair(
        a_property("hubspot_owner_id", "enumeration", "select", external_options=True),
        a_field("OwnerId", "reference", length=18),
        st.sampled_from([*USERS.values(), "0055500001QdQWbAAN", "0055500001QdQWa"]),
        st.sampled_from([*USERS, "79"]),
    ),
}
