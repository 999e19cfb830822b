"""What leads to an article or stands on it. Who knows of such things tells it through settings."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from articles.models import Article

# How many of one sort are named; the rest are counted.
MOST_NAMED = 20


@dataclass(frozen=True)
class Use:
    """Everything of one sort that an article takes along, or leaves without its end."""

    what: str
    # What becomes of it when the article is deleted.
    breaks: str
    number: int
    # (words, address at the desk or nothing), the first of them.
    named: list[tuple[str, str]] = field(default_factory=list)
    # What somebody needs to be allowed for, because it goes with the article.
    permission: str = ""

    @property
    def more(self) -> int:
        return self.number - len(self.named)


def of(article: Article) -> list[Use]:
    """Return what there is; one or two questions for each sort."""
    found = (import_string(name)(article) for name in settings.ARTICLE_USES)
    return [use for uses in found for use in uses if use.number]
