from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import old_paths


class OldAddress(models.Model):
    """A path that has moved; it answers 301 to an article for ever, or to another address."""

    path = models.CharField(
        _("old address"),
        max_length=old_paths.LONGEST,
        unique=True,
        help_text=_(
            "Such as /2021-08/19/content_37546317.htm. A whole address of the former site may be "
            "pasted; its path is kept. Small and capital letters are the same."
        ),
    )
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        limit_choices_to={"live": None},
        related_name="old_addresses",
        verbose_name=_("article"),
        help_text=_("Visitors get it in English if it is public in English, else in Chinese."),
    )
    target = models.CharField(
        _("other address"),
        max_length=500,
        blank=True,
        help_text=_(
            "Instead of an article: a page of this site, such as /en/news/, or an https:// address."
        ),
    )
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("Why, for your colleagues. Visitors do not see it."),
    )
    hits = models.PositiveIntegerField(_("used"), default=0, editable=False)
    last_hit_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.CheckConstraint(
                name="oldaddress_leads_to_one_place",
                condition=Q(Q(article=None) & ~Q(target="")) | Q(~Q(article=None) & Q(target="")),
                violation_error_message=_("Choose an article or enter another address, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.path

    def save(self, *args, **kwargs) -> None:
        # However it was written, it is found again: requests are compared in the same form.
        self.path = old_paths.canonical(self.path)
        super().save(*args, **kwargs)


class MissedAddress(models.Model):
    """A path that visitors ask for and that is not here. Written by `articles.missed` alone."""

    path = models.CharField(_("address"), max_length=old_paths.LONGEST, unique=True)
    hits = models.PositiveIntegerField(_("asked for"), default=1)
    first_seen_at = models.DateTimeField(_("first time"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last time"), default=timezone.now, db_index=True)
    # The page that holds the link, without its query, which may hold what somebody typed.
    referrer = models.CharField(_("linked from"), max_length=old_paths.LONGEST, blank=True)

    class Meta:
        verbose_name = _("missing page")
        verbose_name_plural = _("recent missing pages")

    def __str__(self) -> str:
        return self.path
