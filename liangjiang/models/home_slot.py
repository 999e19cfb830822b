from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from articles import dependence
from articles.models import Article
from languages import column
from liangjiang.models.timed import FROM, UNTIL, Timed, TimedQuerySet, ends_after_start

MOST = 99


class Place(models.TextChoices):
    LEAD = "lead", pgettext_lazy("place on the home page", "lead story")
    SECONDARY = "secondary", pgettext_lazy("place on the home page", "beside the lead story")
    NEWS = "news", pgettext_lazy("place on the home page", "news list")
    INVESTING = "investing", pgettext_lazy("place on the home page", "block Investing")
    LIVING = "living", pgettext_lazy("place on the home page", "block Living")
    ABOUT = "about", pgettext_lazy("place on the home page", "block About")

    @property
    def room(self) -> int:
        """How many articles stand there."""
        # The news list fills rows of three, or stands beside the lead story.
        return {Place.LEAD: 1, Place.SECONDARY: 3, Place.NEWS: 6, Place.ABOUT: 4}.get(self, 5)


class HomeSlotQuerySet(TimedQuerySet):
    def on_page(self, language: str, at: datetime | None = None) -> "HomeSlotQuerySet":
        """Return what counts on the home page of `language`, in the order of each place.

        A slot counts within its times if visitors may read its article in that language. Raises
        UnknownLanguage for a code that the portal does not have.
        """
        public = Article.objects.public(language, at)
        # Asked of each slot: SQLite would make a list of all public articles otherwise.
        may_be_read = models.Exists(public.filter(pk=models.OuterRef("article_id")))
        rows = self.running(at).filter(may_be_read, language__in=["", language])
        # In one place the order decides, then what started last. At the top there is no order.
        at_the_top = models.When(place=Place.LEAD, then=0)
        order = models.Case(at_the_top, default=F("position"), output_field=models.IntegerField())
        rows = rows.order_by(order, F("starts_at").desc(nulls_last=True), "-pk")
        rows = rows.select_related("article__category__section", "article__picture")
        bodies = ("body", *(column("body", code) for code in languages.codes()))
        return rows.defer(*(f"article__{name}" for name in bodies))


class HomeSlot(Timed):
    """An article that an editor has placed on the home page, for a time and a language."""

    place = models.CharField(
        pgettext_lazy("on the home page", "place"),
        max_length=20,
        choices=Place,
        help_text=_(
            "Room for one lead story, three beside it, four in the block About and five in the "
            "others. What is left free the newest articles fill. While nothing is placed beside "
            "the lead story, the news list stands there."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST)],
        help_text=_(
            "1 comes first; of two with the same number, the one that started later. Of several "
            "lead stories the one that started last stands at the top, whatever the number."
        ),
    )
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        limit_choices_to={"live": None},
        related_name="home_slots",
        verbose_name=_("article"),
        help_text=_(
            "Any article, from any section. It shows only in languages in which it is published."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Left empty, it stands on the home page of every language."),
    )
    starts_at = models.DateTimeField(
        FROM, null=True, blank=True, help_text=_("Beijing time. Left empty: at once.")
    )
    ends_at = models.DateTimeField(
        UNTIL,
        null=True,
        blank=True,
        help_text=_("Beijing time. Left empty: until somebody changes it."),
    )

    objects = HomeSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the home page")
        verbose_name_plural = _("places on the home page")
        constraints = [ends_after_start("home_slot_ends_after_start")]

    def __str__(self) -> str:
        return _("%(place)s: %(article)s") % {
            "place": self.get_place_display(),
            "article": self.article,
        }

    def page_tags(self) -> list[str]:
        return [dependence.on_home_page(code) for code in self.page_languages()]

    def page_languages(self) -> list[str]:
        """Return the languages on whose home page it may stand."""
        return [self.language] if self.language else languages.codes()

    def rivals(self) -> "HomeSlotQuerySet":
        """Return the other slots of its place that share a time and a language with it."""
        rows = HomeSlot.objects.filter(place=self.place).exclude(pk=self.pk)
        if self.language:
            rows = rows.filter(language__in=["", self.language])
        if self.starts_at:
            rows = rows.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=self.starts_at))
        if self.ends_at:
            rows = rows.filter(models.Q(starts_at=None) | models.Q(starts_at__lt=self.ends_at))
        return rows

    def starts_after(self, other: "HomeSlot") -> bool:
        """Whether it comes before `other` where both have the same number."""
        if self.starts_at == other.starts_at:
            return self.pk > other.pk
        return other.starts_at is None or (
            self.starts_at is not None and self.starts_at > other.starts_at
        )
