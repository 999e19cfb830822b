"""One stylesheet and one script for the whole site, joined from the numbered files in `static/`.

A component has a file of its own, such as `static/css/30-header.css`: adding one is enough, and
its number says where it stands in the cascade. Nothing has to be built: development servers and
`collectstatic` ask a finder for every file, and this one joins the parts whenever it is asked.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage
from rcssmin import cssmin

PART = "[0-9][0-9]-*"
# The joined file: its parts.
JOINED = {"css/site.css": f"css/{PART}.css", "js/site.js": f"js/{PART}.js"}
# Within a layer the minifier takes `.foot :focus` for a declaration and makes `.foot:focus` of it.
DESCENDANT = re.compile(rb"(?<=[\w)\]]) +(?=:[a-z])")
SOURCES = settings.BASE_DIR / "static"
# Stands for our own in a style sheet: paper shows where a link leads, and a path has no host.
HOST = b"https://site.invalid"


class JoinedFinder(FileSystemFinder):
    """Finds what lies in STATICFILES_DIRS, with the joined files in place of their parts."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Other programs need a file on the disk, and the folder of the sources is not ours to fill.
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "joined")

    def find(self, path: str, find_all: bool = False, **kwargs):
        if path not in JOINED:
            return super().find(path, find_all, **kwargs)
        found = str(self._join(path))
        return [found] if find_all else found

    def list(self, ignore_patterns) -> Iterator[tuple[str, FileSystemStorage]]:
        yield from super().list([*(ignore_patterns or []), PART])
        for name in JOINED:
            self._join(name)
            yield name, self.storage

    def _join(self, name: str) -> Path:
        content = b"\n".join(part.read_bytes() for part in sorted(SOURCES.glob(JOINED[name])))
        if name.endswith(".css"):
            # Comments and indentation are for us; a phone need not fetch them.
            content = cssmin(DESCENDANT.sub(b" *", content))
            content = content.replace(HOST, settings.SITE_URL.encode())
        target = Path(self.storage.path(name))
        # Left alone when nothing has changed, so that its time says when something did.
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
                file.write(content)
            # In one step: another process may be reading.
            Path(file.name).replace(target)
            target.chmod(0o644)
        return target
