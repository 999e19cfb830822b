from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PurgeOrder(models.Model):
    """Addresses that every cache in front of the portal must forget.

    Stored in the transaction of a publishing act; kept until the caches have answered.
    """

    paths = models.JSONField(_("addresses"))
    created_at = models.DateTimeField(_("ordered"), default=timezone.now)
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%F %T} ({len(self.paths)})"
