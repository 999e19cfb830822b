from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pagestore.purge import order_purge_at
from pagestore.tags import SITE

FROM = pgettext_lazy("label of a time", "from")
UNTIL = pgettext_lazy("label of a time", "until")
ENDS_TOO_EARLY = _("Choose an end that comes after the start.")


class State(models.TextChoices):
    RUNNING = "running", pgettext_lazy("state of something with two times", "running now")
    PLANNED = "planned", pgettext_lazy("state of something with two times", "planned")
    OVER = "over", pgettext_lazy("state of something with two times", "over")


def ends_after_start(name: str) -> models.CheckConstraint:
    condition = Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
    return models.CheckConstraint(
        name=name, condition=condition, violation_error_message=ENDS_TOO_EARLY
    )


def in_state(state: str, at: datetime | None = None) -> Q:
    """Return the condition for what is in a state (at `at`, by default now)."""
    at = at or timezone.now()
    has_begun = Q(starts_at=None) | Q(starts_at__lte=at)
    has_ended = Q(ends_at__isnull=False, ends_at__lte=at)
    return {
        State.RUNNING: has_begun & ~has_ended,
        State.PLANNED: ~has_begun & ~has_ended,
        State.OVER: has_ended,
    }[State(state)]


class TimedQuerySet(models.QuerySet):
    def running(self, at: datetime | None = None) -> "TimedQuerySet":
        return self.filter(in_state(State.RUNNING, at))

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            for row in self:
                row.order_purge()
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class Timed(models.Model):
    """When something shows on public pages between two times and nothing has to run for it.

    The pages ask the clock when they are written. The transaction that saves or deletes the
    row orders that they are forgotten now, at its start and at its end.
    A child declares `starts_at` and `ends_at`, either of which may be allowed to be empty.
    """

    objects = TimedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            earlier = type(self).objects.select_for_update().filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            self.order_purge(earlier)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            self.order_purge()
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": ENDS_TOO_EARLY})

    def state(self, at: datetime | None = None) -> State:
        """Tell what `in_state` tells for this row."""
        at = at or timezone.now()
        if self.ends_at and self.ends_at <= at:
            return State.OVER
        return State.PLANNED if self.starts_at and self.starts_at > at else State.RUNNING

    def page_tags(self) -> list[str]:
        """Return what all pages that show it have recorded (articles.dependence)."""
        return [SITE]

    def order_purge(self, earlier: "Timed | None" = None) -> None:
        """Order the purge of its pages, and of those that `earlier`, its former self, stood on."""
        tags = [*(earlier.page_tags() if earlier else []), *self.page_tags()]
        order_purge_at(tags, [self.starts_at, self.ends_at])
