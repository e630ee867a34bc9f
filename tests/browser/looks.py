"""One page held against WCAG by axe, in both themes, zoomed and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 800}
SMALL: ViewportSize = {"width": 1024, "height": 768}
ZOOMED: ViewportSize = {"width": 640, "height": 400}
"""What 200 % leave of a desk's window."""
PHONE: ViewportSize = {"width": 360, "height": 740}

OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}


def wrong_with(page: Page) -> list[str]:
    """Of the page as it stands: at a desk by day, zoomed, on a phone by night. Colours
    do not move meanwhile: axe would see them on their way to the other theme."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = [f"by day: {it}" for it in violations(page)]
    page.set_viewport_size(SMALL)
    found += ["cut off beside the menu"] * is_cut_off(page)
    page.set_viewport_size(ZOOMED)
    found += ["cut off at 200 %"] * is_cut_off(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    found += [f"on a phone by night: {it}" for it in violations(page)]
    return found + ["cut off on a phone"] * is_cut_off(page)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=OPTIONS)
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


CUT_OFF = """() =>
    [document.documentElement, ...document.querySelectorAll(".table-wrap")]
        .some((it) => it.scrollWidth > it.clientWidth)"""
"""A table that has to be moved sideways to be read is cut off, too."""


def is_cut_off(page: Page) -> bool:
    return bool(page.evaluate(CUT_OFF))
