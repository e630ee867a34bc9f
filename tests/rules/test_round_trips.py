"""Whatever can be sent to a CRM reads back as it was meant."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.values import Unmappable
from tests.rules.pairs import PAIRS, THOROUGHLY

NAMES = st.sampled_from(sorted(PAIRS))


@given(st.data(), NAMES)
@THOROUGHLY
def test_a_value_read_in_salesforce_survives_both_ways(
    data: st.DataObject, name: str
) -> None:
    with suppress(Unmappable):
        raw = data.draw(PAIRS[name].in_salesforce())
        _survives(name, PAIRS[name].mapping().convert.from_salesforce(raw))


@given(st.data(), NAMES)
@THOROUGHLY
def test_a_value_read_in_hubspot_survives_both_ways(
    data: st.DataObject, name: str
) -> None:
    with suppress(Unmappable):
        raw = data.draw(PAIRS[name].in_hubspot())
        _survives(name, PAIRS[name].mapping().convert.from_hubspot(raw))


def _survives(name: str, value: str | None) -> None:
    convert = PAIRS[name].mapping().convert
    with suppress(Unmappable):
        assert convert.from_hubspot(convert.to_hubspot(value)) == value
    if name == "boolean" and value is None:
        return
    with suppress(Unmappable):
        assert convert.from_salesforce(convert.to_salesforce(value)) == value


@given(st.data(), NAMES)
@THOROUGHLY
def test_reading_and_sending_raise_nothing_but_unmappable(
    data: st.DataObject, name: str
) -> None:
    convert = PAIRS[name].mapping().convert
    anything = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just([])
    )
    for step, values in (
        (convert.from_salesforce, anything),
        (convert.from_hubspot, st.none() | st.text()),
    ):
        with suppress(Unmappable):
            step(data.draw(values))


def test_a_salesforce_checkbox_has_no_blank() -> None:
    convert = PAIRS["boolean"].mapping().convert
    assert convert.from_salesforce(convert.to_salesforce(None)) == "false"
