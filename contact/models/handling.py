"""What was done with an enquiry: rows that are written once and stay."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contact.models.enquiry import Enquiry


class _Trace(models.Model):
    """Who, when, at which enquiry. The name is kept here too: accounts can be deleted."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("by"), max_length=310, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        abstract = True


class Step(_Trace):
    """An act at the desk; SHOWN and EXPORTED say who has seen the personal details."""

    class Verb(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("act at an enquiry", "taken in hand")
        HANDED_OVER = "handed-over", pgettext_lazy("act at an enquiry", "handed over")
        REPLIED = "replied", pgettext_lazy("act at an enquiry", "answered by mail")
        WRITTEN_TO = "written-to", pgettext_lazy("act at an enquiry", "written to by mail")
        ANSWERED = "answered", pgettext_lazy("act at an enquiry", "marked as answered")
        CLOSED = "closed", pgettext_lazy("act at an enquiry", "closed")
        REOPENED = "reopened", pgettext_lazy("act at an enquiry", "reopened")
        ERASED = "erased", pgettext_lazy("act at an enquiry", "personal details erased")
        SHOWN = "shown", pgettext_lazy("act at an enquiry", "personal details shown")
        EXPORTED = "exported", pgettext_lazy("act at an enquiry", "personal details exported")

    LOOKS = (Verb.SHOWN, Verb.EXPORTED)

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20, choices=Verb)
    # Whom it was handed over to.
    to_name = models.CharField(max_length=310, blank=True)

    class Meta:
        verbose_name = _("act at an enquiry")
        verbose_name_plural = _("acts at enquiries")

    def __str__(self) -> str:
        return f"{self.enquiry} {self.verb}"


class Note(_Trace):
    """Something the desk tells itself about an enquiry. Visitors never read it."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return f"{self.enquiry} {self.at:%F %T}"


class Reply(_Trace):
    """An answer that was given to the outbox; `message_id` finds its letter there."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="replies")
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    message_id = models.CharField(_("Message-ID"), max_length=200)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self) -> str:
        return f"{self.enquiry} {self.at:%F %T}"


class MorningRound(models.Model):
    """A day on which the desk has been reminded, or needed no reminder: one row, so done once."""

    day = models.DateField(unique=True)

    def __str__(self) -> str:
        return f"{self.day}"
