"""Django in a process of its own, for which no style sheets have been collected."""

import os
from pathlib import Path

import django
from django.conf import settings


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangjiang.settings")
    django.setup()
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
