"""Does the bucket do what the portal needs, and keep to itself what nobody may see?"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from liangjiang.doctor.findings import Finding, error
from library import storage
from library.storage import parts


def access() -> Iterator[Finding]:
    """Write a small file, read it, look for it, delete it."""
    if not storage.is_bucket():
        return
    probe = _Probe()
    for words, act in probe.acts.items():
        try:
            act()
        except OSError as failure:
            yield error(
                f"The pictures' bucket cannot be {words}: {failure}. See STORAGE_URL, and that its "
                "key may list the bucket and read, write and delete what is in it."
            )
            break
    if probe.is_public:
        yield error(
            f"Everybody can read the {default_storage}, and with it the masters of all pictures. "
            "Make it private; the portal sends visitors what they need itself."
        )
    with suppress(OSError):
        default_storage.delete(probe.name)


class _Probe:
    def __init__(self) -> None:
        self.name = f"doctor-{uuid.uuid4().hex}.txt"
        self.content = self.name.encode()
        self.is_public = False
        self.acts: dict[str, Callable[[], None]] = {
            "written": self.write,
            "read": self.read,
            "listed": self.list,
            "emptied": self.delete,
        }

    def write(self) -> None:
        default_storage.save(self.name, ContentFile(self.content))
        self.is_public = default_storage.shows_everybody(self.name)

    def read(self) -> None:
        with default_storage.open(self.name) as file:
            whole = file.read()
        part = parts.part(self.name, ("3", "6"))
        try:
            if (whole, part.read()) != (self.content, self.content[3:7]):
                raise OSError("What comes back is not what was written")
        finally:
            part.close()

    def list(self) -> None:
        if self.name not in default_storage.listdir("")[1]:
            raise OSError("The list lacks what was written")

    def delete(self) -> None:
        default_storage.delete(self.name)
        if default_storage.exists(self.name):
            raise OSError("What was deleted is still there")
