"""Every kind of public page, a line each: it is checked in both languages by standing here.

An address without its language, or the key of a sample article (`liangjiang/sample/articles`).
"""

import languages
from tests.sample_site import SampleSite

KINDS = {
    "home": "/",
    "section": "/news/",
    "category": "/news/events/",
    "category with many tabs": "/news/video/",
    "month": "/news/2024/05/",
    "filtered list": "/news/events/?q=2021&year=2021&sort=oldest&pictures=1",
    "filtered list without a hit": "/news/events/?q=Atlantis",
    "story": "three-lighthouse-factories",
    "photo story": "six-scenes-drawn",
    "guide": "setting-up-a-foreign-invested-firm",
    "info": "sample-noodle-counter",
    "page": "introduction",
    "single page": "/accessibility/",
    "contact": "/contact/",
    "figures": "/figures/",
    "search": "/search/",
    "search with hits": "/search/?q=2021",
    "search without a hit": "/search/?q=Atlantis",
    "site map": "/site-map/",
    "not found": "/nothing/here/",
}
# Articles that are not written in the language.
MISSING = {"en": "lijia-bridge-and-park", "zh-hans": "schools-for-newcomers"}


def addresses(site: SampleSite, code: str) -> dict[str, str]:
    """Return an address of each kind of page in a language."""
    wanted = KINDS | {"missing language": MISSING[code]}
    return {
        name: f"/{languages.prefix(code)}{place}"
        if place.startswith("/")
        else site.address(place, code)
        for name, place in wanted.items()
    }
