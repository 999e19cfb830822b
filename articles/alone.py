"""Pages that are in no section: the site's own, such as the home page, and those of one article."""

from dataclasses import dataclass

from django.conf import settings

import languages
from articles import filled
from articles.models import Category
from languages.addresses import address_of


@dataclass(frozen=True)
class OwnPage:
    """A page that is there in every language, whatever has been published."""

    name: str
    label: str

    def get_absolute_url(self) -> str:
        return address_of(self.name)


def pages() -> list[OwnPage | Category]:
    """Return the pages, some of them in some languages only. One question."""
    own = [OwnPage(name, label) for name, label in settings.OWN_PAGES.items()]
    rows = filled.with_content_per_language(Category.objects.filter(section__is_hidden=True))
    rows = rows.select_related("section").order_by("position", "pk")
    taken = {page.get_absolute_url() for page in own}
    return [*own, *(row for row in rows if row.get_absolute_url() not in taken)]


def languages_of(page: OwnPage | Category) -> list[str]:
    return languages.codes() if isinstance(page, OwnPage) else filled.languages_of(page)
