"""The sizes and formats in which a picture is served, and how each is encoded."""

from imagefield.processing_pillow import register_pillow

WIDTHS = (480, 960, 1440, 1920)
# Made while the uploader waits, so that a page is never without its picture.
FIRST = ("JPEG", 960)
# What Pillow's encoders are told: quality 0-100; AVIF's speed 0 (slow, small) to 10.
_ENCODING = {
    "AVIF": {"quality": 58, "speed": 8},
    "WEBP": {"quality": 76},
    "JPEG": {"quality": 80, "progressive": True},
}
# In the order in which a browser is offered them.
FORMAT_NAMES = ("AVIF", "WEBP", "JPEG")
_EXTENSIONS = {"AVIF": ".avif", "WEBP": ".webp", "JPEG": ".jpg"}


@register_pillow
def encode(get_image, format_name: str):
    """Write the picture in a format, whatever its master's is."""

    def processor(image, context):
        context.save_kwargs.update(_ENCODING[format_name], format=format_name)
        return get_image(image, context).convert("RGB")

    return processor


def _spec(format_name: str, width: int):
    def spec(file, context) -> None:
        context.extension = _EXTENSIONS[format_name]
        context.processors = [
            ("encode", format_name),
            "preserve_icc_profile",
            ("thumbnail", (width, width * 10)),
        ]

    return spec


def name(format_name: str, width: int) -> str:
    """Return the attribute of a picture's file that holds a rendition's address."""
    return f"{format_name.lower()}_{width}"


def widths_for(full_width: int) -> list[int]:
    """Return the widths worth making of a picture so many pixels wide: none is enlarged."""
    wanted = [width for width in WIDTHS if width <= full_width]
    larger = [width for width in WIDTHS if width > full_width]
    if larger and full_width not in wanted:
        wanted.append(larger[0])
    return wanted


FORMATS = {
    name(format_name, width): _spec(format_name, width)
    for format_name in FORMAT_NAMES
    for width in WIDTHS
}
