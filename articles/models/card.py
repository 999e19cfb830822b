from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ShareCard(models.Model):
    """The card of one language of an article, and the order to draw it (articles.cards)."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="cards")
    language = models.CharField(max_length=10)
    # Where the storage keeps it; empty while there is none.
    name = models.CharField(max_length=100, blank=True)
    # When it is to be drawn, or tried again; nothing while it is as it should be.
    due_at = models.DateTimeField(null=True, default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("share card")
        verbose_name_plural = _("share cards")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="share_card_unique")
        ]
        indexes = [
            models.Index(
                fields=["tries", "due_at"],
                name="share_card_due",
                condition=models.Q(due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"


class DiscardedCard(models.Model):
    """A card that its article has no more: its file stays while pages kept elsewhere name it."""

    name = models.CharField(max_length=100, unique=True)
    discarded_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("discarded share card")
        verbose_name_plural = _("discarded share cards")

    def __str__(self) -> str:
        return self.name
