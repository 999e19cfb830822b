from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from search import analysis, synonyms
from search.query import parse

FEWEST, MOST = 2, 20
LONGEST = 60


def check_lines(lines: list[str]) -> None:
    """Refuse lines by which nothing could be looked for, with the words that are wrong."""
    if len(lines) > MOST:
        raise _refused(_("Enter at most %(most)s lines."), most=MOST)
    for line in lines:
        if len(line) > LONGEST:
            words = _("“%(line)s” is longer than %(most)s characters.")
            raise _refused(words, line=line, most=LONGEST)
        if not parse(line).clauses:
            words = _("“%(line)s” says too little: nobody can search for it alone.")
            raise _refused(words, line=line)


def _key(term: str) -> str:
    return " ".join(analysis.comparable(term).split())


def _refused(words: str, **parts) -> ValidationError:
    return ValidationError({"words": ValidationError(words, params=parts)})


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
        check_lines(list(self.terms))
        keys = {_key(term): term for term in self.terms}
        if len(keys) < FEWEST:
            raise ValidationError({"words": _("Enter at least two words, each on its own line.")})
        for other in Synonym.objects.exclude(pk=self.pk):
            # Two groups with a word in common would be one for that word alone.
            if same := {_key(term) for term in other.terms} & keys.keys():
                words = _("“%(word)s” stands elsewhere already: %(other)s. Add your words there.")
                raise _refused(words, word=keys[min(same)], other=other)


class Promotion(models.Model):
    """An article that stands above all others for certain words."""

    words = models.TextField(
        _("words searched for"),
        max_length=1000,
        help_text=_(
            "One search per line, such as: business visa. Whoever searches for exactly these words "
            "finds the article above all others, from the next search on."
        ),
    )
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        limit_choices_to={"live": None},
        related_name="+",
        verbose_name=_("article"),
        help_text=_("It is recommended in the languages in which it is public."),
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
        return [" ".join(line.split()) for line in self.words.splitlines() if line.strip()]

    def clean(self) -> None:
        check_lines(self.searches)
