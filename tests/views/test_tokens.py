"""The colours of tokens.css, held against WCAG's contrast in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

Pair = tuple[str, str]

TEXT, EDGE = 4.5, 3.0
STATUSES = ("ok", "warn", "bad", "info")
TEXT_PAIRS: list[Pair] = [
    *(
        (ink, ground)
        for ink in ("ink", "muted", "faint", "link", "link-hover")
        for ground in ("surface", "page", "sunken")
    ),
    *((ink, "selected") for ink in ("ink", "muted", "link", "link-hover")),
    *((status, f"{status}-bg") for status in STATUSES),
    *(("link", f"{status}-bg") for status in STATUSES),
    *((status, "surface") for status in STATUSES),
    *(("on-accent", ground) for ground in ("accent", "accent-hover", "danger")),
    *(("nav-ink", ground) for ground in ("nav", "nav-active")),
    *(("on-nav", ground) for ground in ("nav", "nav-active")),
]
EDGE_PAIRS: list[Pair] = [
    *(("control", ground) for ground in ("surface", "page")),
    *(("focus", ground) for ground in ("surface", "page", "sunken")),
    ("link", "surface"),
    ("surface", "control"),
    ("bad", "surface"),
]


def tokens(theme: int) -> dict[str, str]:
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    return {name: themes[theme] for name, *themes in found}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT_PAIRS, TEXT), (EDGE_PAIRS, EDGE)], ids=["text", "edges"]
)
def test_every_pair_of_colours_can_be_told_apart(
    theme: int, pairs: list[Pair], least: float
) -> None:
    colour = tokens(theme)
    poor = {
        pair: round(contrast(colour[pair[0]], colour[pair[1]]), 2)
        for pair in pairs
        if contrast(colour[pair[0]], colour[pair[1]]) < least
    }
    assert poor == {}


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
