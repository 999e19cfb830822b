"""What happens by itself at a moment to come: articles, and what rooms above the desk add."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

# More than anybody reads; what comes later stands in its month.
MOST = 500


@dataclass(frozen=True)
class Planned:
    """Something that happens at a moment, in some languages."""

    at: datetime
    what: str
    title: str
    # Where it can be changed.
    address: str
    languages: str
    # What kind of thing it is, where it is no article.
    kind: str = ""
    trouble: str = ""

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()


def besides(person, codes: list[str]) -> list[Planned]:
    """Return what is planned besides articles, in some of these languages.

    Functions of SCHEDULE_SOURCES tell it; each looks at what the person may see.
    """
    found = [import_string(name)(person, codes) for name in settings.SCHEDULE_SOURCES]
    return [planned for part in found for planned in part]
