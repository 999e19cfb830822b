"""Telling the publishing steps of an act, inside its transaction.

The steps are listed, in their order, in PUBLISHING_STEPS; each gets an Announcement.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from articles.models import Act, Article
from articles.touched import Standing, Touched


@dataclass(frozen=True)
class Announcement:
    """What the publishing steps are told about an act that is being carried out."""

    article: Article
    act: Act
    languages: list[str]
    earlier: Standing

    @cached_property
    def tags(self) -> set[str]:
        """What names the pages that may have changed (articles.dependence)."""
        return self._touched.tags

    @property
    def moments(self) -> list[datetime | None]:
        """When they change again by themselves."""
        return self._touched.moments

    @cached_property
    def _touched(self) -> Touched:
        names = frozenset({*self.languages, *self.act.strands})
        return Touched(self.earlier, Standing.of(self.article), names)

    @property
    def is_in_the_future(self) -> bool:
        """Whether visitors see nothing of it yet."""
        return self.act.due_at > timezone.now()


def announce(live: Article, act: Act, published: list[str], earlier: Standing) -> None:
    """Call every publishing step; one that fails takes the whole act back."""
    announcement = Announcement(live, act, published, earlier)
    for step in settings.PUBLISHING_STEPS:
        import_string(step)(announcement)
