"""Telling the publishing steps of an act, inside its transaction.

The steps are listed, in their order, in PUBLISHING_STEPS; each gets an Announcement.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from articles import addresses
from articles.models import Act, Article


@dataclass(frozen=True)
class Announcement:
    """What the publishing steps are told about an act that is being carried out."""

    article: Article
    act: Act
    languages: list[str]
    # The paths of the pages that showed the article before the act.
    earlier: list[str]

    @cached_property
    def addresses(self) -> list[str]:
        """The paths of all pages that may have changed, without the host."""
        now = addresses.affected_by(self.article)
        # A link in another article's text is a link only while this one is public.
        linking = addresses.linking_to(self.article)
        return list(dict.fromkeys([*self.earlier, *now, *linking]))

    @property
    def moments(self) -> list[datetime | None]:
        """When a language appears or ends by itself: these pages change then too."""
        return [
            time
            for code in self.languages
            for time in (self.article.published_at(code), self.article.expires_at(code))
        ]

    @property
    def is_in_the_future(self) -> bool:
        """Whether visitors see nothing of it yet."""
        return self.act.due_at > timezone.now()


def announce(live: Article, act: Act, published: list[str], earlier: list[str]) -> None:
    """Call every publishing step; one that fails takes the whole act back."""
    announcement = Announcement(live, act, published, earlier)
    for step in settings.PUBLISHING_STEPS:
        import_string(step)(announcement)
