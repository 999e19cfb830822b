"""Asking axe who would be hindered by a page: in both colour schemes, at any width."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

PUBLIC = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is ours to decide: Django's own pages keep Django's order of headings.
DESK = ["wcag2a", "wcag2aa", "wcag22aa"]
# The rules about colours. All others find the same in a dark page as in a light one.
COLOURS = ["color-contrast", "link-in-text-block"]
ANIMATED = "Promise.allSettled(document.getAnimations().map(each => each.finished))"


def barriers(page: Page, rules: list[str], widths: tuple[int, ...] = ()) -> dict[tuple, str]:
    """Return a report for each (width, scheme) in which the open page hinders somebody."""
    page.evaluate(AXE_SCRIPT)
    reports = {}
    for width in widths or [page.viewport_size["width"]]:
        page.set_viewport_size({"width": width, "height": page.viewport_size["height"]})
        for scheme, asked in (("light", rules), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            # A colour on its way to another is none that anybody reads by.
            page.evaluate(ANIMATED)
            options = {"runOnly": asked, "resultTypes": ["violations"], "preload": False}
            results = AxeResults(page.evaluate("options => axe.run(options)", options))
            if results.violations_count:
                reports[width, scheme] = results.generate_report()
    return reports
