"""The pictures of the sample articles, put into the library with all that it asks for."""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.core.files import File

import languages
from languages import column
from library.models import Collection, Licence, Picture
from library.uploads import receive

FOLDER = Path(__file__).parent
SOURCE = {"en": "Liangjiang portal", "zh-hans": "两江新区门户网站"}
_FILE = re.compile(r'data-picture="file:([a-z-]+\.jpg)"')


def picture(name: str, uses: dict | None = None) -> Picture:
    """Return the library's picture of a file; `uses` holds what an article says of it.

    The first use of a picture lends the library its words.
    """
    with (FOLDER / "pictures" / name).open("rb") as file:
        found = receive(File(file, name=name))
    if not found.licence:
        _describe(found, Path(name).stem)
    for code in languages.codes():
        for text in Picture.USE_TEXTS:
            if not languages.has_text(found, text, code):
                setattr(found, column(text, code), (uses or {}).get(code, {}).get(text, ""))
    found.save()
    return found


def with_pictures(body: str) -> str:
    """Return a body whose figures name pictures by their number and not by their file."""
    return _FILE.sub(lambda match: f'data-picture="{picture(match[1]).pk}"', body)


def _describe(found: Picture, key: str) -> None:
    about = _library()["pictures"][key]
    names = _library()["collections"][about["collection"]]
    found.licence = Licence.OWN
    found.collection, _created = Collection.objects.get_or_create(
        name_en=names["en"],
        defaults={"name_zh_hans": names["zh-hans"], "position": _position(about["collection"])},
    )
    for code in languages.codes():
        setattr(found, column("title", code), about[code])
        setattr(found, column("source", code), SOURCE[code])


def _position(collection: str) -> int:
    return [*_library()["collections"]].index(collection)


@cache
def _library() -> dict:
    return tomllib.loads((FOLDER / "library.toml").read_text(encoding="utf-8"))
