"""All groups of the search, in the order in which they are shown."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from desk.finding import Asked, Item, Source
from desk.finding.addresses import BY_ADDRESS
from desk.finding.articles import BY_TEXTS, BY_WORDS
from desk.finding.manual import HANDBOOK
from desk.finding.others import SOURCES
from desk.queues import Counted

FIRST, PER_PAGE = 10, 50


@dataclass(frozen=True)
class Group:
    """What one source has found: the first few, or a page of all."""

    key: str
    name: Promise
    note: Promise | str
    count: Counted
    items: list[Item]
    page: Page

    @property
    def is_cut(self) -> bool:
        return self.page.paginator.num_pages > 1


def find(asked: Asked, only: str = "", page: str = "") -> list[Group]:
    """Return what was found, empty groups left out; with `only`, a page of that group alone."""
    if not asked.words:
        return []
    wanted = [each for each in _sources() if only in ("", each.key) and each.may(asked.person)]
    groups = [_group(each, asked, PER_PAGE if only else FIRST, page) for each in wanted]
    return [group for group in groups if group.count.number]


def _sources() -> list[Source]:
    further = [import_string(name) for name in settings.DESK_SOURCES]
    return [BY_ADDRESS, BY_WORDS, BY_TEXTS, *SOURCES, *further, HANDBOOK]


def _group(source: Source, asked: Asked, size: int, page: str) -> Group:
    rows = list(source.rows(asked))
    shown = Paginator(rows, size).get_page(page)
    items = source.items(list(shown.object_list), asked) if rows else []
    return Group(source.key, source.name, source.note, Counted(len(rows)), items, shown)
