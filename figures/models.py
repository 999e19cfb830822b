from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

import languages
from figures import dependence, numbers, periods
from figures.periods import Span
from languages import column, has_text
from pagestore.purge import order_purge_at
from pagestore.recording import use

TEXTS = ("name", "unit", "note", "source")
# Without these an indicator does not show in a language.
NEEDED = {
    "name": _("Write what is counted, or leave everything in this language empty."),
    "source": _("Write who says so: a figure without a source is not shown."),
}
WEB = URLValidator(schemes=["https", "http"])


class PurgingQuerySet(models.QuerySet):
    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            for row in self:
                row.order_purge()
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class IndicatorQuerySet(PurgingQuerySet):
    def shown(self, language: str) -> "IndicatorQuerySet":
        """Return what visitors see in `language`, in order: named, with a source and a number."""
        needed = {f"{column(name, language)}__gt": "" for name in NEEDED}
        has_value = models.Exists(Value.objects.filter(indicator=models.OuterRef("pk")))
        rows = self.filter(has_value, **needed).order_by("position", "pk")
        return rows.prefetch_related("values")


class Purging(models.Model):
    """What stands on public pages that caches keep: they are told in its own transaction."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.order_purge()

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            self.order_purge()
            return super().delete(*args, **kwargs)

    def order_purge(self) -> None:
        raise NotImplementedError


class Indicator(Purging):
    """Something that is counted, with who counts it; its numbers are `Value` rows."""

    sample_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("1 comes first.")
    )
    is_on_home = models.BooleanField(
        _("on the home page"),
        default=False,
        help_text=_("The first four of them stand there, each with its latest number."),
    )
    name = models.CharField(
        _("what is counted"),
        max_length=80,
        blank=True,
        default="",
        help_text=_("Left empty, the figure does not show in this language."),
    )
    unit = models.CharField(
        _("unit"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("The scale is added by itself."),
    )
    note = models.CharField(
        pgettext_lazy("shown beside a number", "note"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("One sentence on what is counted and what is not."),
    )
    source = models.CharField(
        _("source"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("Who says so."),
    )
    source_address = models.CharField(
        _("address of the source"),
        max_length=500,
        validators=[WEB],
        help_text=_("The page where the number stands, with https://."),
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("with a number and a source", "figure")
        verbose_name_plural = pgettext_lazy("with a number and a source", "figures")

    def __str__(self) -> str:
        own = languages.normalise(get_language() or languages.EN)
        names = (getattr(self, column("name", code)) for code in [own, *languages.others(own)])
        return next(filter(None, names), str(_("untitled")))

    def save(self, *args, **kwargs) -> None:
        for name in TEXTS:
            for code in languages.codes():
                text = getattr(self, column(name, code)) or ""
                setattr(self, column(name, code), " ".join(text.split()))
        super().save(*args, **kwargs)

    @classmethod
    def from_db(cls, *args) -> "Indicator":
        row = super().from_db(*args)
        use(dependence.indicator(row.pk))
        return row

    def clean(self) -> None:
        written = [
            code for code in languages.codes() if any(has_text(self, name, code) for name in TEXTS)
        ]
        if not written:
            raise ValidationError(_("Write the figure in at least one language."))
        errors = {
            column(name, code): words
            for code in written
            for name, words in NEEDED.items()
            if not has_text(self, name, code)
        }
        if errors:
            raise ValidationError(errors)

    def is_written_in(self, language: str) -> bool:
        return all(has_text(self, name, language) for name in NEEDED)

    def in_order(self) -> list["Value"]:
        """Return its numbers, the earliest first."""
        return sorted(self.values.all(), key=lambda value: value.order)

    def table_address(self) -> str:
        return reverse("figures-table", args=[self.pk])

    def order_purge(self) -> None:
        order_purge_at([dependence.ALL, dependence.indicator(self.pk)])


class Value(Purging):
    """A number for a period, as it was known on a day."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="values", verbose_name=Indicator._meta.verbose_name
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1949), MaxValueValidator(2100)]
    )
    span = models.CharField(_("period"), max_length=3, choices=Span, default=Span.YEAR)
    number = models.DecimalField(
        pgettext_lazy("how many", "number"),
        max_digits=15,
        decimal_places=2,
        help_text=_("All its digits, without commas: 339100000000."),
    )
    is_approximate = models.BooleanField(
        _("approximate"),
        default=False,
        help_text=_("The source says “about”, and so does the portal."),
    )
    as_of = models.DateField(
        _("as of"), help_text=_("The day of the source, or the day on which it was counted.")
    )
    source_address = models.CharField(
        _("address of the source, if another"),
        max_length=500,
        blank=True,
        default="",
        validators=[WEB],
    )

    objects = PurgingQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("how many", "number")
        verbose_name_plural = pgettext_lazy("how many", "numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "span"],
                name="one_value_a_period",
                violation_error_message=_("There is a number for this period already."),
            )
        ]

    def __str__(self) -> str:
        return periods.name(self.year, self.span)

    def written(self, language: str, unit: str) -> str:
        return numbers.written(self.number, language, unit, is_approximate=self.is_approximate)

    def clean(self) -> None:
        if self.as_of and self.as_of > timezone.localdate():
            raise ValidationError({"as_of": _("This day is still to come.")})

    @property
    def order(self) -> tuple[int, int]:
        return self.year, Span(self.span).last_month

    def order_purge(self) -> None:
        self.indicator.order_purge()
