"""Which kind of sync error a code stands for (E2), by both vendors' codes and ours."""

from __future__ import annotations

from integrations.errors import CrmError, Retryable
from integrations.models import SyncError

Category = SyncError.Category

BY_CODE = {
    "ASSOCIATION_LIMIT_EXCEEDED": Category.ASSOCIATION,
    "DUPLICATE_VALUE": Category.DUPLICATE,
    "DUPLICATES_DETECTED": Category.DUPLICATE,
    "CONFLICT": Category.DUPLICATE,
    "UNIQUE_VALUE_TAKEN": Category.DUPLICATE,
    "INSUFFICIENT_ACCESS_OR_READONLY": Category.PERMISSION,
    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": Category.PERMISSION,
    "INVALID_FIELD_FOR_INSERT_UPDATE": Category.PERMISSION,
    "INVALID_CROSS_REFERENCE_KEY": Category.PERMISSION,
    "READ_ONLY_VALUE": Category.PERMISSION,
    "read_only": Category.PERMISSION,
    "FIELD_CUSTOM_VALIDATION_EXCEPTION": Category.VALIDATION,
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": Category.VALIDATION,
    "FIELD_INTEGRITY_EXCEPTION": Category.VALIDATION,
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": Category.PICKLIST,
    "INVALID_OPTION": Category.PICKLIST,
    "no_option": Category.PICKLIST,
    "retired_option": Category.PICKLIST,
    "REQUIRED_FIELD_MISSING": Category.REQUIRED,
    "MISSING_REQUIRED_PROPERTY": Category.REQUIRED,
    "MISSING_CONDITIONAL_REQUIRED_PROPERTY": Category.REQUIRED,
    "required_missing": Category.REQUIRED,
    "INVALID_FIELD": Category.MAPPING,
    "PROPERTY_DOESNT_EXIST": Category.MAPPING,
    "not_read": Category.MAPPING,
    "REQUEST_LIMIT_EXCEEDED": Category.LIMIT,
    "STRING_TOO_LONG": Category.VALUE,
    "MAX_LENGTH": Category.VALUE,
}


def category(code: str, error: CrmError | None = None) -> str:
    if code in BY_CODE:
        return BY_CODE[code]
    if isinstance(error, Retryable):
        return Category.CONNECTION
    return (
        Category.VALUE
        if code.startswith("INVALID_") or code.islower()
        else Category.OTHER
    )
