from django.db import models


class AddressCount(models.Model):
    """How many enquiries came from one address in one span of time.

    The address itself is not kept: `key` is a keyed hash of it that nobody can turn back.
    """

    key = models.CharField(max_length=64)
    span = models.BigIntegerField(help_text="Number of the span since 1970.")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "span"], name="address_count_unique")]
        indexes = [models.Index(fields=["span"], name="address_count_span")]

    def __str__(self) -> str:
        return f"{self.span}: {self.count}"
