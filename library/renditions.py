"""The sizes and formats in which a picture is served, and how each is encoded.

Why these: docs/decisions/0020-renditions.md.
"""

import io

from imagefield.processing_pillow import register_pillow
from PIL import Image

WIDTHS = (480, 960, 1440, 1920)
# Made while the uploader waits, so that a page is never without its picture.
FIRST = ("JPEG", 960)
# What Pillow's encoders are told: quality 0-100; AVIF's speed 0 (slow, small) to 10.
_ENCODING = {
    "AVIF": {"quality": 62, "speed": 8},
    "WEBP": {"quality": 80},
    "JPEG": {"quality": 80, "progressive": True},
}
# In the order in which a browser is offered them.
FORMAT_NAMES = ("AVIF", "WEBP", "JPEG")
_EXTENSIONS = {"AVIF": ".avif", "WEBP": ".webp", "JPEG": ".jpg"}


def name(format_name: str, width: int) -> str:
    """Return the attribute of a picture's file that holds a rendition's address."""
    return f"{format_name.lower()}_{width}"


def place(file, format_name: str, width: int) -> str:
    """Return the name under which the storage keeps a rendition of a picture's file."""
    # django-imagefield gives the address to everybody and keeps the name to itself.
    return file._process_context(FORMATS[name(format_name, width)]).name


def widths_for(full_width: int) -> list[int]:
    """Return the widths worth making of a picture so many pixels wide: none is enlarged."""
    wanted = [width for width in WIDTHS if width <= full_width]
    larger = [width for width in WIDTHS if width > full_width]
    if larger and full_width not in wanted:
        wanted.append(larger[0])
    return wanted


def scaled(size: tuple[int, int], width: int) -> tuple[int, int]:
    """Return the size of a rendition at most `width` pixels wide."""
    true_width = min(width, size[0])
    return true_width, max(1, round(size[1] * true_width / size[0]))


def reduce(image: Image.Image, width: int) -> Image.Image:
    """Return the picture at most `width` pixels wide, with its colours and nothing else."""
    profile = image.info.get("icc_profile")
    reduced = image.convert("RGB").resize(scaled(image.size, width), Image.Resampling.LANCZOS)
    # Encoders copy some of what they find here, such as comments.
    reduced.info = {"icc_profile": profile} if profile else {}
    return reduced


def encode(image: Image.Image, format_name: str) -> bytes:
    target = io.BytesIO()
    profile = image.info.get("icc_profile")
    image.save(target, format_name, icc_profile=profile, **_ENCODING[format_name])
    return target.getvalue()


@register_pillow
def rendition(get_image, format_name: str, width: int):
    """Do the same for whoever asks django-imagefield itself for a rendition."""

    def processor(image, context):
        image = reduce(get_image(image, context), width)
        context.save_kwargs.update(_ENCODING[format_name], format=format_name)
        context.save_kwargs["icc_profile"] = image.info.get("icc_profile")
        return image

    return processor


def _spec(format_name: str, width: int):
    def spec(file, context) -> None:
        context.extension = _EXTENSIONS[format_name]
        context.processors = [("rendition", format_name, width)]

    return spec


FORMATS = {
    name(format_name, width): _spec(format_name, width)
    for format_name in FORMAT_NAMES
    for width in WIDTHS
}
