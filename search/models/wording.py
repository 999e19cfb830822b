from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from search import synonyms
from search.query import parse

FEWEST = 2


class Synonym(models.Model):
    """Words that mean the same to whoever looks for them, in any language."""

    words = models.TextField(
        _("words that mean the same"),
        max_length=1000,
        help_text=_(
            "One per line, English and Chinese together. Who looks for one of them finds the pages "
            "with any of them, from the next search on."
        ),
    )

    class Meta:
        verbose_name = pgettext_lazy("search", "synonym")
        verbose_name_plural = pgettext_lazy("search", "synonyms")

    def __str__(self) -> str:
        return " = ".join(self.terms)

    @property
    def terms(self) -> tuple[str, ...]:
        return synonyms.terms_of(self.words)

    def clean(self) -> None:
        said = [term for term in self.terms if parse(term).clauses]
        if len(said) < FEWEST:
            raise ValidationError({"words": _("Enter at least two words, each on its own line.")})


class Promotion(models.Model):
    """An article that stands above all others for certain words."""

    words = models.TextField(
        _("words searched for"),
        max_length=1000,
        help_text=_("One search per line, such as: business visa"),
    )
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        limit_choices_to={"live": None},
        related_name="+",
        verbose_name=_("article"),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=[(code, languages.name(code)) for code in languages.codes()],
        help_text=_("Left empty, in every language in which the article is public."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The lowest number stands first.")
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("recommended result")
        verbose_name_plural = _("recommended results")

    def __str__(self) -> str:
        return f"{', '.join(self.searches)} → {self.article}"

    @property
    def searches(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]
