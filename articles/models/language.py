from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Work(models.TextChoices):
    """What is going on with the text that editors write in, apart from what visitors read."""

    NONE = "none", pgettext_lazy("work on a language", "No work in hand")
    DRAFT = "draft", pgettext_lazy("work on a language", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("work on a language", "In review")
    SENT_BACK = "sent_back", pgettext_lazy("work on a language", "Sent back")
    APPROVED = "approved", pgettext_lazy("work on a language", "Approved")


class Match(models.TextChoices):
    """How a language stands to the other one: decided by hashes of their texts."""

    NOTHING = "nothing", pgettext_lazy("match of two languages", "Nothing written")
    ONLY = "only", pgettext_lazy("match of two languages", "Only language")
    MISSING = "missing", pgettext_lazy("match of two languages", "Missing")
    CURRENT = "current", pgettext_lazy("match of two languages", "Current")
    OUTDATED = "outdated", pgettext_lazy("match of two languages", "Out of date")
    CONFIRMED = "confirmed", pgettext_lazy("match of two languages", "Confirmed")


class ArticleLanguage(models.Model):
    """What the desk knows about one language of an article besides its text.

    Three facts stand apart: whether visitors read it (decided by times, see `is_public`), what
    work is in hand (`work`), and whether it says what the other language says (`match`).
    There is a row for each language of every article; `articles.facts` keeps it.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10)
    first_published_at = models.DateTimeField(_("first published"), null=True, blank=True)
    last_updated_at = models.DateTimeField(_("last updated"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # What visitors find at the address of a withdrawn text: words, or the way to another article.
    withdrawal_notice = models.CharField(_("notice for visitors"), max_length=500, blank=True)
    withdrawal_target = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to"),
    )

    work = models.CharField(_("work"), max_length=10, choices=Work, default=Work.NONE)
    # The version of the text that was submitted, sent back or approved; a newer one is a draft.
    work_number = models.PositiveIntegerField(default=0)
    work_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    work_at = models.DateTimeField(null=True, blank=True)

    match = models.CharField(_("match"), max_length=10, choices=Match, default=Match.NOTHING)
    # Since when it is out of date.
    match_since = models.DateTimeField(null=True, blank=True)
    # {name of a text: hash of its normalised words}, of the text that editors write in.
    hashes = models.JSONField(default=dict)
    # The version of the other language that this one was written or confirmed from, its hashes,
    # and this language's own version at that moment.
    basis_number = models.PositiveIntegerField(default=0)
    basis_hashes = models.JSONField(default=dict)
    basis_own_number = models.PositiveIntegerField(default=0)
    # Whether a person has said that both say the same; else it was written from that version.
    basis_is_confirmed = models.BooleanField(default=False)
    basis_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    basis_at = models.DateTimeField(null=True, blank=True)
    # The same of the text that a draft began with: whoever discards the draft goes back to it.
    before_draft = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("language of an article")
        verbose_name_plural = _("languages of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="article_language_unique")
        ]
        indexes = [
            models.Index(
                fields=["language", "match", "match_since"], name="article_language_match"
            ),
            models.Index(fields=["language", "work", "work_at"], name="article_language_work"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"
