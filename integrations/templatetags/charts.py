"""Counts over time as bars: where each stands, and what it says to whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from integrations.engine.health import grouped
from integrations.engine.trends import Series

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from integrations.engine.trends import Trends

register = template.Library()
COLUMN, BAR, HEIGHT = 10, 8, 100


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    x: int
    label: str
    counts: list[int]
    bars: list[Bar]
    told: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``top``: the count that is as high as the chart."""

    key: str
    title: StrOrPromise
    note: StrOrPromise
    series: list[Series]
    columns: list[Column]
    top: int

    @property
    def width(self) -> int:
        return COLUMN * len(self.columns)

    @property
    def totals(self) -> list[tuple[Series, int]]:
        return [(series, sum(series.counts)) for series in self.series]


@register.simple_tag
def charts(found: Trends) -> list[Chart]:
    errors = [Series("errors", _("New sync errors"), found.errors)]
    quiet = _("Scheduled passes that find nothing to do are not counted.")
    first = _("Each when it was first seen, whether it still stands or not.")
    everybody = _("Calls made by Syncadmin: runs, pages and the command line.")
    labels = [_label(moment, found.period.step) for moment in found.moments]
    return [
        _chart("runs", _("Sync runs"), quiet, found.runs, labels),
        _chart("errors", _("Sync errors"), first, errors, labels),
        _chart("calls", _("API calls"), everybody, found.calls, labels),
    ]


def _label(moment: datetime, step: timedelta) -> str:
    if step < timedelta(days=1):
        return f"{moment:%H:%M}"
    return date_format(moment, "SHORT_DATE_FORMAT")


def _chart(
    key: str, title: str, note: str, series: list[Series], labels: list[str]
) -> Chart:
    rows = [list(counts) for counts in zip(*(it.counts for it in series), strict=True)]
    top = max(map(sum, rows))
    columns = [
        Column(
            COLUMN * n,
            label,
            counts,
            list(_bars(COLUMN * n, counts, series, top)),
            _told(label, counts, series),
        )
        for n, (label, counts) in enumerate(zip(labels, rows, strict=True))
    ]
    return Chart(key, title, note, series, columns, top)


def _bars(x: int, counts: list[int], series: list[Series], top: int) -> Iterator[Bar]:
    """One on the other, from the ground up."""
    y = float(HEIGHT)
    for count, of in zip(counts, series, strict=True):
        if count:
            height = HEIGHT * count / top
            y -= height
            yield Bar(of.name, x + (COLUMN - BAR) // 2, round(y, 2), round(height, 2))


def _told(label: str, counts: list[int], series: list[Series]) -> str:
    pairs = zip(series, counts, strict=True)
    return f"{label} · " + ", ".join(f"{of.label}: {grouped(n)}" for of, n in pairs)
