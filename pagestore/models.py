from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PurgeOrder(models.Model):
    """Pages with any of these tags hold no longer: each host and each cache in front forgets them.

    Written in the transaction of an act, for now and for each moment at which something will
    change by itself. Hosts look for orders that they have not seen; `next_try_at`, `tries` and
    `done_at` are about the caches in PURGE_URLS alone.
    """

    tags = models.JSONField(_("tags"))
    created_at = models.DateTimeField(_("ordered"), default=timezone.now)
    # The moment that it is for. It stays, however often a cache has to be asked.
    due_at = models.DateTimeField(_("takes effect"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    done_at = models.DateTimeField(_("carried out"), null=True, blank=True)

    class Meta:
        verbose_name = _("purge order")
        verbose_name_plural = _("purge orders")
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="purge_waiting",
                condition=models.Q(done_at=None),
            ),
            models.Index(fields=["created_at"], name="purge_created"),
            models.Index(fields=["due_at"], name="purge_due"),
        ]

    def __str__(self) -> str:
        return f"{self.due_at:%F %T} ({len(self.tags)})"
