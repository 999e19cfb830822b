import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

import languages
from articles.models.article import clean_texts
from languages import column, has_text
from liangjiang.models.timed import FROM, UNTIL, Timed, TimedQuerySet, ends_after_start

PATH = re.compile(r"/(?![/\\])[^\s\\]*")


def check_link(address: str) -> None:
    """Refuse what is neither a path on this site nor an https address."""
    if PATH.fullmatch(address):
        return
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError as error:
        raise ValidationError(
            _("Write a path on this site, such as /en/news/, or an address with https://.")
        ) from error


class SiteNoticeQuerySet(TimedQuerySet):
    def written_in(self, language: str) -> "SiteNoticeQuerySet":
        return self.filter(**{f"{column('text', language)}__gt": ""})


class SiteNotice(Timed):
    """A few words on top of every public page: a typhoon, a holiday, a service that is closed."""

    class Kind(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("kind of notice", "information")
        WARNING = "warning", pgettext_lazy("kind of notice", "warning")

    kind = models.CharField(
        _("kind of notice"),
        max_length=20,
        choices=Kind,
        default=Kind.INFORMATION,
        help_text=_("Warnings come first and in a warm colour."),
    )
    text = models.CharField(
        pgettext_lazy("of a notice", "text"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("One or two short sentences. Left empty, it does not show in this language."),
    )
    link_address = models.CharField(
        _("address of the link"),
        max_length=300,
        blank=True,
        default="",
        validators=[check_link],
        help_text=_("A path on this site, such as /en/news/, or an address with https://."),
    )
    link_text = models.CharField(
        _("words of the link"),
        max_length=80,
        blank=True,
        default="",
        help_text=_("Where the link leads, such as “Opening hours in the holiday”."),
    )
    starts_at = models.DateTimeField(FROM, default=timezone.now, help_text=_("Beijing time."))
    ends_at = models.DateTimeField(
        UNTIL,
        null=True,
        blank=True,
        help_text=_("Beijing time. Left empty: until somebody changes it."),
    )

    objects = SiteNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice on every page")
        verbose_name_plural = _("notices on every page")
        constraints = [ends_after_start("site_notice_ends_after_start")]

    def __str__(self) -> str:
        own = languages.normalise(get_language() or languages.codes()[0])
        written = [code for code in [own, *languages.others(own)] if has_text(self, "text", code)]
        return getattr(self, column("text", written[0])) if written else str(_("untitled"))

    def save(self, *args, **kwargs) -> None:
        clean_texts(self)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not any(has_text(self, "text", code) for code in languages.codes()):
            raise ValidationError(_("Write the notice in at least one language."))
        errors = {}
        for code in languages.codes():
            text, address, words = (
                has_text(self, name, code) for name in ("text", "link_address", "link_text")
            )
            if address and not words:
                errors[column("link_text", code)] = _("Say in words where the link leads.")
            elif words and not address:
                errors[column("link_address", code)] = _("Write the address of this link.")
            elif address and not text:
                errors[column("text", code)] = _("A link needs the notice it belongs to.")
        if errors:
            raise ValidationError(errors)
