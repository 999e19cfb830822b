from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from languages import column


class ReplyTemplate(models.Model):
    """A text to begin a reply with, in each language; `contact.placeholders` are filled in."""

    key = models.CharField(
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="How the program knows the templates it came with; None of others.",
    )
    position = models.PositiveSmallIntegerField(_("order in the list"), default=0)
    is_offered = models.BooleanField(
        _("offered"),
        default=True,
        help_text=_("Without this tick the template is kept but not offered for replies."),
    )
    is_answer = models.BooleanField(
        _("is the answer"),
        default=True,
        help_text=_("Without this tick the enquiry stays open when it is sent."),
    )
    name = models.CharField(pgettext_lazy("of a template", "name"), max_length=80, blank=True)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    text = models.TextField(_("text"), max_length=10000, blank=True)

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")

    def __str__(self) -> str:
        names = (getattr(self, column("name", code)) for code in languages.codes())
        return self.name or next(filter(None, names), f"{self.pk}")

    def is_written_in(self, language: str) -> bool:
        return all(languages.has_text(self, name, language) for name in ("subject", "text"))
