"""The search call: its limits, its lag, its order (reference, section 2.3)."""

from __future__ import annotations

import json

import pytest

from tests.sandbox.hubspot.api import KEY, Api, condition
from tests.sandbox.hubspot.facts import Fact, check, each

STAMP, ID = "hs_lastmodifieddate", "hs_object_id"
ASCENDING = {"propertyName": STAMP, "direction": "ASCENDING"}
ANY = condition("name", "HAS_PROPERTY")

FACTS = (
    Fact("doc", "200 a page", lambda api: api.search(limit=200), 200),
    Fact("doc", "201 is too long a page", lambda api: api.search(limit=201), 400),
    Fact(
        "rec", "9999 and one more", lambda api: api.search(after="9999", limit=1), 200
    ),
    Fact(
        "rec", "10000 is past it", lambda api: api.search(after="10000", limit=1), 400
    ),
    Fact("rec", "9999 and two", lambda api: api.search(after="9999", limit=2), 400),
    Fact("doc", "six filters in a group", lambda api: api.search(*[ANY] * 6), 200),
    Fact("doc", "seven filters in a group", lambda api: api.search(*[ANY] * 7), 400),
    Fact(
        "doc",
        "five groups",
        lambda api: api.search(filterGroups=[{"filters": [ANY]}] * 5),
        200,
    ),
    Fact(
        "doc",
        "six groups",
        lambda api: api.search(filterGroups=[{"filters": [ANY]}] * 6),
        400,
    ),
    Fact(
        "doc",
        "nineteen filters in all",
        lambda api: api.search(
            filterGroups=[{"filters": [ANY] * 5}] * 3 + [{"filters": [ANY] * 4}]
        ),
        400,
    ),
    Fact("doc", "one sort", lambda api: api.search(sorts=[ASCENDING] * 2), 400),
    Fact("doc", "a body past 3,000", lambda api: api.search(query="x" * 3_000), 400),
    Fact(
        "pub",
        "an unknown property",
        lambda api: api.search(condition("nonsense", "EQ", "1")),
        400,
    ),
    Fact(
        "doc",
        "BETWEEN without highValue",
        lambda api: api.search(condition(STAMP, "BETWEEN", "1")),
        400,
    ),
)


@each(FACTS)
def test_the_search_has_hubspots_limits(fact: Fact, api: Api) -> None:
    check(fact, api)


def test_doc_an_answer_has_a_total_and_an_offset_but_no_link(api: Api) -> None:
    made = [api.made(name=f"N{number}") for number in range(5)]
    first = api.search(limit=2)
    assert (first.json["total"], first.ids) == (5, made[:2])
    assert first.json["paging"] == {"next": {"after": "2"}}
    last = api.search(limit=3, after="2")
    assert last.ids == made[2:]
    assert "paging" not in last.json


def test_the_oldest_change_comes_first_and_a_new_one_last(api: Api) -> None:
    made = []
    for number in range(3):
        made.append(api.made(name=f"N{number}"))
        api.crm.clock.advance(1)
    path = f"/crm/v3/objects/companies/{made[0]}"
    api("PATCH", path, {"properties": {"city": "Rome"}})
    since = condition(STAMP, "GTE", "0")
    assert api.search(since, sorts=[ASCENDING]).ids == [*made[1:], made[0]]
    backwards = {"propertyName": STAMP, "direction": "DESCENDING"}
    assert api.search(since, sorts=[backwards]).ids == [made[0], *made[:0:-1]]


def test_doc_changed_since_takes_milliseconds_and_iso(api: Api) -> None:
    api.made(name="Old")
    api.crm.clock.advance(60)
    new = api.made(name="New")
    stamp = api.company(new)[STAMP]
    moment = api.crm.portal.stores["companies"].live(int(new))
    assert moment is not None
    for value in (stamp, str(moment.modified)):
        assert api.search(condition(STAMP, "GTE", value)).ids == [new]
        assert api.search(condition(STAMP, "GT", value)).ids == []


def test_the_frozen_clock_gives_one_stamp_and_the_id_goes_on(api: Api) -> None:
    api.crm.clock.freeze()
    made = [api.made(name=f"N{number}") for number in range(5)]
    stamp = api.company(made[0])[STAMP]
    filters = [condition(STAMP, "GTE", stamp), condition(STAMP, "LTE", stamp)]
    by_id = [{"propertyName": ID, "direction": "ASCENDING"}]
    first = api.search(*filters, sorts=by_id, limit=2)
    rest = api.search(*filters, condition(ID, "GT", first.ids[-1]), sorts=by_id)
    assert first.ids + rest.ids == made


def test_doc_new_and_changed_records_appear_after_the_lag(api: Api) -> None:
    api.crm.settings.search_lag_s = 20
    company = api.made(name="One")
    assert api.search().json["total"] == 0
    api.crm.clock.advance(20)
    assert api.search().ids == [company]
    path = f"/crm/v3/objects/companies/{company}"
    api("PATCH", path, {"properties": {"name": "Two"}})
    assert api.search().json["results"][0]["properties"]["name"] == "One"
    assert api.company(company)["name"] == "Two"
    api.crm.clock.advance(20)
    assert api.search().json["results"][0]["properties"]["name"] == "Two"


def test_an_archived_record_leaves_the_search_after_the_lag(api: Api) -> None:
    company = api.made(name="One")
    api.crm.settings.search_lag_s = 5
    api("DELETE", f"/crm/v3/objects/companies/{company}")
    assert api.search().ids == [company]
    api.crm.clock.advance(5)
    assert api.search().ids == []


def test_a_value_that_does_not_show_yet_is_not_found_by_it(api: Api) -> None:
    company = api.made(name="One", domain="old.example")
    api.crm.settings.search_lag_s = 5
    path = f"/crm/v3/objects/companies/{company}"
    api("PATCH", path, {"properties": {"domain": "new.example"}})
    assert api.search(condition("domain", "EQ", "old.example")).ids == [company]
    assert api.search(condition("domain", "EQ", "new.example")).ids == []


def test_doc_groups_are_alternatives(api: Api) -> None:
    one, two = api.made(name="A", city="Rome"), api.made(name="B", city="Paris")
    api.made(name="C", city="Oslo")
    groups = [
        {"filters": [condition("city", "EQ", city)]} for city in ("Rome", "Paris")
    ]
    assert api.search(filterGroups=groups).ids == [one, two]


def test_free_text_finds_the_beginnings_of_words(api: Api) -> None:
    company = api.made(name="Northwind Traders", domain="northwind.example")
    api.made(name="Southwind")
    assert api.search(query="north trad").ids == [company]
    assert api.search(query="wind").ids == []


def test_doc_companies_are_found_by_their_contact(api: Api) -> None:
    company, contact = api.made(name="A"), api.contact(email="a@b.example")
    api.made(name="B")
    ends = f"contacts/{contact}/associations/default/companies/{company}"
    api("PUT", f"/crm/v4/objects/{ends}")
    assert api.search(condition("associations.contact", "EQ", contact)).ids == [company]


@pytest.mark.parametrize(
    "sort",
    ["name", {"propertyName": "name"}, json.dumps({"propertyName": "name"})],
    ids=["a name", "an object", "an object as text"],
)
def test_a_sort_may_be_written_in_three_ways(api: Api, sort: object) -> None:
    two, one = api.made(name="B"), api.made(name="a")
    blank = api.made(domain="c.example")
    assert api.search(sorts=[sort]).ids == [one, two, blank]


def test_several_choices_are_only_searched_by_word(api: Api) -> None:
    order = {
        "name": "tastes",
        "label": "Tastes",
        "type": "enumeration",
        "fieldType": "checkbox",
        "groupName": "companyinformation",
        "options": [{"label": each, "value": each} for each in ("sweet", "sour")],
    }
    assert api("POST", "/crm/v3/properties/companies", order).status == 201
    company = api.made(name="A", tastes="sweet;sour")
    assert api.search(condition("tastes", "CONTAINS_TOKEN", "sour")).ids == [company]
    assert api.search(condition("tastes", "EQ", "sour")).status == 501


def test_a_sort_behind_a_minus_sign_goes_backwards(api: Api) -> None:
    made = [api.made(name=name) for name in ("b", "a", "c")]
    assert api.search(sorts=["-name"]).ids == [made[2], made[0], made[1]]
    assert api.search(sorts=["-nothing"]).status == 400


def test_what_nobody_documented_is_a_501(api: Api) -> None:
    assert api.search(condition("name", "GT", "A")).status == 501


def test_a_unique_property_is_found_in_any_case(api: Api) -> None:
    company = api.made(name="A", **{KEY: "001Ab"})
    assert api.search(condition(KEY, "EQ", "001AB")).ids == [company]
    assert api.search(condition(KEY, "IN", values=["001ab"])).ids == [company]
    assert api.search(condition(KEY, "IN", values=["001AB"])).ids == []
