from functools import lru_cache

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField
from modeltranslation.manager import MultilingualQuerySet

import languages
from languages import column
from library import dependence, renditions
from pagestore.recording import use

ALT_HELP = _(
    "What the picture shows, for people who cannot see it. Not the title, not the caption."
)


def master_name(picture: "Picture", _name: str) -> str:
    """Return where a master is stored: by its content, so no upload chooses its own name."""
    return f"masters/{picture.content_hash[:2]}/{picture.content_hash[:24]}.jpg"


class Licence(models.TextChoices):
    """On what ground the portal may show a picture."""

    OWN = "own", _("made by or for the portal")
    PROVIDED = "provided", _("provided to the portal for use here")
    AGENCY = "agency", _("bought from an agency")
    CC_BY = "cc-by", _("Creative Commons Attribution (CC BY)")
    CC_BY_SA = "cc-by-sa", _("Creative Commons Attribution-ShareAlike (CC BY-SA)")
    FREE = "free", _("public domain or CC0")


class PictureQuerySet(MultilingualQuerySet):
    def in_library(self) -> "PictureQuerySet":
        """Return what people see and choose from: all but the candidates."""
        return self.filter(candidate_for=None)

    def candidates(self) -> "PictureQuerySet":
        """Return the files chosen to replace another, about which nobody has decided yet."""
        return self.filter(candidate_for__isnull=False)


class Picture(models.Model):
    """A picture of the library. Articles point at it; what each says about it is its own.

    The texts here are what a use starts from. The file may be replaced: another content is
    another address, so nothing that a browser or cache holds is ever wrong
    (docs/decisions/0010-pictures-are-rows.md).
    """

    # What each use says in words of its own, and all that is written per language.
    USE_TEXTS = ("alt", "caption", "credit")
    TEXTS = ("title", *USE_TEXTS, "source")
    # What a page needs to show one (`unseen` are the others).
    SHOWN = (
        *("file", "file_width", "file_height", "renditions_made_at"),
        *("focal_x", "focal_y"),
    )

    file = ImageField(
        _("file"),
        upload_to=master_name,
        max_length=200,
        width_field="file_width",
        height_field="file_height",
        # The focal point moves the frame, not the file: see `focal_x`.
        ppoi_field="",
        formats=renditions.FORMATS,
    )
    file_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    file_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, unique=True, editable=False)
    file_name = models.CharField(_("name of the file"), max_length=255, editable=False)
    # Empty as long as only the first rendition is there; pages then show that one.
    renditions_made_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When they may be made: later where somebody is at it or has failed (library.making).
    renditions_due_at = models.DateTimeField(default=timezone.now, editable=False)
    renditions_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    renditions_error = models.CharField(max_length=200, blank=True, editable=False)

    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("To find the picture by. Visitors do not see it."),
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Who gave us the picture.")
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made the picture.")
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    alt = models.CharField(_("picture description"), max_length=400, blank=True, help_text=ALT_HELP)

    collection = models.ForeignKey(
        "library.Collection",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="pictures",
        verbose_name=_("collection"),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)
    licence_expires_on = models.DateField(
        _("licence ends on"),
        null=True,
        blank=True,
        help_text=_("The last day on which the portal may show the picture."),
    )
    # In per cent of the width from the left and of the height from the top.
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"), default=50, validators=[MaxValueValidator(100)]
    )

    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )

    # The picture whose file this one may replace: see `library.candidates`.
    candidate_for = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="candidates"
    )

    objects = PictureQuerySet.as_manager()

    # What whoever has just sent the file should know of it; not stored.
    notes: tuple = ()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(
                fields=["renditions_due_at"],
                name="picture_renditions_due",
                condition=models.Q(renditions_made_at=None),
            ),
            models.Index(
                fields=["licence_expires_on"],
                name="picture_licence_end",
                condition=models.Q(licence_expires_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        own = languages.normalise(get_language() or languages.EN)
        for code in [own, *languages.others(own)]:
            if languages.has_text(self, "title", code):
                return getattr(self, column("title", code))
        return self.file_name

    @classmethod
    def from_db(cls, *args) -> "Picture":
        row = super().from_db(*args)
        use(dependence.picture(row.pk))
        return row

    @classmethod
    def unseen(cls) -> list[str]:
        """Return the names of the columns that no page shows."""
        return [
            column.name
            for column in cls._meta.concrete_fields
            if not column.primary_key and column.name not in cls.SHOWN
        ]

    @property
    def names(self) -> list[str | None]:
        """What the picture is called: its titles and its file."""
        titles = [getattr(self, column("title", code)) for code in languages.codes()]
        return [*titles, self.file_name]

    @property
    def is_complete(self) -> bool:
        """Whether every rendition is there."""
        return self.renditions_made_at is not None

    @property
    def focus(self) -> str:
        """The classes that keep the focal point in sight where a frame cuts the picture."""
        return f"fx-{round(self.focal_x / 10)} fy-{round(self.focal_y / 10)}"

    def address(self, format_name: str = "JPEG", width: int = 480) -> str:
        """Return the address of a rendition, at most `width` pixels wide."""
        return _address(self.file.name, renditions.name(format_name, width))

    @property
    def thumbnail(self) -> str:
        """The address of the smallest rendition that is there."""
        return self.address() if self.is_complete else self.address(*renditions.FIRST)

    def srcset(self, format_name: str) -> str:
        """Return the value of `srcset`: each rendition once, with its true width in pixels."""
        return _srcset(self.file.name, self.file_width, format_name)


# Made of the name of a master and nothing else, which is that of its content.


@lru_cache(maxsize=2000)
def _address(master: str, rendition: str) -> str:
    field = Picture._meta.get_field("file")
    return getattr(field.attr_class(Picture(), field, master), rendition)


@lru_cache(maxsize=2000)
def _srcset(master: str, full_width: int, format_name: str) -> str:
    return ", ".join(
        f"{_address(master, renditions.name(format_name, width))} {min(width, full_width)}w"
        for width in renditions.widths_for(full_width)
    )
