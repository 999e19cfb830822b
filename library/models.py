from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField

from library import renditions


def master_name(picture: "Picture", _name: str) -> str:
    """Return where a master is stored: by its content, so no upload chooses its own name."""
    return f"masters/{picture.content_hash[:2]}/{picture.content_hash[:24]}.jpg"


class Picture(models.Model):
    """An uploaded picture. Its file never changes: another upload is another picture.

    What a picture says (caption, credit, description) belongs to the article that shows it.
    """

    file = ImageField(
        _("file"),
        upload_to=master_name,
        max_length=200,
        auto_add_fields=True,
        formats=renditions.FORMATS,
    )
    content_hash = models.CharField(max_length=64, unique=True, editable=False)
    file_name = models.CharField(_("name of the file"), max_length=255, editable=False)
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

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.file_name

    def address(self, format_name: str = "JPEG", width: int = 480) -> str:
        """Return the address of a rendition, at most `width` pixels wide."""
        return getattr(self.file, renditions.name(format_name, width))

    def srcset(self, format_name: str) -> str:
        """Return the value of `srcset`: each rendition once, with its true width in pixels."""
        widths = dict.fromkeys(min(width, self.file_width) for width in renditions.WIDTHS)
        wanted = [width for width in renditions.WIDTHS if width <= self.file_width]
        if len(wanted) < len(widths):
            wanted.append(min(width for width in renditions.WIDTHS if width > self.file_width))
        return ", ".join(
            f"{self.address(format_name, width)} {min(width, self.file_width)}w" for width in wanted
        )
