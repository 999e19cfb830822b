"""What holds on every public page at this moment: notices, and whether the portal mourns."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Value
from django.utils import timezone

from articles.prepared import NOW, prepared
from languages import column
from liangjiang.models import Mourning, SiteNotice

MOURNING = "mourning"


@dataclass(frozen=True)
class Notice:
    """A notice in one language."""

    kind: str
    text: str
    link_address: str
    link_text: str
    starts_at: datetime
    pk: int

    @property
    def is_warning(self) -> bool:
        return self.kind == SiteNotice.Kind.WARNING


@dataclass(frozen=True)
class SiteWide:
    notices: list[Notice]
    is_mourning: bool


NOTHING = SiteWide([], is_mourning=False)


def read(language: str, at: datetime | None = None) -> SiteWide:
    """Return what holds in `language` (at `at`, by default now).

    One question, because every page asks it.
    """
    found = [Notice(*row) for row in _rows(language, now=at or timezone.now())]
    shown = [row for row in found if row.kind != MOURNING]
    # Warnings first, then what began last.
    shown.sort(key=lambda row: (row.is_warning, row.starts_at, row.pk), reverse=True)
    return SiteWide(shown, is_mourning=len(shown) < len(found))


@prepared
def _rows(language: str) -> QuerySet:
    texts = [column(name, language) for name in ("text", "link_address", "link_text")]
    # Without modeltranslation's rewriting, which brings columns in any order: a union needs one.
    notices = SiteNotice.objects.running(NOW).written_in(language).rewrite(False)
    mourning = Mourning.objects.running(NOW).values_list(
        Value(MOURNING), Value(""), Value(""), Value(""), "starts_at", "pk"
    )
    return notices.values_list("kind", *texts, "starts_at", "pk").union(mourning, all=True)
