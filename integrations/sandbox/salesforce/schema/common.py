"""The fields that many objects share."""

from __future__ import annotations

from dataclasses import replace

from integrations.sandbox.salesforce.schema.field import (
    Field,
    picklist,
    read_only,
    reference,
    stamp,
    text,
)
from integrations.sandbox.salesforce.schema.picklists import (
    CLEAN_STATUSES,
    GEOCODE_ACCURACIES,
)


def identity(label: str) -> Field:
    field = Field("Id", label, "id", 18, nillable=False, defaulted=True, id_lookup=True)
    return read_only(field)


def flag(name: str, label: str) -> Field:
    return Field(name, label, "boolean", nillable=False, defaulted=True)


def deleted() -> Field:
    return read_only(flag("IsDeleted", "Deleted"))


def owner(label: str, *targets: str) -> Field:
    field = reference("OwnerId", label, "Owner", *targets)
    return replace(field, nillable=False, defaulted=True)


def merged_into(kind: str) -> Field:
    return read_only(
        reference("MasterRecordId", "Master Record ID", "MasterRecord", kind)
    )


def description(label: str) -> Field:
    long = Field("Description", label, "textarea", 32000, extra="plaintextarea")
    return replace(long, filterable=False, sortable=False)


def clean_status() -> Field:
    statuses = picklist("CleanStatus", "Clean Status", CLEAN_STATUSES, 40)
    return replace(statuses, restricted=True)


def audit() -> list[Field]:
    """Who wrote the record when: five fields Salesforce alone sets."""
    fields = [
        stamp("CreatedDate", "Created Date"),
        reference("CreatedById", "Created By ID", "CreatedBy", "User"),
        stamp("LastModifiedDate", "Last Modified Date"),
        reference("LastModifiedById", "Last Modified By ID", "LastModifiedBy", "User"),
        stamp("SystemModstamp", "System Modstamp"),
    ]
    return [
        read_only(replace(field, nillable=False, defaulted=True)) for field in fields
    ]


def visits() -> list[Field]:
    return [
        read_only(Field("LastActivityDate", "Last Activity", "date")),
        stamp("LastViewedDate", "Last Viewed Date"),
        stamp("LastReferencedDate", "Last Referenced Date"),
    ]


def address(prefix: str, label: str) -> list[Field]:
    """Eight writable parts and the read-only whole (lengths recorded)."""
    whole = f"{prefix}Address"
    title = f"{label} " if label else ""
    parts = [
        Field(
            f"{prefix}Street",
            f"{title}Street",
            "textarea",
            255,
            extra="plaintextarea",
        ),
        text(f"{prefix}City", f"{title}City", 40),
        text(f"{prefix}State", f"{title}State/Province", 80),
        text(f"{prefix}PostalCode", f"{title}Zip/Postal Code", 20),
        text(f"{prefix}Country", f"{title}Country", 80),
        _coordinate(f"{prefix}Latitude", f"{title}Latitude", 90),
        _coordinate(f"{prefix}Longitude", f"{title}Longitude", 180),
        replace(
            picklist(
                f"{prefix}GeocodeAccuracy",
                f"{title}Geocode Accuracy",
                GEOCODE_ACCURACIES,
                40,
            ),
            restricted=True,
        ),
    ]
    compound = Field(whole, f"{title}Address", "address", sortable=False)
    return [
        *(replace(part, compound=whole) for part in parts),
        read_only(replace(compound, filterable=False)),
    ]


def person_name(label: str) -> list[Field]:
    """A person's parts of the name and the read-only whole."""
    return [
        replace(text("LastName", "Last Name", 80), compound="Name", nillable=False),
        replace(text("FirstName", "First Name", 40), compound="Name"),
        read_only(
            replace(
                text("Name", label, 121),
                name_field=True,
                nillable=False,
                extra="personname",
            )
        ),
    ]


def _coordinate(name: str, label: str, most: int) -> Field:
    """The range is documented; that its refusal is that of other numbers is [mem]."""
    return Field(name, label, "double", precision=18, scale=15, most=most)
