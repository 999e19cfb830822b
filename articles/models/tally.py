from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tally(models.Model):
    """So many articles of a place and a month that can be read from a moment on, or so many less.

    How many there are is the sum of the rows that hold now: nothing has to run when something
    appears or ends by itself. Written by `articles.tallies` and `articles.recount` alone, which
    never change a row, so that no publication waits for another one.
    """

    category = models.ForeignKey("articles.Category", models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("kind"), max_length=60)
    # Of the publication, in Beijing time.
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    has_picture = models.BooleanField()
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    number = models.IntegerField(pgettext_lazy("how many", "number"))

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        # A sum reads the index alone.
        indexes = [
            models.Index(
                fields=[
                    "language",
                    "category",
                    "kind",
                    "year",
                    "month",
                    "has_picture",
                    "starts_at",
                    "ends_at",
                    "number",
                ],
                name="tally_sums",
            )
        ]

    def __str__(self) -> str:
        return f"{self.category_id} {self.language} {self.year}-{self.month:02}: {self.number}"
