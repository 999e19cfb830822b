from django.db import models
from django.utils.translation import gettext_lazy as _

from liangjiang.models.timed import FROM, UNTIL, Timed, ends_after_start


class Mourning(Timed):
    """A time in which every public page is grey."""

    note = models.CharField(
        _("occasion"), max_length=200, help_text=_("For your colleagues. Visitors do not see it.")
    )
    starts_at = models.DateTimeField(
        FROM, help_text=_("Beijing time. Every public page turns grey then.")
    )
    ends_at = models.DateTimeField(
        UNTIL, help_text=_("Beijing time. The colours come back by themselves.")
    )

    class Meta:
        verbose_name = _("time of mourning")
        verbose_name_plural = _("times of mourning")
        constraints = [ends_after_start("mourning_ends_after_start")]

    def __str__(self) -> str:
        return self.note
