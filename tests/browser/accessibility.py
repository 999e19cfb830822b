"""Asking axe who would be hindered by a page: in both colour schemes, at any width."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

from languages import EN, ZH

PUBLIC = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is ours to decide: Django's own pages keep Django's order of headings.
DESK = ["wcag2a", "wcag2aa", "wcag22aa"]
# The rules about colours. All others find the same in a dark page as in a light one.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = "([where, options]) => axe.run(where.exclude.length ? where : document, options)"
ANIMATED = "Promise.allSettled(document.getAnimations().map(each => each.finished))"
# What stands around the page on all of them, and what sorts of elements there are in it.
FRAME = ["body > .skip", "body > header", "body > footer"]
SORTS = """frame => [...new Set(
    frame.flatMap(selector => [...document.querySelectorAll(`${selector}, ${selector} *`)])
        .map(each => `${each.localName} ${each.className} ${each.getAttributeNames().sort()}`)
)].sort().join("\\n")"""


# Pages are made of the same elements in both languages, so that each is looked at in one of them.
TURNS = (EN, ZH)
WIDTH = {EN: 1440, ZH: 390}


def in_turn(places: list[str], language: str) -> list[str]:
    """Return every second place, the first one in English; the other language has the others."""
    return places[TURNS.index(language) :: len(TURNS)]


class Frames:
    """What has been met around pages, so that it is looked at once and wherever it differs."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def is_known(self, page: Page) -> bool:
        sorts = page.evaluate(SORTS, FRAME)
        is_known = sorts in self._known
        self._known.add(sorts)
        return is_known


def barriers(
    page: Page, rules: list[str], widths: tuple[int, ...] = (), without: list[str] | None = None
) -> dict[tuple, str]:
    """Return a report for each (width, scheme) in which the open page hinders somebody.

    without: selectors of parts that are not looked at.
    """
    where = {"exclude": [[selector] for selector in without or []]}
    page.evaluate(AXE_SCRIPT)
    reports = {}
    for width in widths or [page.viewport_size["width"]]:
        page.set_viewport_size({"width": width, "height": page.viewport_size["height"]})
        for scheme, asked in (("light", rules), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            # A colour on its way to another is none that anybody reads by.
            page.evaluate(ANIMATED)
            if report := _report(page, where, asked):
                reports[width, scheme] = report
    return reports


def barriers_as_shown(page: Page, rules: list[str]) -> str:
    """Return a report if the open page hinders somebody in the window and scheme that it has."""
    page.evaluate(AXE_SCRIPT)
    return _report(page, {"exclude": []}, rules)


def _report(page: Page, where: dict, rules: list[str]) -> str:
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    results = AxeResults(page.evaluate(RUN, [where, options]))
    return results.generate_report() if results.violations_count else ""
