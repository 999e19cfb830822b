from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """Somebody has an article open in the desk. Forgotten soon after they were last heard of."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    seen_at = models.DateTimeField(_("last heard of"), default=timezone.now)

    class Meta:
        verbose_name = _("open article")
        verbose_name_plural = _("open articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="presence_unique")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.person_id}"


class Typing(models.Model):
    """What somebody has typed into a form and not saved: theirs alone, never in the history."""

    # The form as it was opened: a second window of the same article is another one.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Empty while the article has never been saved; `kind` says what it would become.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, related_name="typings"
    )
    kind = models.CharField(_("kind"), max_length=60)
    # {name of a field: [values]}, as the form would have sent them.
    data = models.JSONField(_("typed"), default=dict)
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    typed_at = models.DateTimeField(_("last typed"), default=timezone.now)

    class Meta:
        verbose_name = _("unsaved typing")
        verbose_name_plural = _("unsaved typing")
        indexes = [
            models.Index(fields=["person", "-typed_at"], name="typing_of_person"),
            models.Index(fields=["typed_at"], name="typing_age"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.article_id or ''}".strip()
