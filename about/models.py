from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Page(Article):
    """A page that stands for long: the introduction, a department, the terms."""

    article = models.OneToOneField(
        Article, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    checked_on = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that every statement still holds."),
    )

    schema_type = "WebPage"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
