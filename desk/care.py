"""What needs care and is no work on a text: pictures, licences, empty categories, letters."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from articles import filled, rights
from articles.models import Category
from desk.queues import MOST, Counted
from languages import column
from languages.order import own_language_first
from library import gaps, lacks
from library.desk.filters import lack_words
from library.models import Picture
from post.models import Letter


@dataclass(frozen=True)
class Care:
    words: str
    count: Counted
    address: str
    is_alarm: bool = False


def of(person) -> list[Care]:
    """Return what there is to care for, as far as the person may; nothing that counts zero."""
    found = []
    if person.has_perm("library.change_picture"):
        found += [*_descriptions(), *_licences()]
    if rights.may(person, rights.APPROVE):
        found += _empty_categories()
    if person.has_perm("post.change_letter"):
        found += _letters()
    return [care for care in found if care.count.number]


def _descriptions() -> list[Care]:
    work = reverse("admin:library_picture_work")
    return [
        Care(
            _("Pictures in articles: %(lack)s") % {"lack": lack_words("alt", code)},
            Counted(gaps.of("alt", code, 0).count),
            f"{work}?language={code}#used-{column('alt', code)}",
        )
        for code in own_language_first()
    ]


def _licences() -> list[Care]:
    rows = Picture.objects.in_library()
    work = reverse("admin:library_picture_work")
    ended, soon = (
        Counted(rows.filter(condition)[: MOST + 1].count())
        for condition in (lacks.licence_ended(), lacks.licence_ends_soon())
    )
    return [
        Care(_("Pictures whose licence has ended"), ended, f"{work}#licences-ended", is_alarm=True),
        Care(_("Licences that end within 30 days"), soon, f"{work}#licences-soon"),
    ]


def _empty_categories() -> list[Care]:
    rows = filled.with_content_per_language(Category.objects.all()).filter(filled.is_empty())
    address = f"{reverse('admin:articles_category_changelist')}?empty=yes"
    return [Care(_("Categories with nothing to read"), Counted(rows.count()), address)]


def _letters() -> list[Care]:
    count = Counted(Letter.objects.given_up()[: MOST + 1].count())
    address = f"{reverse('admin:post_letter_changelist')}?state=given-up"
    return [Care(_("Letters that could not be sent"), count, address, is_alarm=True)]
