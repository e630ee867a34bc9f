"""The facts of both CRMs that every room may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Account:
    """A Salesforce account as it was read; ``fields`` holds JSON values by API name."""

    id: str
    fields: Mapping[str, object]
    modified_at: datetime
    is_deleted: bool = False
    master_id: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """A HubSpot company as it was read; every property value is text or None.

    ``edited_at`` tells when single properties were edited, where that is known.
    """

    id: str
    properties: Mapping[str, str | None]
    modified_at: datetime
    archived: bool = False
    edited_at: Mapping[str, datetime] = field(default_factory=dict)
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HubSpotContact:
    """A HubSpot contact, as far as companies depend on it.

    ``account_contact_id`` and ``lead_id`` are what HubSpot says it syncs with in
    Salesforce; ``name`` falls back to the e-mail, then to the id.
    """

    id: str
    name: str
    email: str | None
    account_contact_id: str | None
    lead_id: str | None
    stage: str | None
    modified_at: datetime
    archived: bool = False
    stage_edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SalesforcePerson:
    """A Salesforce contact or lead; a contact without an account is private."""

    id: str
    kind: Literal["contact", "lead"]
    email: str | None
    account_id: str | None
    converted: bool
    modified_at: datetime
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class ContactList:
    """A HubSpot list; of contacts only if ``object_type_id`` says so.

    ``dynamic``: its filters choose the members. ``size`` is None where HubSpot did
    not count them.
    """

    id: str
    name: str
    object_type_id: str
    dynamic: bool
    size: int | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A lifecycle stage; ``order`` is its place in the pipeline."""

    value: str
    label: str
    order: int


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a picklist (Salesforce) or an enumeration (HubSpot)."""

    value: str
    label: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """Metadata of a Salesforce field; ``type`` is describe's own word."""

    name: str
    label: str
    type: str
    length: int = 0
    precision: int = 0
    scale: int = 0
    digits: int = 0
    options: tuple[Option, ...] = ()
    restricted: bool = False
    required: bool = False
    createable: bool = True
    updateable: bool = True
    calculated: bool = False
    unique: bool = False
    external_id: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """Metadata of a HubSpot property; both types are HubSpot's words."""

    name: str
    label: str
    type: str
    field_type: str = ""
    options: tuple[Option, ...] = ()
    external_options: bool = False
    read_only: bool = False
    calculated: bool = False
    unique: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A HubSpot owner or a Salesforce user; matched across the two by e-mail."""

    id: str
    email: str
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """What a CRM said of one record it accepted."""

    id: str
    created: bool = False
    modified_at: datetime | None = None


# The two key fields that make every create an upsert (spec K1).
KEY_PROPERTY = "syncadmin_account_id"
KEY_FIELD = "HubSpot_Company_Id__c"
