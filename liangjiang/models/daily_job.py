from django.db import models


class DailyJob(models.Model):
    """When a tidying job was last done."""

    name = models.CharField(max_length=200, unique=True)
    done_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.done_on}"
