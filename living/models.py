from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Info(Article):
    """Something for daily life: a place to go, a school, a number to call."""

    article = models.OneToOneField(
        Article, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    address = models.CharField(_("street address"), max_length=200, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    checked_on = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that every statement still holds."),
    )

    class Meta:
        verbose_name = _("living information")
        verbose_name_plural = _("living information")
