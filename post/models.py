from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet):
    def due(self) -> "LetterQuerySet":
        return self.filter(sent_at=None, given_up_at=None, next_try_at__lte=timezone.now())


class Letter(models.Model):
    """A mail that is to be sent. Stored in the transaction that caused it; sent by the worker.

    The Message-ID is fixed when the letter is stored: if a crash between sending and marking
    repeats a mail, the mail programs of its readers can tell that it is the same one.
    """

    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    sender = models.CharField(_("from"), max_length=320)
    recipients = models.JSONField(_("to"))
    subject = models.CharField(_("subject"), max_length=300)
    # The whole message (RFC 5322), empty once it is sent: it may hold a password reset link.
    raw = models.BinaryField(_("message"))
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="letter_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.subject


class WorkerSign(models.Model):
    """When the worker was last seen, for /readyz."""

    name = models.CharField(max_length=40, unique=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sign of the worker")
        verbose_name_plural = _("signs of the worker")

    def __str__(self) -> str:
        return f"{self.name} {self.seen_at:%F %T}"
