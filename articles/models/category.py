from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from languages.addresses import address_of


class Category(models.Model):
    """A place in the site map: a section, or a category in one.

    A category knows nothing of the kinds of article filed under it. The section's slug is the
    first part of the addresses of everything in it.
    """

    key = models.CharField(
        _("key"),
        max_length=80,
        unique=True,
        editable=False,
        help_text=_("How the program knows this category; stays when name and address change."),
    )
    section = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"section": None},
        related_name="categories",
        verbose_name=_("section"),
    )
    also_under = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        limit_choices_to={"section": None},
        related_name="+",
        verbose_name=_("also in the menu of"),
        help_text=_("A second place in the menu. The address stays the same."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=60,
        # An address that begins with a digit is an article's.
        validators=[RegexValidator(r"^[a-z]", _("An address begins with a small letter a–z."))],
    )
    position = models.PositiveSmallIntegerField(_("order in the menu"), default=0)
    # Of a section: it is in no menu, and its categories are pages that stand alone.
    is_hidden = models.BooleanField(default=False, editable=False)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80, blank=True)
    description = models.CharField(
        _("short description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence under the name: what somebody finds here."),
    )
    # Of a section.
    four_eyes = models.BooleanField(
        _("published by a second person"),
        default=False,
        help_text=_(
            "In this section nobody publishes what they have written themselves: somebody else "
            "approves it or publishes it."
        ),
    )
    four_eyes_exempt = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("may publish alone"),
        help_text=_("They give a reason, and the history keeps it."),
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(fields=["section", "slug"], name="category_slug_unique"),
            # Two empty sections are not equal to a database, so sections need a rule of their own.
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(section=None), name="section_slug_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section.name} › {self.name}" if self.section_id else self.name

    def get_absolute_url(self) -> str:
        """Return the page's address in the active language."""
        if self.stands_alone:
            return address_of("single", self.slug)
        if self.section_id is None:
            return address_of(f"{self.slug}:section")
        return address_of(f"{self.section.slug}:category", self.slug)

    @property
    def stands_alone(self) -> bool:
        """Whether it shows one page, such as the terms, instead of a list."""
        return self.section_id is not None and self.section.is_hidden
