"""The late and ordered view of the search, against a simple model."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from integrations.sandbox.hubspot.kinds import COMPANIES
from integrations.sandbox.hubspot.records import Record, Source
from integrations.sandbox.hubspot.store import ObjectStore

SOURCE = Source("INTEGRATION", "1", "INTEGRATION")


class LateView(RuleBasedStateMachine):
    """The model keeps every write with its due second and replays what is due."""

    def __init__(self) -> None:
        super().__init__()
        self.store = ObjectStore(COMPANIES)
        self.now = 0.0
        self.stamp = 0
        self.writes: list[tuple[float, Record]] = []

    @rule(
        record_id=st.integers(1, 4),
        lag=st.sampled_from([0.0, 1.0, 5.0]),
        archived=st.booleans(),
        later=st.integers(0, 1),
    )
    def write(self, record_id: int, lag: float, archived: bool, later: int) -> None:  # noqa: FBT001
        self.stamp += later
        end = self.stamp if archived else None
        record = Record(record_id, {}, 0, self.stamp, SOURCE, end)
        before = [due for due, other in self.writes if other.id == record_id]
        due = max([self.now + lag, *(each for each in before if each > self.now)])
        self.writes.append((due, record))
        self.store.put(record, lag, self.now)

    @rule(seconds=st.sampled_from([0.5, 1.0, 5.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @invariant()
    def the_search_sees_what_is_due(self) -> None:
        visible = self.store.visible
        visible.settle(self.now)
        shown: dict[int, Record] = {}
        for due, record in self.writes:
            if due <= self.now:
                shown[record.id] = record
        live = [record for record in shown.values() if record.archived is None]
        by_change = sorted(live, key=lambda record: (record.modified, record.id))
        assert list(visible.by_change(visible.changes())) == by_change
        by_id = sorted(live, key=lambda record: record.id)
        assert list(visible.by_id(visible.ids())) == by_id
        assert len(visible.ids()) == len(live)

    @invariant()
    def the_record_store_sees_everything_at_once(self) -> None:
        newest = {record.id: record for _, record in self.writes}
        live = [record for record in newest.values() if record.archived is None]
        assert list(self.store) == sorted(live, key=lambda record: record.id)


LateView.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestLateView = LateView.TestCase
