"""The org's own rules, given to it by control calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import DATA, refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

NEGATIVE = {
    "rule": "validation",
    "object": "Account",
    "when": "AnnualRevenue < 0",
    "message": "Annual Revenue cannot be negative",
}
SAME_EMAIL = {
    "rule": "duplicate",
    "object": "Contact",
    "fields": ["Email", "LastName"],
    "name": "Contacts_DR",
}
ADA = {"LastName": "Lovelace", "Email": "ada@acme.example"}
AGAIN = {"LastName": "LOVELACE", "Email": "Ada@acme.example"}
ALLOW = {"sforce-duplicate-rule-header": "allowSave=true; runAsCurrentUser=true"}


class TestValidation:
    @pytest.mark.parametrize(
        ("order", "fields"),
        [
            pytest.param(NEGATIVE, [], id="pub-an-error-of-the-record"),
            pytest.param(
                {**NEGATIVE, "field": "annualrevenue"},
                ["AnnualRevenue"],
                id="pub-an-error-of-a-field",
            ),
        ],
    )
    def test_what_the_condition_finds_is_refused(
        self, salesforce: Salesforce, order: dict[str, Any], fields: list[str]
    ) -> None:
        assert salesforce.steered("rules", order) == {"rules": 1}
        id_ = salesforce.create(AnnualRevenue=5)
        for method, path in (("POST", ""), ("PATCH", f"/{id_}")):
            body = {"Name": "x", "AnnualRevenue": -1}
            response = salesforce.call(method, f"sobjects/Account{path}", body)
            assert response.status == 400
            assert refusal(response) == {
                "message": "Annual Revenue cannot be negative",
                "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                "fields": fields,
            }
        assert salesforce.read(id_)["AnnualRevenue"] == 5

    def test_the_record_as_it_would_be_is_judged(self, salesforce: Salesforce) -> None:
        order = {**NEGATIVE, "when": "Type = 'Prospect' AND Industry = null"}
        salesforce.steered("rules", order)
        id_ = salesforce.create(Type="Prospect", Industry="Banking")
        response = salesforce.call(
            "PATCH", f"sobjects/Account/{id_}", {"Industry": None}
        )
        assert refusal(response)["errorCode"] == "FIELD_CUSTOM_VALIDATION_EXCEPTION"

    def test_in_a_collection_it_is_one_record_s_error(
        self, salesforce: Salesforce
    ) -> None:
        salesforce.steered("rules", NEGATIVE)
        account = {"attributes": {"type": "Account"}, "Name": "x"}
        batch = {"records": [account, {**account, "AnnualRevenue": -1}]}
        results = salesforce.answer("POST", "composite/sobjects", batch)
        assert [result["success"] for result in results] == [True, False]
        assert results[1]["errors"][0]["statusCode"] == (
            "FIELD_CUSTOM_VALIDATION_EXCEPTION"
        )


class TestDuplicates:
    def test_rec_the_answer_has_the_misspelt_key_and_the_match(
        self, salesforce: Salesforce
    ) -> None:
        salesforce.steered("rules", SAME_EMAIL)
        first = salesforce.create("Contact", **ADA)
        response = salesforce.call("POST", "sobjects/Contact", AGAIN)
        message = (
            "You're creating a duplicate record. We recommend you use an existing "
            "record instead."
        )
        url = f"{DATA}sobjects/Contact/{first}"
        record = {"attributes": {"type": "Contact", "url": url}, "Id": first}
        match = {
            "additionalInformation": [],
            "fieldDiffs": [],
            "matchConfidence": 100,
            "record": record,
        }
        results = {
            "entityType": "Contact",
            "errors": [],
            "matchEngine": "ExactMatchEngine",
            "matchRecords": [match],
            "rule": "Contact_MR",
            "size": 1,
            "success": True,
        }
        assert response.status == 400
        assert refusal(response) == {
            "duplicateResut": {
                "allowSave": True,
                "duplicateRule": "Contacts_DR",
                "duplicateRuleEntityType": "Contact",
                "errorMessage": message,
                "matchResults": [results],
            },
            "errorCode": "DUPLICATES_DETECTED",
            "message": message,
        }

    def test_doc_the_header_overrules_an_alert(self, salesforce: Salesforce) -> None:
        salesforce.steered("rules", SAME_EMAIL)
        salesforce.create("Contact", **ADA)
        response = salesforce.call("POST", "sobjects/Contact", AGAIN, headers=ALLOW)
        assert response.status == 201

    def test_doc_the_header_does_not_overrule_a_block(
        self, salesforce: Salesforce
    ) -> None:
        salesforce.steered("rules", {**SAME_EMAIL, "blocks": True})
        salesforce.create("Contact", **ADA)
        response = salesforce.call("POST", "sobjects/Contact", AGAIN, headers=ALLOW)
        assert refusal(response)["duplicateResut"]["allowSave"] is False

    def test_doc_details_are_told_when_asked(self, salesforce: Salesforce) -> None:
        salesforce.steered("rules", SAME_EMAIL)
        salesforce.create("Contact", **ADA)
        headers = {"sforce-duplicate-rule-header": "includeRecordDetails=true"}
        response = salesforce.call("POST", "sobjects/Contact", AGAIN, headers=headers)
        found = refusal(response)["duplicateResut"]["matchResults"][0]
        assert found["matchRecords"][0]["record"]["Email"] == "ada@acme.example"

    def test_doc_a_collection_tells_no_details(self, salesforce: Salesforce) -> None:
        message = "Use one of these records?"
        salesforce.steered("rules", {**SAME_EMAIL, "message": message})
        salesforce.create("Contact", **ADA)
        batch = {"records": [{"attributes": {"type": "Contact"}, **AGAIN}]}
        results = salesforce.answer("POST", "composite/sobjects", batch)
        error = {"statusCode": "DUPLICATES_DETECTED", "message": message, "fields": []}
        assert results == [{"success": False, "errors": [error]}]

    @pytest.mark.parametrize(
        "other", [{"LastName": "Byron"}, {"Email": "x@acme.example"}, {"Email": None}]
    )
    def test_all_fields_have_to_be_filled_and_equal(
        self, salesforce: Salesforce, other: dict[str, object]
    ) -> None:
        salesforce.steered("rules", SAME_EMAIL)
        id_ = salesforce.create("Contact", **ADA)
        salesforce.create("Contact", **{**ADA, **other})
        salesforce.answer("PATCH", f"sobjects/Contact/{id_}", {"Phone": "1"})

    def test_a_field_without_an_index_is_compared_too(
        self, salesforce: Salesforce
    ) -> None:
        salesforce.create(Name="Acme")
        order = {"rule": "duplicate", "object": "account", "fields": ["Name"]}
        salesforce.steered("rules", order)
        response = salesforce.call("POST", "sobjects/Account", {"Name": "ACME"})
        assert refusal(response)["errorCode"] == "DUPLICATES_DETECTED"
        assert len(salesforce.rows("SELECT Id FROM Account WHERE Name = 'acme'")) == 1


def test_pub_a_field_can_be_made_required(salesforce: Salesforce) -> None:
    order = {"rule": "required", "object": "Account", "field": "Phone"}
    salesforce.steered("rules", order)
    response = salesforce.call("POST", "sobjects/Account", {"Name": "x"})
    assert response.status == 400
    assert refusal(response) == {
        "message": "Required fields are missing: [Phone]",
        "errorCode": "REQUIRED_FIELD_MISSING",
        "fields": ["Phone"],
    }


def test_rules_are_counted_and_cleared(salesforce: Salesforce) -> None:
    salesforce.steered("rules", NEGATIVE)
    assert salesforce.steer("GET", "rules").body == {"rules": 1}
    assert salesforce.steer("DELETE", "rules").body == {"rules": 0}
    salesforce.create(AnnualRevenue=-1)


def test_a_reset_leaves_no_rules(salesforce: Salesforce) -> None:
    salesforce.steered("rules", NEGATIVE)
    salesforce.crm.reset(1, {})
    assert salesforce.steer("GET", "rules").body == {"rules": 0}


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ([], '"rule" has to be one of required, validation, duplicate'),
        ({"rule": "magic"}, '"rule" has to be one of'),
        ({"rule": "required", "object": "User", "field": "x"}, "no object User"),
        ({"rule": "required", "object": "Account"}, '"field" is wanted'),
        ({**NEGATIVE, "field": "Nope"}, "Account has no field Nope"),
        ({**NEGATIVE, "when": "Nope = 1"}, "No such column 'Nope'"),
        ({**NEGATIVE, "when": "Name ="}, "unexpected token"),
        ({**NEGATIVE, "wen": ""}, '"wen" is not one of'),
        ({**SAME_EMAIL, "fields": []}, '"fields" cannot be []'),
        ({**SAME_EMAIL, "fields": ["DoNotCall"]}, "compares texts"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(
    salesforce: Salesforce, order: object, reason: str
) -> None:
    response = salesforce.steer("POST", "rules", order)
    body: Any = response.body
    assert response.status == 400
    assert reason in body["message"]
