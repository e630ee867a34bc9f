"""What a HubSpot contact syncs with in Salesforce (A4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.ids import full_id
from integrations.rules.syncs_with import (
    Partner,
    SalesforceContact,
    SalesforceLead,
    SyncsWith,
    syncs_with,
)
from tests.rules.pairs import THOROUGHLY

SHORT, FULL = "003A000001LQx5z", full_id("003A000001LQx5z")
OTHER, LEAD = full_id("003A000001LQx60"), full_id("00QA000001LQx5z")
MAIL = "ada@acme.com"

ATTACHED = SalesforceContact(FULL, MAIL, "001A000001LQx5zIAD")
PRIVATE = SalesforceContact(FULL, MAIL, None)
OPEN = SalesforceLead(LEAD, MAIL, converted=False)
CONVERTED = SalesforceLead(LEAD, MAIL, converted=True)
NOTHING = Partner(SyncsWith.NOTHING, None)


@pytest.mark.parametrize(
    ("contact_id", "lead_id", "email", "contacts", "leads", "partner"),
    [
        pytest.param(None, None, None, [], [], NOTHING, id="nothing known"),
        pytest.param(
            FULL, None, None, [ATTACHED], [], (SyncsWith.CONTACT, FULL), id="by id"
        ),
        pytest.param(
            SHORT, None, "", [PRIVATE], [], ("private_contact", FULL), id="short id"
        ),
        pytest.param(None, LEAD, None, [], [OPEN], ("lead", LEAD), id="a lead by id"),
        pytest.param(
            FULL, LEAD, None, [ATTACHED], [OPEN], ("contact", FULL), id="both ids"
        ),
        pytest.param(
            OTHER, None, MAIL, [], [OPEN], ("lead", LEAD), id="an id of nothing"
        ),
        pytest.param(
            None, LEAD, MAIL, [PRIVATE], [OPEN], ("lead", LEAD), id="id before e-mail"
        ),
        pytest.param(
            None,
            LEAD,
            MAIL,
            [PRIVATE],
            [CONVERTED],
            ("private_contact", FULL),
            id="the id of a converted lead",
        ),
        pytest.param(
            None, None, " ADA@acme.com", [ATTACHED], [], ("contact", FULL), id="case"
        ),
        pytest.param(
            None, None, MAIL, [ATTACHED], [OPEN], ("contact", FULL), id="contact first"
        ),
        pytest.param(None, None, MAIL, [], [OPEN], ("lead", LEAD), id="then the lead"),
        pytest.param(None, None, MAIL, [], [CONVERTED], NOTHING, id="converted"),
        pytest.param(
            None, None, "bob@acme.com", [ATTACHED], [OPEN], NOTHING, id="another e-mail"
        ),
        pytest.param(
            None,
            None,
            " ",
            [SalesforceContact(FULL, None, None)],
            [SalesforceLead(LEAD, "", converted=False)],
            NOTHING,
            id="blank e-mails are not alike",
        ),
        pytest.param(
            None,
            None,
            MAIL,
            [PRIVATE, SalesforceContact(OTHER, "Ada@Acme.com", "001")],
            [],
            ("contact", OTHER),
            id="an account before none",
        ),
    ],
)
def test_a_contact_syncs_with(
    contact_id: str | None,
    lead_id: str | None,
    email: str | None,
    contacts: list[SalesforceContact],
    leads: list[SalesforceLead],
    partner: tuple[str, str | None],
) -> None:
    assert syncs_with(contact_id, lead_id, email, contacts, leads) == partner


IDS = st.sampled_from([SHORT, FULL, OTHER, LEAD, ""])
EMAILS = st.sampled_from([MAIL, MAIL.upper(), "", None, "x@y.z"])
CONTACTS = st.builds(SalesforceContact, IDS, EMAILS, st.sampled_from(["", None, "001"]))
LEADS = st.builds(SalesforceLead, IDS, EMAILS, st.booleans())


@given(
    st.none() | IDS,
    st.none() | IDS,
    EMAILS,
    st.lists(CONTACTS, max_size=4),
    st.lists(LEADS, max_size=4),
)
@THOROUGHLY
def test_the_order_in_which_salesforce_answers_does_not_matter(
    contact_id: str | None,
    lead_id: str | None,
    email: str | None,
    contacts: list[SalesforceContact],
    leads: list[SalesforceLead],
) -> None:
    forwards = syncs_with(contact_id, lead_id, email, contacts, leads)
    backwards = syncs_with(contact_id, lead_id, email, contacts[::-1], leads[::-1])
    assert forwards == backwards
    assert (forwards.salesforce_id is None) is (forwards.syncs_with == "nothing")
