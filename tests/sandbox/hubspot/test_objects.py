"""Companies and contacts one by one, and their list (reference, section 2.1)."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sandbox.hubspot.api import KEY, Answer, Api
from tests.sandbox.hubspot.facts import Fact, check, each

COMPANIES = "/crm/v3/objects/companies"
ALWAYS = {"createdate", "hs_lastmodifieddate", "hs_object_id"}


def _patch(api: Api, company: str, **properties: object) -> Answer:
    return api("PATCH", f"{COMPANIES}/{company}", {"properties": properties})


def _many(api: Api, count: int) -> list[str]:
    return [api.made(name=f"Company {number}") for number in range(count)]


FACTS = (
    Fact(
        "doc",
        "a company needs a name or a domain",
        lambda api: api("POST", COMPANIES, {"properties": {"city": "Rome"}}),
        400,
    ),
    Fact(
        "doc",
        "a page has at most 100 companies",
        lambda api: api("GET", COMPANIES, limit=101),
        400,
    ),
    Fact(
        "doc",
        "a page with history has at most 50 companies",
        lambda api: api("GET", COMPANIES, limit=51, propertiesWithHistory="name"),
        400,
    ),
    Fact(
        "doc",
        "deleting answers 204",
        lambda api: api("DELETE", f"{COMPANIES}/{api.made(name='A')}"),
        204,
    ),
    Fact(
        "doc",
        "companies are not deduplicated by domain",
        lambda api: [
            api("POST", COMPANIES, {"properties": {"domain": "a.example"}})
            for _ in range(2)
        ][1],
        201,
    ),
)


@each(FACTS)
def test_the_sandbox_answers_as_hubspot_is_known_to(fact: Fact, api: Api) -> None:
    check(fact, api)


def test_doc_a_company_asked_for_nothing_shows_five_properties(api: Api) -> None:
    company = api.made(name="Acme", phone="1")
    assert api.company(company).keys() == {"name", "domain", *ALWAYS}


def test_rec_unknown_properties_are_left_out_and_unset_ones_are_null(api: Api) -> None:
    shown = api.company(api.made(name="Acme"), "phone", "nonsense")
    assert shown.keys() == {"phone", *ALWAYS}
    assert shown["phone"] is None


def test_doc_properties_may_be_asked_for_with_commas(api: Api) -> None:
    company = api.made(name="Acme", city="Rome")
    assert api.company(company, "name,city")["city"] == "Rome"


def test_rec_a_read_company_has_the_recorded_frame(api: Api) -> None:
    company = api.made(name="Acme")
    answer = api("GET", f"{COMPANIES}/{company}").json
    assert answer.keys() == {
        *("id", "properties", "createdAt", "updatedAt", "archived", "url")
    }
    assert answer["url"].endswith(f"/record/0-2/{company}")
    assert answer["createdAt"] == answer["properties"]["createdate"]
    assert answer["createdAt"].endswith("Z")
    assert len(answer["createdAt"]) == len("2019-10-30T03:30:17.883Z")


def test_rec_a_write_answers_with_what_was_sent_and_system_properties(api: Api) -> None:
    answer = api.created("companies", name="Acme", city="Rome")["properties"]
    assert answer.keys() == {
        *("name", "city", "hs_object_source", "hs_object_source_id", *ALWAYS),
        *("hs_object_source_label", "hs_pipeline", "lifecyclestage"),
    }
    assert answer["hs_object_source"] == "INTEGRATION"
    assert answer["lifecyclestage"] == "lead"


def test_doc_a_blank_value_clears(api: Api) -> None:
    company = api.made(name="Acme", city="Rome")
    assert _patch(api, company, city="").json["properties"]["city"] == ""
    assert api.company(company, "city")["city"] is None


def test_numbers_and_booleans_are_kept_as_text(api: Api) -> None:
    company = api.made(name="Acme")
    assert _patch(api, company, numberofemployees=250, is_public=True).status == 200
    shown = api.company(company, "numberofemployees", "is_public")
    assert (shown["numberofemployees"], shown["is_public"]) == ("250", "true")


def test_mem_a_null_value_clears_as_a_blank_one_does(api: Api) -> None:
    company, other = api.made(name="Acme", city="Rome"), api.made(city="Oslo", name="B")
    assert _patch(api, company, city=None).json["properties"]["city"] == ""
    row = {"id": other, "properties": {"city": None}}
    assert api.batch("update", row).status == 200
    made = api.batch("create", {"properties": {"name": "C", "city": None}})
    assert made.status == 201
    for one in (company, other, *made.ids):
        assert api.company(one, "city")["city"] is None


def test_a_refused_value_leaves_the_others_of_the_call_unwritten(api: Api) -> None:
    company = api.made(name="Acme")
    assert _patch(api, company, name="New", industry="NONSENSE").status == 400
    assert api.company(company)["name"] == "Acme"


def test_every_change_moves_the_stamp_even_one_that_changes_nothing(api: Api) -> None:
    company = api.made(name="Acme")
    before = api.company(company)["hs_lastmodifieddate"]
    api.crm.clock.advance(5)
    _patch(api, company, name="Acme")
    assert api.company(company)["hs_lastmodifieddate"] > before


def test_rec_history_has_the_newest_first_and_says_who(api: Api) -> None:
    company = api.made(name="One")
    _patch(api, company, name="Two")
    _patch(api, company, name="Two", city="Rome")
    answer = api("GET", f"{COMPANIES}/{company}", propertiesWithHistory=["name"])
    versions = answer.json["propertiesWithHistory"]["name"]
    assert [version["value"] for version in versions] == ["Two", "One"]
    assert versions[0].keys() == {
        *("value", "timestamp", "sourceType", "sourceId", "updatedByUserId")
    }
    assert versions[0]["sourceType"] == "INTEGRATION"


def test_doc_an_archived_company_is_only_in_the_archive(api: Api) -> None:
    company = api.made(name="Acme")
    api("DELETE", f"{COMPANIES}/{company}")
    assert api("GET", f"{COMPANIES}/{company}").status == 404
    answer = api("GET", f"{COMPANIES}/{company}", archived="true").json
    assert answer["archived"] is True
    assert answer["archivedAt"]
    assert api("GET", COMPANIES).ids == []
    assert api("GET", COMPANIES, archived="true").ids == [company]
    assert _patch(api, company, name="B").status == 404


def test_deleting_twice_is_no_error(api: Api) -> None:
    company = api.made(name="Acme")
    path = f"{COMPANIES}/{company}"
    assert [api("DELETE", path).status for _ in range(2)] == [204, 204]


def test_doc_pages_follow_each_other_and_the_last_has_no_paging(api: Api) -> None:
    made = _many(api, 5)
    first = api("GET", COMPANIES, limit=3)
    following = first.json["paging"]["next"]
    assert following["link"].startswith("https://api.hubapi.com/crm/v3/objects/")
    second = api("GET", COMPANIES, limit=3, after=following["after"])
    assert first.ids + second.ids == made
    assert "paging" not in second.json


def test_doc_a_page_has_ten_companies_when_nobody_says(api: Api) -> None:
    _many(api, 11)
    assert len(api("GET", COMPANIES).ids) == 10


def test_doc_a_company_is_found_and_changed_by_a_unique_property(api: Api) -> None:
    company = api.made(name="Acme", **{KEY: "001A"})
    path = f"{COMPANIES}/001A"
    assert api("GET", path, idProperty=KEY).json["id"] == company
    body = {"properties": {"city": "Rome"}}
    assert api("PATCH", path, body, idProperty=KEY).json["id"] == company
    assert api("GET", f"{COMPANIES}/other", idProperty=KEY).status == 404


@pytest.mark.parametrize("name", ["companies", "company", "0-2", "COMPANY"])
def test_an_object_type_has_several_names(api: Api, name: str) -> None:
    company = api.made(name="Acme")
    assert api("GET", f"/crm/v3/objects/{name}/{company}").status == 200


def test_associations_come_along_under_their_old_names(api: Api) -> None:
    company, contact = api.made(name="Acme"), api.contact(email="a@acme.example")
    ends = f"contacts/{contact}/associations/default/companies/{company}"
    api("PUT", f"/crm/v4/objects/{ends}")
    answer = api("GET", f"{COMPANIES}/{company}", associations="contacts")
    assert answer.json["associations"]["contacts"]["results"] == [
        {"id": contact, "type": "company_to_contact_unlabeled"},
        {"id": contact, "type": "company_to_contact"},
    ]


def test_more_than_100_associations_are_paged(api: Api) -> None:
    api.crm.reset(1, {"companies": 1, "contacts": 130})
    [company] = api("GET", COMPANIES).ids
    answer = api("GET", f"{COMPANIES}/{company}", associations="contacts").json
    contacts = answer["associations"]["contacts"]
    assert len({row["id"] for row in contacts["results"]}) == 100
    link = urlsplit(contacts["paging"]["next"]["link"])
    rest = api("GET", link.path, **parse_qs(link.query)).json["results"]
    every = {row["id"] for row in contacts["results"]}
    every |= {str(row["toObjectId"]) for row in rest}
    number = api.company(company, "num_associated_contacts")["num_associated_contacts"]
    assert number == str(len(every))


def test_a_contact_is_found_by_its_email_in_small_letters(api: Api) -> None:
    contact = api.contact(email="Ann@Acme.example")
    answer = api("GET", "/crm/v3/objects/contacts/ann@acme.example", idProperty="email")
    assert answer.json["id"] == contact
    assert answer.json["properties"]["email"] == "ann@acme.example"
    assert "lastmodifieddate" in answer.json["properties"]
