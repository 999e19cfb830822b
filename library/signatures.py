"""What a file is, read from its first bytes and never from its name."""

import re
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

JPEG, PNG, WEBP, GIF, AVIF = "JPEG", "PNG", "WEBP", "GIF", "AVIF"

_SVG = _(
    "This is an SVG drawing, which may hold programs. Please export it as PNG, at least 1920 "
    "pixels wide."
)
_PAGE = _("This is a web page, not a picture. Please save the picture itself and choose that file.")
_POSTSCRIPT = _("This is a PostScript or EPS file. Please export it as JPEG or PNG.")
_PDF = _("This is a PDF document. Please export the picture in it as JPEG or PNG.")
_ARCHIVE = _("This is an archive, such as ZIP or RAR. Please unpack it and choose the pictures.")
_OFFICE = _(
    "This is an office document, such as Word or WPS. Please save the pictures in it as files and "
    "choose those."
)
_TIFF = _("This is a TIFF file or the raw file of a camera. Please export it as JPEG.")
_PHOTOSHOP = _("This is a Photoshop file. Please export it as JPEG or PNG.")
_HEIC = _(
    "This is a HEIC photo, which few browsers show. Please export it as JPEG. To make an iPhone "
    "take JPEG: Settings › Camera › Formats › Most Compatible."
)
_BMP = _("This is a BMP picture. Please save it as PNG or JPEG.")
_RARE = _("This is a picture that few browsers show. Please save it as JPEG or PNG.")
_FILM = _("This is a video or a sound recording, not a picture. Please choose a picture.")
_TEXT = _("This is a text, not a picture. Please choose a picture.")
_EMPTY = _("This file is empty. Perhaps it was not copied completely; please choose it again.")
_UNKNOWN = _("This is not a picture that browsers show. Please use JPEG, PNG, WebP, GIF or AVIF.")

# How files begin that are pictures, and how those begin that are not.
_PICTURES = (
    (rb"\xff\xd8\xff", JPEG),
    (rb"\x89PNG\r\n\x1a\n", PNG),
    (rb"GIF8[79]a", GIF),
    (rb"RIFF....WEBP", WEBP),
    (rb"....ftyp(?:avi[fs]|.{4}(?:....){0,14}?avif)", AVIF),
)
_OTHERS = (
    (rb"....ftyp(?:he[ivx]|hev|mif1|msf1)", _HEIC),
    (rb"....ftypcrx|II\*\x00|MM\x00\*|II\+\x00|MM\x00\+|FUJIFILM|IIU\x00|IIR[OS]", _TIFF),
    (rb"....ftyp|....(?:moov|mdat|wide|free)", _FILM),
    (rb"\x1aE\xdf\xa3|FLV|OggS|ID3|fLaC|RIFF....(?:AVI |WAVE)|\x00\x00\x01[\xb3\xba]", _FILM),
    (rb"0&\xb2u\x8ef\xcf\x11|\xff[\xf2\xf3\xfa\xfb]|#!AMR|MThd", _FILM),
    (rb"%PDF-", _PDF),
    (rb"%!|\x04%!|\xc5\xd0\xd3\xc6", _POSTSCRIPT),
    (rb"8BP[SB]", _PHOTOSHOP),
    (rb"PK\x03\x04.{0,4000}?(?:\[Content_Types\]|mimetypeapplication/vnd|word/|ppt/|xl/)", _OFFICE),
    (rb"\xd0\xcf\x11\xe0", _OFFICE),
    (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)|Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ", _ARCHIVE),
    (rb"\x28\xb5\x2f\xfd|MSCF|.{257}ustar", _ARCHIVE),
    (rb"BM.{4}\x00{4}", _BMP),
    (rb"\x00\x00\x00\x0c(?:jP  |JXL )|\xff\x0a|\xff\x4f\xff\x51|\x00\x00[\x01\x02]\x00", _RARE),
)
_HEAD = 4096
_MARKUP = re.compile(r"<(?:!doctype html|html|head|body|script|iframe|title|meta)\b", re.IGNORECASE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(file: BinaryIO) -> str:
    """Return which kind of picture a file is; refuse in words what is none."""
    file.seek(0)
    head = file.read(_HEAD)
    for signature, kind in _PICTURES:
        if re.match(signature, head, re.DOTALL):
            return kind
    raise ValidationError(_words_for(head))


def _words_for(head: bytes):
    if not head:
        return _EMPTY
    for signature, words in _OTHERS:
        if re.match(signature, head, re.DOTALL):
            return words
    text = _as_text(head)
    if text is None:
        return _UNKNOWN
    if re.search(r"<svg[\s>/]", text, re.IGNORECASE) and not re.match(r"\s*<!doctype html", text):
        return _SVG
    return _PAGE if _MARKUP.search(text) else _TEXT


def _as_text(head: bytes) -> str | None:
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        if encoding == "utf-16" and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError as error:
            # The last character may be cut in half.
            if error.start < len(head) - 4:
                continue
            text = head[: error.start].decode(encoding)
        return None if _NO_TEXT.search(text) else text
    return None
