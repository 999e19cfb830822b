from django.db import models


class Installation(models.Model):
    """What is true of this installation as a whole: one row."""

    made_by_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "demo" if self.made_by_demo else "installation"

    @classmethod
    def is_demo(cls) -> bool:
        return cls.objects.filter(made_by_demo=True).exists()

    @classmethod
    def mark_as_demo(cls) -> None:
        cls.objects.update_or_create(pk=1, defaults={"made_by_demo": True})
