"""What tests of publishing do again and again."""

from datetime import UTC, datetime

from tests import pages
from tests.pages import address

NOW = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)  # 9:00 in Beijing
ONE_ENGLISH, ONE_CHINESE = "Update the English text now", "Update the Chinese text now"


def titles(visitor, article) -> dict[str, bool]:
    """Return in which languages visitors can read the article."""
    return {
        code: visitor.get(f"/{code}/{article.pk}", follow=True).status_code == 200
        for code in ("en", "zh")
    }


def edited(browser, live, button: str, **changes):
    """Press Edit, change something, press a button."""
    page = browser.post(address(live, "edit"), follow=True)
    return pages.press(browser, page, button, **changes)
