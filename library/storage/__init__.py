"""Where pictures are kept: in a folder on the disk, or in a bucket that STORAGE_URL names."""

from django.conf import settings

from library.storage.address import BUCKET


class Unavailable(OSError):
    """The bucket does not answer, or refuses what it must allow; the words are for an operator."""


def is_bucket() -> bool:
    return settings.STORAGES["default"]["BACKEND"] == BUCKET
