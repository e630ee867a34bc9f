"""User: who owns records; read only in the sandbox."""

from __future__ import annotations

from dataclasses import replace

from integrations.sandbox.salesforce.schema.common import (
    address,
    audit,
    flag,
    identity,
    person_name,
)
from integrations.sandbox.salesforce.schema.field import (
    Field,
    picklist,
    reference,
    stamp,
    text,
)
from integrations.sandbox.salesforce.schema.picklists import (
    ENCODINGS,
    LANGUAGES,
    LOCALES,
    TIME_ZONES,
    USER_TYPES,
)


def user_fields() -> list[Field]:
    return [
        identity("User ID"),
        replace(
            text("Username", "Username", 80),
            nillable=False,
            unique=True,
            id_lookup=True,
        ),
        *person_name("Full Name"),
        text("CompanyName", "Company Name", 80),
        text("Division", "Division", 80),
        text("Department", "Department", 80),
        text("Title", "Title", 80),
        *address("", ""),
        Field("Email", "Email", "email", 128, nillable=False, id_lookup=True),
        Field("Phone", "Phone", "phone", 40),
        Field("MobilePhone", "Mobile", "phone", 40),
        replace(text("Alias", "Alias", 8), nillable=False),
        replace(text("CommunityNickname", "Nickname", 40), nillable=False),
        flag("IsActive", "Active"),
        *_settings(),
        reference("UserRoleId", "Role ID", "UserRole", "UserRole"),
        replace(
            reference("ProfileId", "Profile ID", "Profile", "Profile"), nillable=False
        ),
        reference("ManagerId", "Manager ID", "Manager", "User"),
        text("EmployeeNumber", "Employee Number", 20),
        text("FederationIdentifier", "SAML Federation ID", 512),
        stamp("LastLoginDate", "Last Login"),
        *audit(),
    ]


def _settings() -> list[Field]:
    fields = [
        picklist("TimeZoneSidKey", "Time Zone", TIME_ZONES, 40),
        picklist("LocaleSidKey", "Locale", LOCALES, 40),
        picklist("EmailEncodingKey", "Email Encoding", ENCODINGS, 40),
        picklist("LanguageLocaleKey", "Language", LANGUAGES, 40),
        picklist("UserType", "User Type", USER_TYPES, 40),
    ]
    return [replace(field, nillable=False, restricted=True) for field in fields]
