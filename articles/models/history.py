from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Revision(models.Model):
    """The content of one strand as somebody deliberately saved it. Never changed afterwards."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    strand = models.CharField(_("strand"), max_length=10)
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("saved"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "strand", "number"], name="revision_number_unique"
            )
        ]
        indexes = [models.Index(fields=["article", "-created_at"], name="revision_of_article")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.strand} {self.number}"


class ActQuerySet(models.QuerySet):
    def pending(self) -> "ActQuerySet":
        return self.filter(done_at=None, cancelled_at=None)

    def with_undone(self) -> "ActQuerySet":
        """Add to each undoing what it undid: its verb, its moment, and what stood before it."""
        # Both are written at the same moment.
        undone = Act.objects.filter(
            article_id=models.OuterRef("article_id"), undone_at=models.OuterRef("done_at")
        ).order_by("-pk")
        return self.annotate(
            undone_verb=models.Subquery(undone.values("verb")[:1]),
            undone_due_at=models.Subquery(undone.values("due_at")[:1]),
            undone_before=models.Subquery(undone.values("before")[:1]),
        )


# An order that is so late has been forgotten by the worker and by every page.
PATIENCE = timedelta(minutes=2)
# What takes effect so soon was not scheduled.
AT_ONCE = timedelta(seconds=5)


class Act(models.Model):
    """One deliberate act on an article: the record of it, and the order while it is not due.

    Only publishing can be ordered for later; everything else is done when it is recorded.
    """

    class Verb(models.TextChoices):
        PUBLISH = "publish", _("publish")
        WITHDRAW = "withdraw", _("withdraw")
        UNDO = "undo", _("undo a publication")
        SUBMIT = "submit", _("submit for review")
        APPROVE = "approve", _("approve")
        SEND_BACK = "send_back", _("send back")
        CONFIRM = "confirm", _("confirm as current")
        SMALL_EDIT = "small_edit", _("small edit: translation stays valid")
        RESTORE = "restore", _("restore an earlier version")

    class Change(models.TextChoices):
        """What visitors are told of an update."""

        MINOR = "minor", pgettext_lazy("public change note", "Minor change")
        MAJOR = "major", pgettext_lazy("public change note", "Major change")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="acts")
    verb = models.CharField(_("act"), max_length=10, choices=Verb)
    # {strand: number of the revision made public}; a withdrawal names languages with no number.
    strands = models.JSONField(_("strands"))
    due_at = models.DateTimeField(_("takes effect"))
    done_at = models.DateTimeField(_("carried out"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    created_at = models.DateTimeField(_("ordered"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    # What visitors may read of it: how much has changed, and {language: what has changed}.
    change = models.CharField(_("change"), max_length=10, choices=Change, blank=True)
    public_notes = models.JSONField(_("change note"), default=dict, blank=True)
    # Published alone in a section of four eyes, by somebody who may.
    is_exception = models.BooleanField(_("without a second person"), default=False)
    # What stood there before, so that the act can be undone.
    before = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    # An order that could not be carried out when it was due.
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    refusal = models.CharField(_("why it was refused"), max_length=300, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("publishing act")
        verbose_name_plural = _("publishing acts")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="act_pending",
                condition=models.Q(done_at=None, cancelled_at=None),
            ),
            models.Index(fields=["article", "-created_at"], name="act_of_article"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {', '.join(self.strands)}"

    @property
    def is_ahead(self) -> bool:
        """Whether it was scheduled: a publication that was given a moment to come."""
        return self.verb == self.Verb.PUBLISH and self.due_at > self.created_at + AT_ONCE

    @property
    def is_late(self) -> bool:
        """Whether an order that is not carried out was refused, or should have been by now."""
        return self.refused_at is not None or self.due_at < timezone.now() - PATIENCE
