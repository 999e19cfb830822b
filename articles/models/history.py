from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ArticleLanguage(models.Model):
    """What the desk knows about one language of an article besides its text."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10)
    first_published_at = models.DateTimeField(_("first published"), null=True, blank=True)
    last_updated_at = models.DateTimeField(_("last updated"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("language of an article")
        verbose_name_plural = _("languages of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="article_language_unique")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"


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

    def __str__(self) -> str:
        return f"{self.article_id} {self.strand} {self.number}"


class ActQuerySet(models.QuerySet):
    def pending(self) -> "ActQuerySet":
        return self.filter(done_at=None, cancelled_at=None)


class Act(models.Model):
    """One act of publishing or withdrawing: the record of it, and the order while it is not due."""

    class Verb(models.TextChoices):
        PUBLISH = "publish", _("publish")
        WITHDRAW = "withdraw", _("withdraw")

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

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("publishing act")
        verbose_name_plural = _("publishing acts")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="act_pending",
                condition=models.Q(done_at=None, cancelled_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {', '.join(self.strands)}"
