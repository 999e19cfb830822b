"""From an uploaded file to a picture: checked, turned upright, without what the camera wrote in it.

The type is read from the content, never from the name. The size is read from the header before
anything is decoded, so that a small file cannot unfold into gigabytes.
"""

import hashlib
import io
import struct
import zlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from library.making import make_first
from library.models import Picture

FORMATS = ("JPEG", "PNG", "WEBP")
# Pixels. A JPEG is decoded at a reduced size, so more of them fit in memory.
MOST_PIXELS_JPEG = 120_000_000
MOST_PIXELS_ELSE = 40_000_000
MOST_BYTES = 30 * 1024 * 1024
MASTER_EDGE = 2560
# What Pillow's readers raise on files that are not what they say.
DAMAGE = (
    Image.DecompressionBombError,
    EOFError,
    IndexError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
LEAST_EDGE = 200


def receive(upload: UploadedFile, by=None) -> Picture:
    """Return the picture made from an upload; the same content gives the same picture again.

    Raises ValidationError, in words for an editor, for anything that is no usable picture.
    """
    content_hash = digest(upload)
    known = Picture.objects.filter(content_hash=content_hash).first()
    if known:
        return known
    master = _master(upload)
    picture = Picture(content_hash=content_hash, file_name=_short(upload.name), created_by=by)
    picture.file.save("master.jpg", ContentFile(master), save=False)
    make_first(picture)
    try:
        with transaction.atomic():
            picture.save()
    except IntegrityError:
        # Somebody else has just sent the same picture.
        return Picture.objects.get(content_hash=content_hash)
    return picture


def digest(upload: UploadedFile) -> str:
    """Return the hash by which the library knows a file again."""
    upload.seek(0)
    content_hash = hashlib.sha256()
    for chunk in upload.chunks():
        content_hash.update(chunk)
    upload.seek(0)
    return content_hash.hexdigest()


def _short(name: str) -> str:
    return name.replace("\x00", "")[:80]


def _master(upload: UploadedFile) -> bytes:
    if upload.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 30 MB."))
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as image:
            _check_header(image)
            if image.format == "JPEG":
                image.draft("RGB", (MASTER_EDGE, MASTER_EDGE))
            return _encode(image)
    except ValidationError:
        raise
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This is not a picture that browsers show. Please use JPEG, PNG or WebP.")
        ) from error
    except DAMAGE as error:
        raise ValidationError(_("This picture is damaged and cannot be read.")) from error


def _check_header(image: Image.Image) -> None:
    width, height = image.size
    # A progressive JPEG is held whole while it is read, whatever size is asked for.
    is_reducible = image.format == "JPEG" and not image.info.get("progressive")
    if width * height > (MOST_PIXELS_JPEG if is_reducible else MOST_PIXELS_ELSE):
        raise ValidationError(_("This picture has too many pixels. Please make it smaller."))
    if min(width, height) < LEAST_EDGE:
        raise ValidationError(
            _("This picture is too small: each side needs at least %(edge)s pixels."),
            params={"edge": LEAST_EDGE},
        )


def _encode(image: Image.Image) -> bytes:
    # A profile describes the colours of its own mode only.
    profile = image.info.get("icc_profile") if image.mode == "RGB" else None
    image.thumbnail((MASTER_EDGE, MASTER_EDGE), Image.Resampling.LANCZOS)
    image = _flatten(ImageOps.exif_transpose(image))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=90, progressive=True, icc_profile=profile)
    return target.getvalue()


def _flatten(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")
