"""Under which category a breadcrumb of the former site files an article today."""

from django.db.models import Q

import languages
from articles.models import Category
from articles.site_map import HIDDEN, SECTIONS
from languages import column
from legacy.page import Refused
from legacy.readers.lines import normal

# Names that the former site wrote otherwise, and its own name for news of the whole area.
SPELLINGS = {
    "department": "about.departments",
    "opportunitiies": "investing.opportunities",
    "liangjiang": "news.local",
    "local news": "news.local",
}
# An article is filed under a category; these take what stood on the page of a section.
IN_SECTION = {
    "about": "about.introduction",
    "investing": "investing.why-liangjiang",
    "living": "living.info",
    "news": "news.local",
}
LONGEST_SHOWN = 120


def find(breadcrumb: str) -> Category:
    """Return the category of "Home > Events". Raises Refused with the breadcrumb in the reason."""
    names = [normal(name) for name in _parts(breadcrumb)[1:]]
    found = _known().get(names[-1]) if names else None
    if found is None:
        shown = breadcrumb[:LONGEST_SHOWN]
        raise Refused(f"no category is called as the breadcrumb “{shown}” says")
    return found


def is_other_place(breadcrumb: str, category: Category) -> bool:
    """Tell whether the page stood under a section or another name than the category's own."""
    own = {normal(getattr(category, column("name", code))) for code in languages.codes()}
    return normal(_parts(breadcrumb)[-1]) not in own


def _parts(breadcrumb: str) -> list[str]:
    for sign in "›»＞":
        breadcrumb = breadcrumb.replace(sign, ">")
    return [part.strip() for part in breadcrumb.split(">") if part.strip()]


def _known() -> dict[str, Category]:
    shown = Category.objects.filter(Q(section=None) | Q(section__is_hidden=False))
    shown = shown.exclude(is_hidden=True).select_related("section")
    by_key = {category.key: category for category in shown}
    # What the menus say today comes last and wins over what they said at first.
    names = {normal(name): by_key.get(key) for name, key in [*_first_names(), *SPELLINGS.items()]}
    for category in sorted(by_key.values(), key=lambda each: each.section_id is not None):
        place = category if category.section_id else by_key.get(IN_SECTION.get(category.key, ""))
        for code in languages.codes():
            names[normal(getattr(category, column("name", code)) or "")] = place
    names.pop("", None)
    return names


def _first_names():
    for slug, (english, chinese, categories) in SECTIONS.items():
        if slug in HIDDEN:
            continue
        yield from ((name, IN_SECTION[slug]) for name in (english, chinese))
        for own, *names in categories:
            yield from ((name, f"{slug}.{own}") for name in names)
