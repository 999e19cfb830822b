from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DiscardedFile(models.Model):
    """A master that no picture has any more: replaced, or its picture was deleted.

    Pages kept by browsers and caches still name its renditions, so the files stay for a while.
    """

    name = models.CharField(max_length=200, unique=True)
    discarded_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("discarded file")
        verbose_name_plural = _("discarded files")

    def __str__(self) -> str:
        return self.name
