"""The sizes and formats in which a picture is served, and how each is encoded."""

from imagefield.processing_pillow import register_pillow

WIDTHS = (480, 960, 1440)
# Quality figures of Pillow's encoders (0-100).
_QUALITY = {"JPEG": 80, "WEBP": 76}
_EXTENSIONS = {"JPEG": ".jpg", "WEBP": ".webp"}


@register_pillow
def encode(get_image, format_name: str):
    """Write the picture in a format, whatever its master's is."""

    def processor(image, context):
        context.save_kwargs["format"] = format_name
        image = get_image(image, context).convert("RGB")
        context.save_kwargs["quality"] = _QUALITY[format_name]
        if format_name == "JPEG":
            context.save_kwargs["progressive"] = True
        return image

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


FORMATS = {
    name(format_name, width): _spec(format_name, width)
    for format_name in _EXTENSIONS
    for width in WIDTHS
}
