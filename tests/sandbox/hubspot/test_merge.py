"""Two records become a third one (reference, section 2.1)."""

from __future__ import annotations

import pytest

from tests.sandbox.hubspot.api import KEY, Answer, Api

COMPANIES = "/crm/v3/objects/companies"


def _merge(api: Api, primary: str, other: str, kind: str = "companies") -> Answer:
    order = {"primaryObjectId": primary, "objectIdToMerge": other}
    return api("POST", f"/crm/v3/objects/{kind}/merge", order)


@pytest.fixture
def merged(api: Api) -> tuple[str, str, str]:
    """The two old ids and the new one."""
    one = api.made(name="One", **{KEY: "A"})
    two = api.made(name="Two", city="Rome", **{KEY: "B"})
    answer = _merge(api, one, two)
    assert answer.status == 200, answer.json
    return one, two, str(answer.json["id"])


def test_doc_the_survivor_is_a_third_record(api: Api, merged: tuple[str, ...]) -> None:
    assert len(set(merged)) == 3
    assert api.crm.counts()["companies"] == 1


def test_the_primary_values_win_and_the_others_fill_blanks(
    api: Api, merged: tuple[str, ...]
) -> None:
    shown = api.company(merged[2], "name", "city", KEY, "hs_merged_object_ids")
    assert (shown["name"], shown["city"], shown[KEY]) == ("One", "Rome", "A")
    assert shown["hs_merged_object_ids"] == ";".join(merged[:2])


@pytest.mark.parametrize("place", [0, 1], ids=["primary", "other"])
def test_doc_both_old_ids_lead_to_the_survivor_on_single_calls(
    api: Api, merged: tuple[str, ...], place: int
) -> None:
    path = f"{COMPANIES}/{merged[place]}"
    assert api("GET", path).json["id"] == merged[2]
    body = {"properties": {"city": "Milan"}}
    assert api("PATCH", path, body).json["id"] == merged[2]
    assert api.company(merged[2], "city")["city"] == "Milan"


def test_doc_an_old_id_is_not_found_by_a_batch_update(
    api: Api, merged: tuple[str, ...]
) -> None:
    answer = api.batch("update", {"id": merged[0], "properties": {"city": "X"}})
    assert (answer.status, answer.ids) == (207, [])
    assert answer.json["errors"][0]["context"] == {"ids": [merged[0]]}


def test_rec_an_old_id_gives_the_survivor_in_a_batch_read(
    api: Api, merged: tuple[str, ...]
) -> None:
    answer = api.batch("read", {"id": merged[0]}, {"id": merged[1]})
    assert (answer.status, answer.ids) == (200, [merged[2]])


def test_only_the_survivor_is_listed_and_found(
    api: Api, merged: tuple[str, ...]
) -> None:
    assert api("GET", COMPANIES).ids == [merged[2]]
    assert api.search().ids == [merged[2]]
    assert api("GET", COMPANIES, archived="true").ids == []


def test_the_other_key_is_free_again(api: Api, merged: tuple[str, ...]) -> None:
    assert api.made(name="New", **{KEY: "B"}) not in merged


def test_a_survivor_can_be_merged_again(api: Api, merged: tuple[str, ...]) -> None:
    three = api.made(name="Three")
    newest = str(_merge(api, three, merged[2]).json["id"])
    assert api("GET", f"{COMPANIES}/{merged[0]}").json["id"] == newest
    ids = api.company(newest, "hs_merged_object_ids")["hs_merged_object_ids"]
    assert set(ids.split(";")) == {*merged, three}


def test_contacts_of_both_belong_to_the_survivor(api: Api) -> None:
    one, two = api.made(name="One"), api.made(name="Two")
    contacts = [api.contact(email=f"{n}@acme.example") for n in "ab"]
    for company, contact in zip((one, two), contacts, strict=True):
        ends = f"contacts/{contact}/associations/default/companies/{company}"
        api("PUT", f"/crm/v4/objects/{ends}")
    survivor = _merge(api, one, two).json
    assert survivor["properties"]["num_associated_contacts"] == "2"
    path = f"/crm/v4/objects/companies/{survivor['id']}/associations/contacts"
    rows = api("GET", path).json["results"]
    assert [str(row["toObjectId"]) for row in rows] == contacts
    assert all(len(row["associationTypes"]) == 2 for row in rows)


def test_a_merged_contact_keeps_both_addresses_and_its_lists(api: Api) -> None:
    api.crm.reset(1, {"lists": 1})
    one, two = (api.contact(email=f"{n}@acme.example") for n in "ab")
    api("PUT", "/crm/v3/lists/1/memberships/add", [two])
    survivor = _merge(api, one, two, "contacts").json
    assert survivor["properties"]["hs_additional_emails"] == "b@acme.example"
    rows = api("GET", "/crm/v3/lists/1/memberships").json["results"]
    assert [row["recordId"] for row in rows] == [survivor["id"]]


def test_mem_a_merged_company_keeps_both_domains(api: Api) -> None:
    one, two = api.made(domain="one.example"), api.made(domain="two.example")
    survivor = str(_merge(api, one, two).json["id"])
    shown = api.company(survivor, "domain", "hs_additional_domains")
    assert shown["domain"] == "one.example"
    assert shown["hs_additional_domains"] == "two.example"


def test_a_domain_that_fills_a_blank_is_no_second_one(api: Api) -> None:
    one, two = api.made(name="One"), api.made(domain="two.example")
    survivor = str(_merge(api, one, two).json["id"])
    shown = api.company(survivor, "domain", "hs_additional_domains")
    assert (shown["domain"], shown["hs_additional_domains"]) == ("two.example", None)


def test_a_record_cannot_be_merged_with_itself(api: Api) -> None:
    company = api.made(name="One")
    assert _merge(api, company, company).status == 400


def test_nobody_can_be_merged_with_a_record_that_is_not_there(api: Api) -> None:
    assert _merge(api, api.made(name="One"), "999").status == 404


def test_doc_the_251st_merge_is_one_too_many(api: Api) -> None:
    one, two = api.made(name="One"), api.made(name="Two")
    store = api.crm.portal.stores["companies"]
    record = store.live(int(one))
    assert record is not None
    past = ";".join(str(number) for number in range(249))
    full = record.changed({"hs_merged_object_ids": past}, 1, record.source)
    store.put(full, 0, 0)
    answer = _merge(api, one, two)
    assert answer.status == 414
    assert "250 identities" in answer.json["message"]


def test_mem_an_upsert_by_the_kept_key_changes_the_survivor(
    api: Api, merged: tuple[str, ...]
) -> None:
    row = {"id": "A", "idProperty": KEY, "properties": {"city": "Oslo"}}
    answer = api.batch("upsert", row)
    assert [(each["id"], each["new"]) for each in answer.json["results"]] == [
        (merged[2], False)
    ]


def test_mem_an_upsert_by_the_other_key_makes_a_new_company(
    api: Api, merged: tuple[str, ...]
) -> None:
    row = {"id": "B", "idProperty": KEY, "properties": {"name": "Again"}}
    [result] = api.batch("upsert", row).json["results"]
    assert result["new"] is True
    assert result["id"] not in merged


def test_an_upsert_by_record_id_is_not_known(api: Api, merged: tuple[str, ...]) -> None:
    row = {"id": merged[0], "idProperty": "hs_object_id", "properties": {}}
    assert api.batch("upsert", row).status == 501


def test_archiving_by_an_old_id_is_not_guessed_at_alone_or_in_a_batch(
    api: Api, merged: tuple[str, ...]
) -> None:
    other = api.made(name="Other")
    alone = api("DELETE", f"{COMPANIES}/{merged[0]}")
    batch = api.batch("archive", {"id": other}, {"id": merged[0]})
    assert (alone.status, batch.status) == (501, 501)
    assert merged[0] in alone.json["message"]
    assert alone.json["message"] == batch.json["message"]
    assert set(api("GET", COMPANIES).ids) == {merged[2], other}


def test_rec_the_stamp_of_the_survivor_moves(api: Api, merged: tuple[str, ...]) -> None:
    before = api.company(merged[2])["hs_lastmodifieddate"]
    api.crm.clock.advance(1)
    newest = str(_merge(api, api.made(name="Three"), merged[2]).json["id"])
    assert api.company(newest)["hs_lastmodifieddate"] > before


def test_an_archived_survivor_is_not_found_by_the_old_ids(
    api: Api, merged: tuple[str, ...]
) -> None:
    api("DELETE", f"{COMPANIES}/{merged[2]}")
    assert api("GET", f"{COMPANIES}/{merged[0]}").status == 404
    assert api.batch("read", {"id": merged[1]}).status == 207
    assert api("GET", COMPANIES, archived="true").ids == [merged[2]]
    api.crm.controls["POST", "restore"]({"object": "companies", "id": merged[2]})
    assert api("GET", f"{COMPANIES}/{merged[0]}").json["id"] == merged[2]
