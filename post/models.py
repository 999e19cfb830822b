from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterQuerySet(models.QuerySet):
    def waiting(self) -> "LetterQuerySet":
        return self.filter(sent_at=None, given_up_at=None, discarded_at=None)

    def unclaimed(self) -> "LetterQuerySet":
        """Return letters that no worker is sending; a worker that died has lost its claim."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lte=timezone.now()))

    def due(self) -> "LetterQuerySet":
        return self.waiting().unclaimed().filter(next_try_at__lte=timezone.now())

    def given_up(self) -> "LetterQuerySet":
        """Return the letters that somebody has to look at."""
        return self.filter(given_up_at__isnull=False, discarded_at=None)


class Letter(models.Model):
    """A mail to one address. Stored in the transaction that caused it; sent by the worker.

    The Message-ID is fixed when the letter is stored: if a crash between sending and marking
    repeats a mail, the mail programs of its readers can tell that it is the same one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("state of a letter", "waiting")
        SENDING = "sending", pgettext_lazy("state of a letter", "being sent")
        SENT = "sent", pgettext_lazy("state of a letter", "sent")
        GIVEN_UP = "given-up", pgettext_lazy("state of a letter", "given up")
        DISCARDED = "discarded", pgettext_lazy("state of a letter", "discarded")

    class Problem(models.TextChoices):
        REFUSED = "refused", _("The mail server refuses this letter")
        LATER = "later", _("The mail server does not take it now")
        AWAY = "away", _("The mail server cannot be reached or broke off")
        INTERRUPTED = "interrupted", _("The worker stopped while sending")
        OTHER = "other", _("Sending failed")

    message_id = models.CharField(_("Message-ID"), max_length=200)
    sender = models.CharField(_("from"), max_length=320)
    recipient = models.CharField(_("to"), max_length=320)
    subject = models.CharField(_("subject"), max_length=300)
    # The whole message (RFC 5322), empty once it is sent: it may hold a password reset link.
    raw = models.BinaryField(_("message"))
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    # Later than `created_at` once somebody has asked for another try.
    queued_at = models.DateTimeField(_("waits since"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    # A worker that sends the letter has it to itself until then.
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem, blank=True)
    # The server's own words.
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    discarded_at = models.DateTimeField(_("discarded"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="letter_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            ),
            models.Index(
                fields=["given_up_at"],
                name="letter_given_up",
                condition=Q(given_up_at__isnull=False),
            ),
            models.Index(fields=["message_id"], name="letter_message_id"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def masked_recipient(self) -> str:
        """The address as far as a list shows it: enough to tell letters apart, not whose."""
        name, _at, host = self.recipient.rpartition("@")
        return f"{name[:1]}…@{host}"

    @property
    def state(self) -> "Letter.State":
        if self.sent_at:
            return self.State.SENT
        if self.discarded_at:
            return self.State.DISCARDED
        if self.given_up_at:
            return self.State.GIVEN_UP
        if self.claimed_until and self.claimed_until > timezone.now():
            return self.State.SENDING
        return self.State.WAITING


class WorkerSign(models.Model):
    """When the worker was last seen, for /readyz."""

    name = models.CharField(max_length=40, unique=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sign of the worker")
        verbose_name_plural = _("signs of the worker")

    def __str__(self) -> str:
        return f"{self.name} {self.seen_at:%F %T}"
