from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

import languages
from search.models.terms import TermsField

# How many bits of an entry's number say what: language, second, article.
_SECONDS, _ARTICLE = 35, 24


class Entry(models.Model):
    """What the search knows of a published language of an article.

    Its number puts entries in the order of their language and then of their publication: so the
    newest that hold a common word are found without looking at all of them, and none that is still
    to come is among them. `search.entries` keeps it.
    """

    id = models.BigIntegerField(primary_key=True)
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=10)
    published_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    # Terms and words of the title and the summary, for ranking.
    title_terms = models.TextField()
    title_words = models.TextField()
    summary_terms = models.TextField()
    # What is looked up: title, summary, how both sound, kind, section and year; and the text too.
    heading = TermsField()
    everything = TermsField()
    version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="search_entry_unique")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"


def number(language: str, published_at: datetime, article: int) -> int:
    """Return the number of an entry; articles up to 16 million, times from 1970 to 3058."""
    place = languages.codes().index(language)
    second = max(0, int(published_at.timestamp()))
    return ((place << _SECONDS | second) << _ARTICLE) | article & ((1 << _ARTICLE) - 1)


def numbers(language: str, until: datetime) -> tuple[int, int]:
    """Return the least and the greatest number that a language has until a time."""
    lowest = languages.codes().index(language) << (_SECONDS + _ARTICLE)
    return lowest, number(language, until, (1 << _ARTICLE) - 1)


def place_of(number: int) -> int:
    """Return the place of an entry's language among the portal's."""
    return number >> (_SECONDS + _ARTICLE)


class Word(models.Model):
    """A word of a public text in a script with spaces: what a misspelt one may have meant."""

    word = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")
        indexes = [models.Index(fields=["length", "word"], name="search_word_length")]

    def __str__(self) -> str:
        return self.word
