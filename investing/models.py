from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Guide(Article):
    """What an investor needs to know: advantages, costs, policies, procedures in words."""

    article = models.OneToOneField(
        Article, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    checked_on = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that every statement still holds."),
    )

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
