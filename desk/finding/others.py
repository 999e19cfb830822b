"""Everything that is no article: pictures, categories, notices, redirects, people, enquiries."""

from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import languages
from accounts.models import User
from articles import words
from articles.models import Category, OldAddress
from contact.due_words import due_words
from contact.models import Enquiry
from desk.finding import Asked, Item, Source, Title
from desk.queues import MOST
from languages import column
from library.models import Picture


def _sees(model: type[Model]) -> Callable[[User], bool]:
    label, name = model._meta.app_label, model._meta.model_name

    def may(person: User) -> bool:
        return person.has_perm(f"{label}.view_{name}") or person.has_perm(f"{label}.change_{name}")

    return may


def _in_both(*names: str) -> list[str]:
    return [column(name, code) for name in names for code in languages.codes()]


def _item(row: Model, asked: Asked, title: str, note: str = "") -> Item:
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return Item(address, [Title(asked.marked(title))], note)


def source(key: str, rows: QuerySet, columns: list[str], note=lambda row: "") -> Source:
    """Return the source of a model whose rows are found by words in some columns."""
    model = rows.model

    def found(asked: Asked) -> QuerySet:
        return rows.filter(words.anywhere(asked.words, columns)).order_by("-pk")[: MOST + 1]

    def items(page: list, asked: Asked) -> list[Item]:
        return [_item(row, asked, str(row), str(note(row))) for row in page]

    return Source(key, model._meta.verbose_name_plural, _sees(model), found, items)


def _enquiries(asked: Asked) -> QuerySet | list:
    """Find enquiries by their number alone: who looks for a person does so where it is noted."""
    if len(asked.q) < SHORTEST_NUMBER or len(asked.words) != 1:
        return []
    rows = Enquiry.objects.defer(*Enquiry.PERSONAL).filter(reference__icontains=asked.q)
    return rows.order_by("-pk")[: MOST + 1]


def _enquiry_items(page: list, asked: Asked) -> list[Item]:
    return [
        _item(row, asked, row.reference, f"{row.get_kind_display()} · {_state(row)}")
        for row in page
    ]


def _state(row: Enquiry) -> str:
    return f"{row.get_state_display()} · {due_words(row)}"


def _standing(person: User) -> str:
    words = "%(name)s" if person.is_active else gettext("%(name)s, closed")
    return words % {"name": person.username}


SHORTEST_NUMBER = 3
SOURCES = [
    source(
        "pictures",
        Picture.objects.in_library(),
        ["file_name", *_in_both("title", "caption", "alt")],
        lambda row: row.file_name,
    ),
    source("categories", Category.objects.select_related("section"), _in_both("name")),
    source(
        "redirects",
        OldAddress.objects.all(),
        ["path", "target", "note"],
        lambda row: row.target or f"#{row.article_id}",
    ),
    source(
        "people", User.objects.all(), ["username", "first_name", "last_name", "email"], _standing
    ),
    Source(
        "enquiries",
        _("Enquiries by number"),
        _sees(Enquiry),
        _enquiries,
        _enquiry_items,
    ),
]
