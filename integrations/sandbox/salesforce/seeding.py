"""A fresh org's data, the same for the same seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from integrations.sandbox import generator
from integrations.sandbox.salesforce.dml.records import full_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from integrations.sandbox.generator.colleagues import Colleague
    from integrations.sandbox.generator.persons import Contact
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Row

# Records are made from January 2024 on, some changed once until the end of 2025.
BEGINNING = 1_704_067_200
YEAR = 365 * 24 * 60 * 60
EDITED = 0.3
TIME_ZONE, LANGUAGE = "GMT", "en_US"


def seed_org(org: Org, seed: int, sizes: Mapping[str, int]) -> None:
    """The data of an org have a past, so nothing in it has changed just now."""
    org.clear()
    _found(org)
    accounts, contacts = sizes.get("accounts", 0), sizes.get("contacts", 0)
    org.tables["Account"].load(_accounts(org, seed, accounts))
    org.tables["Contact"].load(_contacts(org, seed, contacts, accounts))
    org.tables["Lead"].load(_leads(org, seed, sizes.get("leads", 0)))


def _found(org: Org) -> None:
    """The API acts for the first user."""
    org.id, org.user_id = org.new_id("Organization"), org.new_id("User")
    me, *others = (person for person in generator.people() if person.in_salesforce)
    users = [_user(org, org.user_id, me)]
    users += [_user(org, org.new_id("User"), person) for person in others]
    org.tables["User"].load(users)
    org.tables["Organization"].load([_organization(org)])


def _user(org: Org, id_: str, person: Colleague) -> Row:
    user: Row = {
        "Id": id_,
        "Username": f"{person.email}.sandbox",
        "FirstName": person.first,
        "LastName": person.last,
        "Name": f"{person.first} {person.last}",
        "Email": person.email,
        "Alias": person.first[:8].lower(),
        "CommunityNickname": person.first.lower(),
        "TimeZoneSidKey": TIME_ZONE,
        "LocaleSidKey": LANGUAGE,
        "EmailEncodingKey": "UTF-8",
        "LanguageLocaleKey": LANGUAGE,
        "UserType": "Standard",
        **_history(org, BEGINNING, BEGINNING),
    }
    return {**user, "IsActive": True} if person.active else user


def _organization(org: Org) -> Row:
    return {
        "Id": org.id,
        "Name": "Northwind Sandbox",
        "DefaultLocaleSidKey": LANGUAGE,
        "TimeZoneSidKey": TIME_ZONE,
        "LanguageLocaleKey": LANGUAGE,
        "FiscalYearStartMonth": 1,
        "OrganizationType": "Developer Edition",
        "InstanceName": "SB0",
        "IsSandbox": True,
        **_history(org, BEGINNING, BEGINNING),
    }


def _accounts(org: Org, seed: int, count: int) -> Iterator[Row]:
    past = _past(org, seed, count)
    for values, frame in zip(generator.accounts(seed, count), past, strict=True):
        yield _filled({"Id": org.new_id("Account"), **values, **frame})


def _contacts(org: Org, seed: int, count: int, accounts: int) -> Iterator[Row]:
    account_ids = list(org.tables["Account"].rows)
    people = generator.salesforce_contacts(seed, count, accounts)
    for contact, frame in zip(people, _past(org, seed + 1, count), strict=True):
        row: Row = {"Id": org.new_id("Contact"), **_person(contact), **frame}
        if contact.firm is not None:
            row["AccountId"] = account_ids[contact.firm]
        yield _filled(row)


def _leads(org: Org, seed: int, count: int) -> Iterator[Row]:
    past = _past(org, seed + 2, count)
    for lead, frame in zip(generator.leads(seed, count), past, strict=True):
        yield _filled(
            {
                "Id": org.new_id("Lead"),
                **_person(lead.contact),
                "Company": lead.company,
                "Industry": lead.industry,
                "Website": lead.website,
                "Status": "Open - Not Contacted",
                **frame,
            }
        )


def _person(contact: Contact) -> Row:
    person: Row = {
        "FirstName": contact.first,
        "LastName": contact.last,
        "Email": contact.email,
        "Phone": contact.phone,
        "Title": contact.title,
    }
    return {**person, "Name": full_name(person)}


def _past(org: Org, seed: int, count: int) -> Iterator[Row]:
    """Owner and dates of each record: made one after the other within a year."""
    dice = Random(seed)  # noqa: S311
    owners = [
        id_ for id_, user in org.tables["User"].rows.items() if user.get("IsActive")
    ]
    for place in range(count):
        made = BEGINNING + place * YEAR // count
        is_edited = dice.random() < EDITED
        edited = made + dice.randrange(YEAR) if is_edited else made
        yield {"OwnerId": dice.choice(owners), **_history(org, made, edited)}


def _history(org: Org, made: int, edited: int) -> Row:
    return {
        "CreatedDate": made,
        "CreatedById": org.user_id,
        "LastModifiedDate": edited,
        "LastModifiedById": org.user_id,
        "SystemModstamp": edited,
    }


def _filled(values: Mapping[str, object]) -> Row:
    """Rows hold only what is filled; the generator gives text, numbers and None."""
    return {
        name: value
        for name, value in values.items()
        if isinstance(value, str | int | float)
    }
