"""Which edition of the program renders: pages of another one are not served."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

# What pages are made of.
_MADE_OF = {".py", ".html", ".mo", ".css", ".js", ".svg"}
_PLAIN = (str, int, float, bool, list, tuple, dict, type(None))
# What has nothing to do with a page, so that a command of the operator may differ in it.
_ELSEWHERE = ("AXES", "CACHES", "DATABASE", "EMAIL", "LOG", "PAGE_STORE", "POST", "SECRET")
_NOT_OURS = (".venv", "node_modules", "var", "tests")


def edition() -> int:
    """Return a number that changes with the program's files, its settings and its static files."""
    seen = blake2b(digest_size=8)
    for file in _files():
        found = file.stat()
        seen.update(f"{file}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    # Some settings are words, which everybody would read in another language.
    with override(settings.LANGUAGE_CODE):
        for name in filter(str.isupper, sorted(dir(settings))):
            value = getattr(settings, name)
            if isinstance(value, _PLAIN) and not name.startswith(_ELSEWHERE):
                seen.update(f"{name}={value!r}\n".encode())
    return int.from_bytes(seen.digest())


def _files() -> Iterator[Path]:
    for folder in sorted(settings.BASE_DIR.iterdir()):
        if folder.is_dir() and folder.name not in _NOT_OURS and not folder.name.startswith("."):
            yield from (file for file in sorted(folder.rglob("*")) if file.suffix in _MADE_OF)
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield manifest
