"""Settings edited in two tabs: the second is told what changed, and keeps its own."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from integrations.models import Integration, SettingChange

if TYPE_CHECKING:
    from django.test import Client

MEANWHILE = "Changed meanwhile:"
OWN = "What you had chosen and is not saved:"
SENT = "What you sent differs in:"
ADDRESSES = ("sync-rules", "inclusion-form", "budget")


def sent(client: Client, name: str, **values: Any) -> dict[str, Any]:
    """What the form sends when a person changes just these values."""
    return {**standing(client.get(reverse(name))), **values}


def standing(answer: Any) -> dict[str, Any]:
    values = {field.name: field.value() for field in answer.context["form"]}
    return {name: it for name, it in values.items() if it not in {None, False}}


def listed(page: str, title: str) -> list[str]:
    after = page.partition(f"<strong>{title}</strong>")[2].partition("</ul>")[0]
    return re.findall(r"<li>(.*?)</li>", after)


def present() -> Integration:
    return Integration.objects.get()


def test_the_second_tab_is_told_who_changed_what_and_that_nothing_was_saved(
    admin: Client, headers: dict[str, str]
) -> None:
    data = sent(admin, "sync-rules")
    changed = {"poll_seconds": "3000", "on_account_deleted": "delete"}
    admin.post(reverse("sync-rules"), {**data, **changed})
    second = {**data, "brake_delete": "9", "poll_seconds": "40"}
    answer = admin.post(reverse("sync-rules"), second, headers=headers)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "nothing was saved" in answer.text
    change = SettingChange.objects.first()
    assert change
    assert f"{change.user} changed these settings" in answer.text
    assert listed(answer.text, MEANWHILE) == [
        "When an account is deleted: Do nothing → Delete the company",
        "Seconds between polls: 60 → 3,000",
    ]
    assert listed(answer.text, OWN) == [
        "Brake: deleted, percent: 2 → 9",
        "Seconds between polls: 3,000 → 40",
    ]
    assert (present().poll_seconds, present().brake_delete) == (3_000, 2)


def test_saving_again_saves_ones_own_choice_and_leaves_the_others(
    admin: Client,
) -> None:
    data = sent(admin, "sync-rules", domains="bell.ca")
    changed = {"poll_seconds": "30", "first": "name", "second": "key"}
    admin.post(reverse("sync-rules"), {**data, **changed})
    second = {**data, "brake_delete": "9", "domains": "bell.ca\nacme.com"}
    answer = admin.post(reverse("sync-rules"), second)
    again = admin.post(reverse("sync-rules"), standing(answer))
    assert again.status_code == HTTPStatus.FOUND
    now = present()
    assert (now.brake_delete, now.poll_seconds) == (9, 30)
    assert now.matching == ["name", "key"]
    assert now.shared_domains == ["bell.ca", "acme.com"]


def test_a_choice_of_what_syncs_is_kept_over_what_is_there_now(admin: Client) -> None:
    data = sent(admin, "inclusion-form")
    admin.post(reverse("inclusion-form"), {**data, "default_object": "Lead"})
    second = {**data, "attach_private_contacts": "on"}
    answer = admin.post(reverse("inclusion-form"), second)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert listed(answer.text, MEANWHILE) == [
        "Default object created in Salesforce: Contact → Lead"
    ]
    assert listed(answer.text, OWN) == ["Attach private contacts: off → on"]
    assert not present().attach_private_contacts
    admin.post(reverse("inclusion-form"), standing(answer))
    assert (present().default_object, present().attach_private_contacts) == (
        "Lead",
        True,
    )


def test_an_allocation_is_kept_over_what_is_there_now(admin: Client) -> None:
    data = sent(admin, "budget")
    admin.post(reverse("budget"), {**data, "salesforce_allocation": "14000"})
    second = {**data, "pause_share": "70"}
    answer = admin.post(reverse("budget"), second)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert listed(answer.text, MEANWHILE) == [
        "Salesforce API calls allocated a day: none → 14,000"
    ]
    admin.post(reverse("budget"), standing(answer))
    now = present()
    assert (now.salesforce_allocation, now.pause_share) == (14_000, 70)


def test_who_chose_the_same_is_told_that_nothing_is_left_to_save(
    admin: Client,
) -> None:
    data = sent(admin, "budget", pause_share="70")
    admin.post(reverse("budget"), data)
    answer = admin.post(reverse("budget"), data)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert listed(answer.text, OWN) == []
    assert "All that you had chosen is saved already." in answer.text


@pytest.mark.parametrize("name", ADDRESSES)
def test_without_a_history_what_was_sent_is_not_called_chosen(
    admin: Client, name: str
) -> None:
    data = sent(admin, name)
    Integration.objects.update(poll_seconds=30, default_object="Lead", pause_share=70)
    answer = admin.post(reverse(name), data)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "nothing was saved" in answer.text
    assert "Save again only if that is to replace what is set now." in answer.text
    assert "you had chosen" not in answer.text
    assert listed(answer.text, MEANWHILE) == []
    assert len(listed(answer.text, SENT)) == 1
    admin.post(reverse(name), standing(answer))
    assert SettingChange.objects.count() == 1


def test_who_sent_without_a_history_what_is_set_now_is_not_told_it_was_chosen(
    admin: Client,
) -> None:
    data = sent(admin, "budget", pause_share="70")
    Integration.objects.update(pause_share=70)
    answer = admin.post(reverse("budget"), data)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Below they stand as they are now." in answer.text
    assert "you had chosen" not in answer.text
    assert listed(answer.text, SENT) == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_chose_nothing_is_told_what_changed_and_no_more(
    admin: Client, name: str
) -> None:
    data = sent(admin, name)
    changed = {"poll_seconds": "30", "default_object": "Lead", "pause_share": "70"}
    theirs = {**data, **{it: new for it, new in changed.items() if it in data}}
    admin.post(reverse(name), theirs)
    answer = admin.post(reverse(name), data)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert len(listed(answer.text, MEANWHILE)) == 1
    assert "Below they stand as they are now." in answer.text
    assert "you had chosen" not in answer.text
