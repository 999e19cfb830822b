"""What the tests of the search have in common."""

import re
from html import unescape

from tests import factories


def titles(page) -> list[str]:
    """Return the titles of the results on a page."""
    body = page.content.decode()
    return [unescape(re.sub("<[^>]+>", "", title)) for title in re.findall(r"<h3>(.+?)</h3>", body)]


def story(title: str, body: str = "Boats go on.", **fields):
    texts = {f"body_{code}": f"<p>{body}</p>" for code in ("en", "zh_hans")}
    return factories.titled(title, **texts | fields)
