"""Every code of both vendors and of our rules has a category and a remedy (E2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from integrations import rules
from integrations.engine.categories import BY_CODE, CODES, category
from integrations.engine.remedies import BY_CATEGORY, remedy
from integrations.engine.remedies_by_code import BY_CODE as REMEDIES
from integrations.errors import CrmError, Fatal, Rejected, Retryable
from integrations.hubspot.errors import refused_record as refused_by_hubspot
from integrations.models import SyncError

Category = SyncError.Category

SALESFORCE = re.findall(
    r"\S+",
    """
    ALL_OR_NONE_OPERATION_ROLLED_BACK API_CURRENTLY_DISABLED API_DISABLED_FOR_ORG
    API_ERROR CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY CONCURRENT_REQUEST_LIMIT_EXCEEDED
    DUPLICATES_DETECTED DUPLICATE_EXTERNAL_ID DUPLICATE_VALUE ENTITY_IS_DELETED
    EXCEEDED_ID_LIMIT FIELD_CUSTOM_VALIDATION_EXCEPTION FIELD_INTEGRITY_EXCEPTION
    INACTIVE_OWNER_OR_USER INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY
    INSUFFICIENT_ACCESS_OR_READONLY INVALIDENTITY INVALID_CROSS_REFERENCE_KEY
    INVALID_EMAIL_ADDRESS INVALID_FIELD INVALID_FIELD_FOR_INSERT_UPDATE
    INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST INVALID_QUERY_LOCATOR
    INVALID_REPLICATION_DATE INVALID_SESSION_ID INVALID_TYPE
    INVALID_TYPE_ON_FIELD_IN_RECORD JSON_PARSER_ERROR LIMIT_EXCEEDED MALFORMED_ID
    MALFORMED_QUERY NOT_FOUND NUMBER_OUTSIDE_VALID_RANGE PRECONDITION_FAILED
    PROCESSING_HALTED QUERY_TIMEOUT REQUEST_LIMIT_EXCEEDED REQUIRED_FIELD_MISSING
    SERVER_UNAVAILABLE STORAGE_LIMIT_EXCEEDED STRING_TOO_LONG
    TXN_SECURITY_METERING_ERROR UNABLE_TO_LOCK_ROW UNKNOWN_EXCEPTION
    invalid_app_access invalid_client_id invalid_grant unsupported_grant_type
""",
)
HUBSPOT = re.findall(
    r"\S+",
    """
    ASSOCIATION_LIMIT_EXCEEDED BAD_CLIENT_ID BAD_GRANT_TYPE BAD_REFRESH_TOKEN CONFLICT
    DAILY EXPIRED_AUTHENTICATION ILLEGAL_FIELD_MODIFICATION INTERNAL_ERROR
    INVALID_AUTHENTICATION INVALID_DATE INVALID_EMAIL INVALID_INTEGER INVALID_LONG
    INVALID_OBJECT_IDS INVALID_OPTION INVALID_OWNER_ID LOCKED MAX_LENGTH
    MISMATCH_REFRESH_TOKEN_CLIENT MISSING_CONDITIONAL_REQUIRED_PROPERTY
    MISSING_REQUIRED_PROPERTY MISSING_SCOPES OBJECT_ALREADY_EXISTS OBJECT_NOT_FOUND
    PROPERTY_DOESNT_EXIST Properties.PROPERTY_WITH_NAME_EXISTS
    PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE
    PropertyValidationError.INVALID_BOOLEAN_OPTION RATE_LIMIT RATE_LIMITS
    READ_ONLY_VALUE SECONDLY TEN_SECONDLY_ROLLING VALIDATION_ERROR
    crm.associations.INVALID_IDENTIFIER crm.associations.NO_ASSOCIATIONS_FOUND
""",
)
LEFT_OPEN = re.compile(r"%|\(\w+\)s")


def codes_of_the_rules() -> list[str]:
    """Every code a value may be refused with, read from the rules themselves."""
    files = [Path(path) for folder in rules.__path__ for path in Path(folder).glob("*")]
    source = "\n".join(file.read_text() for file in files if file.suffix == ".py")
    return sorted(set(re.findall(r'Unmappable\(\s*"(\w+)"', source)))


@pytest.mark.parametrize("code", [*SALESFORCE, *HUBSPOT, *codes_of_the_rules()])
def test_every_code_has_a_category(code: str) -> None:
    assert code in BY_CODE


def test_the_rules_were_found() -> None:
    assert {"no_option", "too_long", "required_missing"} <= set(codes_of_the_rules())


def test_no_code_stands_in_two_categories() -> None:
    codes = [code for codes in CODES.values() for code in codes]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("FIELD_CUSTOM_VALIDATION_EXCEPTION", Category.VALIDATION),
        ("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", Category.PICKLIST),
        ("DUPLICATES_DETECTED", Category.DUPLICATE),
        ("INSUFFICIENT_ACCESS_OR_READONLY", Category.PERMISSION),
        ("ASSOCIATION_LIMIT_EXCEEDED", Category.ASSOCIATION),
        ("REQUIRED_FIELD_MISSING", Category.REQUIRED),
        ("PROPERTY_DOESNT_EXIST", Category.MAPPING),
        ("STRING_TOO_LONG", Category.VALUE),
        ("REQUEST_LIMIT_EXCEEDED", Category.LIMIT),
        ("UNABLE_TO_LOCK_ROW", Category.CONNECTION),
        ("INVALID_SOMETHING_NEW", Category.VALUE),
        ("SOMETHING_NEW", Category.OTHER),
        ("", Category.OTHER),
    ],
)
def test_a_code_is_in_the_category_that_its_card_names(
    code: str, expected: str
) -> None:
    assert category(code) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Retryable("Away.", crm="hubspot"), Category.CONNECTION),
        (Fatal("No.", crm="hubspot", suspends="limit"), Category.LIMIT),
        (Fatal("No.", crm="hubspot", suspends="permission"), Category.PERMISSION),
        (Fatal("No.", crm="hubspot", suspends="credentials"), Category.CONNECTION),
        (Rejected("No.", crm="hubspot"), Category.OTHER),
    ],
    ids=["retryable", "limit", "permission", "credentials", "rejected"],
)
def test_a_refusal_without_a_code_is_judged_by_what_mends_it(
    error: CrmError, expected: str
) -> None:
    assert category(error.code, error) == expected


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({"ASSOCIATION_LIMIT_EXCEEDED": ["Exceeded …"]}, Category.ASSOCIATION),
        ({"INVALID_OBJECT_IDS": ["COMPANY=1 is not valid"]}, Category.ASSOCIATION),
        ({"ids": ["1"]}, Category.VALUE),
    ],
    ids=["limit", "invalid id", "no word"],
)
def test_hubspots_precise_word_is_found_inside_its_answer(
    context: dict[str, list[str]], expected: str
) -> None:
    entry = {"category": "VALIDATION_ERROR", "message": "Invalid.", "context": context}
    error = refused_by_hubspot("“Acme”", entry)
    assert category(error.code, error) == expected


def test_every_category_has_a_remedy() -> None:
    assert set(BY_CATEGORY) == set(Category)


def test_every_remedy_is_for_a_code_that_occurs() -> None:
    assert set(REMEDIES) - set(BY_CODE) == set()


@pytest.mark.parametrize("code", BY_CODE)
@pytest.mark.parametrize(
    "names",
    [
        {},
        {"field": "Industry"},
        {"property": "industry"},
        {"field": "Industry", "property": "industry"},
    ],
    ids=lambda names: "+".join(names) or "no name",
)
def test_a_remedy_is_whole_whatever_is_known(code: str, names: dict[str, str]) -> None:
    text = remedy(SyncError(code=code, category=BY_CODE[code], **names))
    assert text.endswith(".")
    assert not LEFT_OPEN.search(text)


def test_a_remedy_names_the_place_and_the_field() -> None:
    error = SyncError(
        code="INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        category=Category.PICKLIST,
        field="Industry",
    )
    assert "Account > Fields & Relationships > Industry" in remedy(error)
