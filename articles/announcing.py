"""Telling the publishing steps of an act, inside its transaction.

The steps are listed, in their order, in PUBLISHING_STEPS; each gets an Announcement.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

import languages
from articles import addresses, filled, tallies
from articles.models import Act, Article

# What the order of a purge calls every page.
EVERY_PAGE = "/*"


@dataclass(frozen=True)
class Earlier:
    """What holds of an article before an act: the paths of its pages, where and when it stands."""

    paths: list[str]
    category_id: int
    times: list[datetime | None]
    counts: set[tallies.Count]

    @classmethod
    def of(cls, live: Article) -> "Earlier":
        counts = tallies.of_article(live)
        return cls(addresses.affected_by(live), live.category_id, _times(live), counts)


@dataclass(frozen=True)
class Announcement:
    """What the publishing steps are told about an act that is being carried out."""

    article: Article
    act: Act
    languages: list[str]
    earlier: Earlier

    @cached_property
    def addresses(self) -> list[str]:
        """The paths of all pages that may have changed, without the host."""
        now = addresses.affected_by(self.article)
        # A link in another article's text, and the way from one that was taken down, are there
        # only while this one is public.
        linking = addresses.linking_to(self.article) + addresses.leading_to(self.article)
        every = [EVERY_PAGE] if self._menus_may_change else []
        return list(dict.fromkeys([*every, *self.earlier.paths, *now, *linking]))

    @property
    def moments(self) -> list[datetime | None]:
        """When a language appears or ends by itself: these pages change then too."""
        own = [
            time
            for code in self.languages
            for time in (self.article.published_at(code), self.article.expires_at(code))
        ]
        # Whichever article fills the category next, or leaves it empty, changes the menus.
        return own + (filled.moments_ahead(self._categories) if self._menus_may_change else [])

    @property
    def _categories(self) -> set[int]:
        return {self.earlier.category_id, self.article.category_id}

    @cached_property
    def _menus_may_change(self) -> bool:
        stays = len(self._categories) == 1 and self.earlier.times == _times(self.article)
        return not stays and any(
            filled.hangs_on(self.article, category) for category in self._categories
        )

    @property
    def is_in_the_future(self) -> bool:
        """Whether visitors see nothing of it yet."""
        return self.act.due_at > timezone.now()


def _times(article: Article) -> list[datetime | None]:
    return [
        time
        for code in languages.codes()
        for time in (article.published_at(code), article.expires_at(code))
    ]


def announce(live: Article, act: Act, published: list[str], earlier: Earlier) -> None:
    """Call every publishing step; one that fails takes the whole act back."""
    announcement = Announcement(live, act, published, earlier)
    for step in settings.PUBLISHING_STEPS:
        import_string(step)(announcement)
