from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Asked(models.Model):
    """How often some words were looked for on a day: nobody's name, address or hour is kept."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10)
    words = models.CharField(_("words searched for"), max_length=80)
    times = models.PositiveIntegerField(pgettext_lazy("how often", "searches"), default=0)
    found = models.PositiveIntegerField(_("results"), default=0)
    opened = models.PositiveIntegerField(_("results opened"), default=0)

    class Meta:
        verbose_name = _("search of visitors")
        verbose_name_plural = _("searches of visitors")
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "words"], name="search_asked_unique")
        ]

    def __str__(self) -> str:
        return self.words
