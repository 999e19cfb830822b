"""Pages as plain files where nginx looks for them (deploy/): only those without an end."""

import os
import re
import shutil
from math import inf
from pathlib import Path

from pagestore.page import Page

# By what nginx adds to the name; the plain one last, because nginx looks for it before all others.
_ENCODINGS = {".br": "br", ".gz": "gzip", "": ""}
_PLAIN_FOLDER = re.compile(r"(/[\w-]+)+/", re.ASCII)
# Of the check sum of a page: as many as make a time that every file system takes.
_TIME_DIGITS = 7


class Direct:
    """Used with the lock of the store. is_on: whether nginx looks at all."""

    def __init__(self, folder: Path, *, is_on: bool) -> None:
        self.folder, self._is_on = folder, is_on

    def takes(self, key: str, page: Page) -> bool:
        """Tell whether a page belongs here."""
        return page.until == inf and bool(self._files(key))

    def lacks(self, key: str, page: Page) -> bool:
        """Tell whether a page should be there and is not."""
        files = self._files(key).values()
        return self.takes(key, page) and any(not file.exists() for file in files)

    def place(self, key: str, page: Page) -> None:
        """Put a page there, or take an earlier one away. Raises OSError."""
        if page.until != inf:
            self.take_away(key)
            return
        # nginx makes an ETag of the time and the length, and two versions may have both in common:
        # so the time says what the content is.
        seconds = int(page.etag[:_TIME_DIGITS], 16)
        for encoding, file in self._files(key).items():
            file.parent.mkdir(parents=True, exist_ok=True)
            coming = self.folder.with_name(f"coming-{os.getpid()}-direct")
            coming.write_bytes(page.bodies[encoding])
            os.utime(coming, (seconds, seconds))
            coming.replace(file)

    def take_away(self, key: str) -> None:
        for file in self._files(key).values():
            file.unlink(missing_ok=True)

    def empty(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _files(self, key: str) -> dict[str, Path]:
        if not self._is_on or not _PLAIN_FOLDER.fullmatch(key):
            return {}
        place = self.folder / key.strip("/")
        return {name: place / f"index.html{end}" for end, name in _ENCODINGS.items()}
