from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.Model):
    """Ties one of the portal's roles to a group, which may be renamed."""

    key = models.CharField(_("key"), max_length=40, unique=True, editable=False)
    group = models.OneToOneField(
        Group, models.CASCADE, related_name="role", verbose_name=_("group")
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.group.name


class Right(models.Model):
    """A group may do one act in one section (or all) and one language (or all)."""

    class Verb(models.TextChoices):
        WRITE = "write", _("write")
        APPROVE = "approve", _("approve")
        PUBLISH = "publish", _("publish")

    group = models.ForeignKey(Group, models.CASCADE, related_name="rights", verbose_name=_("group"))
    verb = models.CharField(pgettext_lazy("right of a group", "may"), max_length=10, choices=Verb)
    section = models.ForeignKey(
        "articles.Category",
        models.CASCADE,
        null=True,
        blank=True,
        limit_choices_to={"section": None},
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Left empty, the right holds in all sections."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Left empty, the right holds in all languages."),
    )

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "verb", "section", "language"], name="right_unique"
            ),
            models.UniqueConstraint(
                fields=["group", "verb", "language"],
                condition=models.Q(section=None),
                name="right_everywhere_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_verb_display()}"
