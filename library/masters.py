"""From the bytes of a picture to its master: upright, in sRGB, without what the camera wrote.

The size is read from the header before anything is decoded. Then the decoder's own picture is the
one large thing in memory: it is made smaller in strips, and colours are put right on the small one.
"""

import io
import math
import struct
import threading
import zlib
from contextlib import closing
from dataclasses import dataclass, field
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageOps, UnidentifiedImageError

from library import segments
from library.signatures import AVIF, GIF, JPEG, PNG, WEBP

EDGE = 2560
LEAST_EDGE = 200
MOST_RATIO = 10
# Pixels. A JPEG is decoded at a reduced size; the libraries for WebP and AVIF hold a picture up to
# four times over, which with more pixels would take the process beyond 300 MB.
MOST_PIXELS = {
    JPEG: 120_000_000,
    PNG: 40_000_000,
    GIF: 40_000_000,
    WEBP: 12_500_000,
    AVIF: 12_500_000,
}
# Bytes that libjpeg may take for a JPEG that it must hold whole.
MOST_HELD = 180_000_000
# Pillow's own alarm rings later, at the largest that is taken at all.
Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
# What Pillow's readers raise on files that are not what they say.
_DAMAGE = (
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
)
# How often a decoder may read: twice for each block of the largest GIF.
MOST_READS = 1_000_000
# Pixels that are worked on at a time.
_STRIP = 1_000_000
_LANCZOS_REACH = 3
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# Five people who upload at once do not need five times the memory.
_ONE_AT_A_TIME = threading.Lock()

_TOO_LARGE = _(
    "This picture has too many pixels. A JPEG may have 120 million, a PNG or GIF 40 million, a "
    "WebP or AVIF 12 million. Please make it smaller, or save it as JPEG."
)
_TOO_SMALL = _("This picture is too small: each side needs at least %(edge)s pixels.")
_TOO_LONG = _(
    "This picture is a strip: one side is more than %(ratio)s times as long as the other. Please "
    "cut it into pieces."
)
_HELD_WHOLE = _(
    "This JPEG is saved as “progressive”, which takes too much memory at this size. Please save it "
    "without that, or smaller."
)
_MOVES = _("This picture moves. Its first frame was taken.")


@dataclass
class Master:
    """The master's bytes, and what the person who sent the file should know."""

    content: bytes
    notes: list = field(default_factory=list)


class _Bounded:
    """A file from which a decoder reads only so often: some go through it byte by byte."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell = file.seek, file.tell
        self._read, self._left = file.read, MOST_READS

    def read(self, size: int = -1) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise OSError("it has too many parts")
        return self._read(size)


def make(file: BinaryIO, kind: str) -> Master:
    """Return the master of a picture; refuse in words what cannot become one."""
    try:
        first = segments.layers_of_first_scan(file) if kind == JPEG else 0
        with _ONE_AT_A_TIME:
            return _make(file, kind, first)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise ValidationError(_TOO_LARGE) from error
    except (UnidentifiedImageError, *_DAMAGE) as error:
        raise ValidationError(segments.DAMAGED) from error


def _make(file: BinaryIO, kind: str, first: int) -> Master:
    file.seek(0)
    with closing(Image.open(_Bounded(file), formats=[kind])) as image:
        width, height = image.size
        _check_size(width, height, kind)
        small = _fitted(width, height)
        if kind == JPEG:
            image.draft(None, _fitted(width, height))
            _check_held(image, width * height, first)
        moves = kind != JPEG and getattr(image, "is_animated", False)
        image.load()
        orientation = _orientation(image)
        profile = image.info.get("icc_profile")
        is_inverted = image.mode == "CMYK" and "adobe" not in image.info
        master = _reduced(image, small)
    if is_inverted:
        # Pillow takes every JPEG in CMYK for one of Adobe's, which hold the opposite.
        master = ImageChops.invert(master)
    master = _upright(_in_srgb(master, profile), orientation)
    target = io.BytesIO()
    master.save(target, "JPEG", quality=90, progressive=True)
    return Master(target.getvalue(), [_MOVES] if moves else [])


def _check_size(width: int, height: int, kind: str) -> None:
    if min(width, height) < LEAST_EDGE:
        raise ValidationError(_TOO_SMALL, params={"edge": LEAST_EDGE})
    if max(width, height) > MOST_RATIO * min(width, height):
        raise ValidationError(_TOO_LONG, params={"ratio": MOST_RATIO})
    if width * height > MOST_PIXELS[kind]:
        raise ValidationError(_TOO_LARGE)


def _check_held(image: Image.Image, pixels: int, first: int) -> None:
    """Refuse a JPEG of several passes whose coefficients would take too much memory."""
    # A first scan without all the layers: others follow.
    is_held = image.info.get("progressive") or first != image.layers
    samples = [across * down for _id, across, down, _table in image.layer]
    # Two bytes for each sample; a pixel of the whole has one sample of the finest layer.
    held = 2 * pixels * sum(samples) / max(samples) if is_held else 0
    if held + 4 * image.width * image.height > MOST_HELD:
        raise ValidationError(_HELD_WHOLE)


def _fitted(width: int, height: int) -> tuple[int, int]:
    factor = min(1, EDGE / max(width, height))
    return max(1, round(width * factor)), max(1, round(height * factor))


def _orientation(image: Image.Image) -> int:
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except _DAMAGE:
        return 1


def _reduced(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture at `size`, strip by strip, so that nothing else is as large as it is."""
    width, height = size
    scale = image.height / height
    rows = max(1, int(_STRIP / image.width / scale))
    result = None
    for row in range(0, height, rows):
        end = min(row + rows, height)
        top = max(0, math.floor((row - _LANCZOS_REACH) * scale))
        bottom = min(image.height, math.ceil((end + _LANCZOS_REACH) * scale))
        strip = _plain(image.crop((0, top, image.width, bottom)))
        box = (0, row * scale - top, image.width, min(end * scale, image.height) - top)
        strip = strip.resize((width, end - row), Image.Resampling.LANCZOS, box=box)
        result = result or Image.new(strip.mode, size)
        result.paste(strip, (0, row))
    return result


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture with one byte for each colour, on white where it was transparent."""
    if image.mode in ("I", "I;16", "I;16L", "I;16B", "I;16N"):
        # Only the shape of 16 bits: Pillow's own conversion cuts bright greys off.
        return image.convert("I").point(lambda value: value * (255 / 65535) + 0.5).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if not ImageCms.getProfileDescription(source).startswith("sRGB"):
                return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, *_DAMAGE):
            # A profile that cannot be read, or that describes other colours than there are.
            pass
    return image.convert("RGB")


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    image.getexif()[ExifTags.Base.Orientation] = orientation
    return ImageOps.exif_transpose(image)
