"""Files that people send, and files that somebody made to do harm. All are made here, by code.

`refused` tells for each what the desk answers, `taken` which colour is in the middle of the master.
"""

import functools
import gzip
import io
import random
import struct
import zipfile
import zlib

from PIL import Image, ImageCms

SIZE = (300, 200)
TEAL = (0, 128, 128)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><script>1</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"


def encoded(image: Image.Image, format_name: str = "PNG", **options) -> bytes:
    target = io.BytesIO()
    image.save(target, format_name, **options)
    return target.getvalue()


def plain(mode: str = "RGB", colour=TEAL, size=SIZE) -> Image.Image:
    return Image.new(mode, size, colour)


def jpeg(**options) -> bytes:
    return encoded(plain(), "JPEG", **options)


def png() -> bytes:
    return encoded(plain())


def gif() -> bytes:
    return encoded(plain().quantize(), "GIF")


def webp(**options) -> bytes:
    return encoded(plain(), "WEBP", **options)


# Taking formats apart


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def raw_png(width: int, height: int, depth: int, colour: int, data: bytes, extra=b"") -> bytes:
    """Return a PNG of any header; `data` are its rows, each with a filter byte before it."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + body


def with_chunk(name: bytes, data: bytes) -> bytes:
    """Return a PNG with one chunk more behind its header."""
    return png()[:33] + chunk(name, data) + png()[33:]


def with_segment(marker: int, data: bytes, picture: bytes = b"") -> bytes:
    """Return a JPEG with one segment more behind its first two bytes."""
    picture = picture or jpeg()
    return picture[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + picture[2:]


def of_size(picture: bytes, width: int, height: int) -> bytes:
    """Return a JPEG that claims another size."""
    at = max(picture.find(b"\xff\xc0"), picture.find(b"\xff\xc2"))
    return picture[: at + 5] + struct.pack(">HH", height, width) + picture[at + 9 :]


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + name + data


def ftyp(brand: bytes, *others: bytes) -> bytes:
    return box(b"ftyp", brand + b"\0\0\0\0" + b"".join(others)) + box(b"mdat", b"\0" * 99)


def archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in names:
            file.writestr(name, "x" * 50)
    return target.getvalue()


def wide_profile() -> bytes:
    """Return an ICC profile (ICC.1:2001-04) with the colours of Display P3 and a gamma of 2.2."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    name = b"Wide\0"
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 81,
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz(0.9642, 1, 0.8249),
        b"rXYZ": xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": xyz(0.2920, 0.6922, 0.0419),
        b"bXYZ": xyz(0.1571, 0.0666, 0.7841),
        **dict.fromkeys([b"rTRC", b"gTRC", b"bTRC"], curve),
    }
    table, data = struct.pack(">I", len(tags)), b""
    for tag, content in tags.items():
        table += tag + struct.pack(">II", 132 + 12 * len(tags) + len(data), len(content))
        data += content + b"\0" * (-len(content) % 4)
    body = table + data
    head = struct.pack(
        ">I4sI4s4s4s", 128 + len(body), b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ "
    )
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp")
    white = b"".join(struct.pack(">i", round(v * 65536)) for v in (0.9642, 1, 0.8249))
    return head.ljust(68, b"\0") + white.ljust(60, b"\0") + body


# What is refused, and in which words

NOT_SVG = (
    "This is an SVG drawing, which may hold programs. Please export it as PNG, at least 1920 "
    "pixels wide."
)
NOT_PAGE = "This is a web page, not a picture. Please save the picture itself and choose that file."
NOT_POSTSCRIPT = "This is a PostScript or EPS file. Please export it as JPEG or PNG."
NOT_PDF = "This is a PDF document. Please export the picture in it as JPEG or PNG."
NOT_ARCHIVE = "This is an archive, such as ZIP or RAR. Please unpack it and choose the pictures."
NOT_OFFICE = (
    "This is an office document, such as Word or WPS. Please save the pictures in it as files and "
    "choose those."
)
NOT_TIFF = "This is a TIFF file or the raw file of a camera. Please export it as JPEG."
NOT_PHOTOSHOP = "This is a Photoshop file. Please export it as JPEG or PNG."
NOT_HEIC = (
    "This is a HEIC photo, which few browsers show. Please export it as JPEG. To make an iPhone "
    "take JPEG: Settings › Camera › Formats › Most Compatible."
)
NOT_BMP = "This is a BMP picture. Please save it as PNG or JPEG."
NOT_RARE = "This is a picture that few browsers show. Please save it as JPEG or PNG."
NOT_FILM = "This is a video or a sound recording, not a picture. Please choose a picture."
NOT_TEXT = "This is a text, not a picture. Please choose a picture."
EMPTY = "This file is empty. Perhaps it was not copied completely; please choose it again."
UNKNOWN = "This is not a picture that browsers show. Please use JPEG, PNG, WebP, GIF or AVIF."
TWO_THINGS = (
    "This file is a picture and %(what)s at once. Please open it in a picture program, save it "
    "anew as JPEG or PNG, and choose the new file."
)
AND_ARCHIVE, AND_DOCUMENT, AND_PAGE = "an archive", "a document", "a web page or a program"
DAMAGED = "This picture is damaged and cannot be read."
TOO_LARGE = (
    "This picture has too many pixels. A JPEG may have 120 million, a PNG or GIF 40 million, a "
    "WebP or AVIF 12 million. Please make it smaller, or save it as JPEG."
)
TOO_SMALL = "This picture is too small: each side needs at least %(edge)s pixels."
TOO_LONG = (
    "This picture is a strip: one side is more than %(ratio)s times as long as the other. Please "
    "cut it into pieces."
)
HELD_WHOLE = (
    "This JPEG is saved as “progressive”, which takes too much memory at this size. Please save it "
    "without that, or smaller."
)


@functools.cache
def refused() -> list[tuple[str, bytes, str, str]]:
    """Return (name of the file, content, the words of the answer, what else the file is)."""
    noise = random.Random(1).randbytes(5000)  # noqa: S311
    avif = encoded(plain(), "AVIF")
    claim = struct.pack("<I", 16000)[:3] * 2
    huge = b"VP8X", b"\0\0\0\0" + claim
    nothing = raw_png(400, 400, 8, 2, b"")
    long_text = zlib.compress(b"a" * 9_000_000)
    separate = jpeg(progressive=True)
    return [
        # No picture at all, whatever the name says
        ("drawing.svg", SVG, NOT_SVG, ""),
        ("drawing.jpg", SVG, NOT_SVG, ""),
        (
            "wide.png",
            "\ufeff<!-- a -->".encode("utf-16le") + SVG.decode().encode("utf-16le"),
            NOT_SVG,
            "",
        ),
        ("page.png", HTML, NOT_PAGE, ""),
        ("saved.jpg", b"\n <!-- x -->\n" + HTML.upper(), NOT_PAGE, ""),
        ("logo.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run", NOT_POSTSCRIPT, ""),
        ("logo.jpg", b"\xc5\xd0\xd3\xc6" + bytes(26) + b"%!PS", NOT_POSTSCRIPT, ""),
        ("plan.jpg", b"%PDF-1.7\n1 0 obj<</OpenAction 1>>", NOT_PDF, ""),
        ("photos.zip", archive("a.jpg"), NOT_ARCHIVE, ""),
        ("photos.jpg", b"Rar!\x1a\x07\x01\0" + noise, NOT_ARCHIVE, ""),
        ("photos.png", b"7z\xbc\xaf\x27\x1c" + noise, NOT_ARCHIVE, ""),
        ("drawing.svgz", gzip.compress(SVG), NOT_ARCHIVE, ""),
        ("text.docx", archive("[Content_Types].xml", "word/x"), NOT_OFFICE, ""),
        ("text.jpg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), NOT_OFFICE, ""),
        ("scan.png", encoded(plain("1", 1), "TIFF"), NOT_TIFF, ""),
        ("camera.cr3", ftyp(b"crx "), NOT_TIFF, ""),
        ("layers.jpg", b"8BPS\0\1" + bytes(600), NOT_PHOTOSHOP, ""),
        ("IMG_0001.HEIC", ftyp(b"heic", b"mif1"), NOT_HEIC, ""),
        ("IMG_0002.jpg", ftyp(b"mif1", b"heic"), NOT_HEIC, ""),
        ("画.bmp", encoded(plain(), "BMP"), NOT_BMP, ""),
        ("icon.png", encoded(plain(size=(64, 64)), "ICO"), NOT_RARE, ""),
        ("old.jpg", encoded(plain(), "JPEG2000"), NOT_RARE, ""),
        ("film.mp4", ftyp(b"isom", b"mp42"), NOT_FILM, ""),
        ("film.jpg", b"\x1aE\xdf\xa3" + noise, NOT_FILM, ""),
        ("song.png", b"ID3\4" + noise, NOT_FILM, ""),
        ("shell.jpg", PHP, NOT_TEXT, ""),
        ("notes.txt", "两江新区\n".encode("gb18030"), NOT_TEXT, ""),
        ("program.jpg", b"\x7fELF\2\1\1" + noise, UNKNOWN, ""),
        ("noise.jpg", b"\x01\x03" + noise, UNKNOWN, ""),
        # A picture and something else at once
        ("and-archive.jpg", jpeg() + archive("evil.js"), TWO_THINGS, AND_ARCHIVE),
        ("and-rar.gif", gif() + b"Rar!\x1a\x07\0" + noise, TWO_THINGS, AND_ARCHIVE),
        (
            "and-archive.png",
            png() + archive("META-INF/MANIFEST.MF", "x.class"),
            TWO_THINGS,
            AND_ARCHIVE,
        ),
        ("and-document.jpg", with_segment(0xFE, b"%PDF-1.4\n1 0 obj"), TWO_THINGS, AND_DOCUMENT),
        (
            "and-script.jpg",
            with_segment(0xFE, b"*/=1;<script>alert(1)</script>"),
            TWO_THINGS,
            AND_PAGE,
        ),
        (
            "and-page.jpg",
            with_segment(0xE1, b"Exif\0\0<html><body onload=1>"),
            TWO_THINGS,
            AND_PAGE,
        ),
        ("and-shell.png", with_chunk(b"tEXt", b"Comment\0" + PHP), TWO_THINGS, AND_PAGE),
        ("and-page.png", png() + b"\n" + HTML, TWO_THINGS, AND_PAGE),
        ("and-page.gif", gif() + HTML, TWO_THINGS, AND_PAGE),
        (
            "and-script.gif",
            encoded(plain().quantize(), "GIF", comment=b"<script src=//x>"),
            TWO_THINGS,
            AND_PAGE,
        ),
        ("and-drawing.webp", webp(xmp=SVG), TWO_THINGS, AND_PAGE),
        ("and-drawing.avif", avif + SVG, TWO_THINGS, AND_PAGE),
        # Too large, too small, too long, by what the header says
        ("line.png", encoded(plain("L", 0, (1, 4000))), TOO_SMALL, ""),
        ("small.jpg", encoded(plain(size=(199, 900)), "JPEG"), TOO_SMALL, ""),
        ("strip.png", encoded(plain("1", 0, (200, 20000))), TOO_LONG, ""),
        ("large.png", encoded(plain("1", 0, (7000, 7000))), TOO_LARGE, ""),
        ("bomb.png", raw_png(60000, 60000, 8, 2, b""), TOO_LARGE, ""),
        ("bomb.gif", b"GIF89a" + struct.pack("<HH", 60000, 60000) + gif()[10:], TOO_LARGE, ""),
        ("bomb.webp", riff(huge, (b"VP8 ", webp()[20:])), TOO_LARGE, ""),
        ("bomb.jpg", of_size(jpeg(), 65000, 65000), TOO_LARGE, ""),
        ("slow.jpg", of_size(separate, 12000, 9000), HELD_WHOLE, ""),
        # Damaged, or made so
        ("", b"\xff\xd8\xff", DAMAGED, ""),
        ("half.jpg", jpeg()[:700], DAMAGED, ""),
        ("half.png", png()[:-30], DAMAGED, ""),
        ("half.webp", webp()[:80], DAMAGED, ""),
        ("half.avif", avif[:-60], DAMAGED, ""),
        ("half.gif", gif()[:300], DAMAGED, ""),
        ("none.png", nothing, DAMAGED, ""),
        ("none.gif", b"GIF89a" + struct.pack("<HHBBB", 300, 300, 0, 0, 0) + b";", DAMAGED, ""),
        ("text.png", with_chunk(b"zTXt", b"Comment\0\0" + long_text), DAMAGED, ""),
        ("profile.png", with_chunk(b"iCCP", b"x\0\0" + long_text), DAMAGED, ""),
        ("deep.jpg", jpeg().replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c"), DAMAGED, ""),
        ("lying.jpg", with_segment(0xE0, b"JFIF")[:4] + b"\xff\xff" + jpeg()[2:], DAMAGED, ""),
    ]


@functools.cache
def crumbled() -> dict[str, bytes]:
    """Return files of 3 MB each whose parts are so small and many that reading them takes long."""
    size = 3_000_000
    start, rest = jpeg()[:2], jpeg()[2:]
    # Its palette has four colours.
    head, body = gif()[:25], gif()[25:]
    comments = b"!\xfe\x08" + b"comments" + b"\0"
    exif = b"\xff\xe1\0\x80Exif\0\0".ljust(130, b"x")
    scan = b"\xff\xda\0\x08\1\1\0\0\x3f\0"
    return {
        "filling of a JPEG": start + b"\xff" * size + rest,
        "nothing of a JPEG": start + b"\xff\0" * (size // 2) + rest,
        "rubble in a JPEG": start + b"\xff\xfe\0\2" + bytes(size) + rest,
        "comments of a JPEG": start + b"\xff\xfe\0\2" * (size // 4) + rest,
        "camera's data in a JPEG": start + exif * (size // 130) + rest,
        "scans of a JPEG": jpeg()[:-2] + scan * (size // 10) + jpeg()[-2:],
        "chunks of a PNG": png()[:33] + chunk(b"teXt", b"") * (size // 12) + png()[33:],
        "blocks of a GIF": head + b"!\xfe" + b"\1a" * (size // 2) + b"\0" + body,
        "comments of a GIF": head + comments * (size // 12) + body,
        "chunks of a WebP": riff((b"VP8 ", webp()[20:]), *[(b"none", b"")] * (size // 8)),
        "boxes of an AVIF": encoded(plain(), "AVIF") + box(b"free", b"") * (size // 8),
    }


# What is taken, and what becomes of it


def sixteen_bits(colour: int, *values: int) -> bytes:
    width, height = SIZE
    row = b"\0" + struct.pack(f">{len(values)}H", *values) * width
    return raw_png(width, height, 16, colour, row * height)


def like_ycck() -> bytes:
    """Return a JPEG whose four layers are said to be YCCK, as Photoshop writes them."""
    picture = encoded(plain("CMYK", (155, 127, 127, 0)), "JPEG", quality=95)
    at = picture.index(b"Adobe") + 11
    return picture[:at] + b"\2" + picture[at + 1 :]


def without_adobe() -> bytes:
    """Return a JPEG in CMYK that says nothing of Adobe, whose ink is therefore ink."""
    picture = encoded(plain("CMYK", (0, 0, 255, 255)), "JPEG", quality=95)
    at = picture.index(b"\xff\xee")
    return picture[:at] + picture[at + 16 :]


def two_pictures() -> bytes:
    """Return an MPO, as phones with two lenses write them."""
    return encoded(plain(), "MPO", save_all=True, append_images=[plain(colour="red")])


def moving(format_name: str) -> bytes:
    frames = [plain(), plain(colour="red")]
    return encoded(frames[0], format_name, save_all=True, append_images=frames[1:], duration=200)


@functools.cache
def taken() -> dict[str, tuple[bytes, tuple[int, int, int]]]:
    """Return by the name of the file: its content and the colour in the middle of the master."""
    clear = plain("RGBA", (255, 0, 0, 0))
    palette = plain().quantize()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    film = ftyp(b"mp42") + b"MotionPhoto_Data"
    white, red = (255, 255, 255), (255, 0, 0)
    return {
        "plain.jpg": (jpeg(), TEAL),
        "in passes.jpg": (jpeg(progressive=True), TEAL),
        "really a jpeg.png": (jpeg(quality=90), TEAL),
        "really a png.jpg": (png(), TEAL),
        "no ending": (webp(quality=90), TEAL),
        "grey.jpg": (encoded(plain("L", 77), "JPEG"), (77, 77, 77)),
        "print.jpg": (encoded(plain("CMYK", (0, 255, 255, 0)), "JPEG"), (254, 0, 0)),
        "print, not Adobe's.jpg": (without_adobe(), (0, 0, 255)),
        "print, YCCK.jpg": (like_ycck(), (155, 155, 155)),
        "16 bits grey.png": (sixteen_bits(0, 0xC000), (192, 192, 192)),
        "16 bits.png": (sixteen_bits(2, 0xFFFF, 0x8000, 0), (255, 128, 0)),
        "16 bits, clear.png": (sixteen_bits(6, 0, 0, 0, 0x8000), (127, 127, 127)),
        "palette.png": (encoded(palette), TEAL),
        "palette, clear.png": (encoded(palette, transparency=palette.getpixel((9, 9))), white),
        "colour key.png": (encoded(plain(), transparency=TEAL), white),
        "grey, clear.png": (encoded(plain("LA", (200, 0))), white),
        "clear.png": (encoded(clear), white),
        "clear.webp": (encoded(clear, "WEBP"), white),
        "clear.avif": (encoded(clear, "AVIF"), white),
        "two colours.png": (encoded(plain("1", 1)), white),
        "plain.gif": (gif(), TEAL),
        "moving.gif": (moving("GIF"), TEAL),
        "moving.webp": (moving("WEBP"), TEAL),
        "moving.png": (moving("PNG"), TEAL),
        "plain.avif": (encoded(plain(), "AVIF"), TEAL),
        "with a film.jpg": (jpeg(quality=80) + film, TEAL),
        "two lenses.jpg": (two_pictures(), TEAL),
        "own profile.jpg": (jpeg(icc_profile=srgb), TEAL),
        # Green of Display P3 in sRGB: no red at all, and as green as can be.
        "wide.jpg": (
            encoded(plain(colour=(0, 255, 0)), "JPEG", icc_profile=wide_profile()),
            (0, 255, 0),
        ),
        "wide orange.png": (
            encoded(plain(colour=(200, 120, 60)), icc_profile=wide_profile()),
            (213, 117, 38),
        ),
        "broken profile.jpg": (jpeg(icc_profile=b"no profile at all" * 9), TEAL),
        "profile of print.png": (encoded(plain(colour=red), icc_profile=b"CMYK" * 99), red),
    }
