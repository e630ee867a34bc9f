"""Recorded errors of values, of properties and of associations."""

from __future__ import annotations

from tests.sandbox.hubspot.api import KEY
from tests.sandbox.hubspot.recorded import (
    AS_TEXT,
    BAD_LINK,
    FIRST_ANN,
    INVALID,
    NOBODY,
    PROPERTIES,
    VALUES,
    Recorded,
    add_property,
    after,
    ann,
    asked,
    contacts,
    create,
    dynamic_list,
    linked_to_nobody,
    taken_key,
    two_days,
    wrong_direction,
)

VALUE_ERRORS = (
    Recorded(
        "property_does_not_exist_many",
        400,
        contacts("create", {"properties": NOBODY}, {"properties": NOBODY}),
        AS_TEXT + "first000name.*last000name.*first000name.*",
        INVALID,
        "errors",
    ),
    Recorded(
        "invalid_option",
        400,
        asked("INVALID_OPTION_OLD"),
        AS_TEXT + "was not one of the allowed options.*display_order: 0.*",
        INVALID,
    ),
    Recorded(
        "invalid_owner_and_stage",
        400,
        asked("INVALID_OWNER_AND_STAGE_OLD"),
        AS_TEXT + "INVALID_OWNER_ID.*hs_pipeline_stage.*localizedErrorMessage.*",
        INVALID,
    ),
    Recorded(
        "read_only_value",
        400,
        asked("READ_ONLY_VALUE_OLD"),
        AS_TEXT + "is a calculated property; its value cannot be set.*",
        INVALID,
    ),
    Recorded(
        "max_length",
        400,
        asked("MAX_LENGTH_OLD"),
        AS_TEXT + "Enter 50 characters or fewer.*",
        INVALID,
    ),
    Recorded(
        "invalid_email_old_shape",
        400,
        create("contacts", email="abc@d.c"),
        VALUES,
        has="validationResults",
    ),
    Recorded(
        "invalid_date_not_midnight", 400, two_days, VALUES, has="validationResults"
    ),
    Recorded(
        "invalid_long",
        400,
        after(
            add_property("seen", "datetime", "date"),
            create("companies", name="A", seen="2021-11-04"),
        ),
        VALUES,
        has="validationResults",
    ),
    Recorded(
        "conflict_existing_contact",
        409,
        after(FIRST_ANN, FIRST_ANN),
        r"Contact already exists\. Existing ID: \d+",
        "CONFLICT",
    ),
    Recorded(
        "conflict_batch_all_or_nothing",
        409,
        after(FIRST_ANN, contacts("create", ann({}))),
        "Contact already exists",
        "CONFLICT",
    ),
    Recorded(
        "unique_value_taken",
        400,
        taken_key,
        r"Cannot set PropertyValueCoordinates\{portalId=12345678, objectTypeId="
        r"ObjectTypeId\{legacyObjectType=COMPANY\}, propertyName=syncadmin_account_id, "
        r"value=001A\} on \d+\. \d+ already has that value\.",
        INVALID,
    ),
    Recorded(
        "locked_unique_value",
        423,
        asked("LOCKED"),
        "Timed out trying to acquire unique value lock for .* The lock was being held.",
        "LOCKED",
    ),
)

STRUCTURE_ERRORS = (
    Recorded(
        "property_boolean_options",
        400,
        add_property("is_good", "bool", "booleancheckbox"),
        "Boolean properties must have exactly two options; .*",
        INVALID,
        "subCategory context",
    ),
    Recorded(
        "property_unique_flag_immutable",
        400,
        lambda api: api("PATCH", f"{PROPERTIES}/{KEY}", {"hasUniqueValue": False}),
        f"Field 'hasUniqueValue' cannot be modified for property\n'{KEY}'. ",
        has="propertiesErrorCode",
    ),
    Recorded(
        "association_invalid_object",
        400,
        linked_to_nobody,
        BAD_LINK,
        INVALID,
        "context",
    ),
    Recorded(
        "association_wrong_direction",
        400,
        wrong_direction,
        "invalid from object type 0-1 for associations to be created. expected: 0-2",
        INVALID,
    ),
    Recorded(
        "association_limit_exceeded",
        400,
        asked("ASSOCIATION_LIMIT_EXCEEDED"),
        BAD_LINK,
        INVALID,
        "context",
    ),
    Recorded(
        "list_dynamic_not_writable",
        400,
        dynamic_list,
        "Can not operate manually on a dynamic list",
    ),
)
