"""Which articles show a picture of the library, for the library's own questions.

Called through PICTURE_USES and PICTURE_STEPS, because the library knows nothing of articles.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

import languages
from articles import addresses
from articles.kinds import kinds
from articles.models import Article
from library.models import Picture
from library.uses import Use
from pagestore.purge import order_purge_at


def uses(picture_ids: Iterable[int]) -> Iterator[Use]:
    """Tell every use of the pictures in live articles and in their drafts."""
    wanted = list(picture_ids)
    for article in Article.objects.filter(picture__in=wanted).for_lists():
        yield _use(article, article.picture_id, _("lead picture"))
    for row, article in _rows(Q(picture__in=wanted)):
        yield _use(article, row.picture_id, _("picture %(number)s") % {"number": row.position + 1})


def order_purge(picture: Picture) -> None:
    """Order the purge of every page that shows the picture. A step of PICTURE_STEPS."""
    ids = set(Article.objects.filter(picture=picture).values_list("pk", flat=True))
    ids |= {article.pk for _row, article in _rows(Q(picture=picture))}
    articles = Article.objects.live().filter(pk__in=ids).for_lists()
    order_purge_at(path for article in articles for path in addresses.affected_by(article))


def _rows(condition: Q) -> Iterator[tuple]:
    for kind in kinds().values():
        for relation in kind.row_relations:
            model = kind._meta.get_field(relation).related_model
            for row in model.objects.filter(condition).select_related(
                f"{model.article_field}__category__section"
            ):
                yield row, getattr(row, model.article_field)


def _use(article: Article, picture_id: int, place: str) -> Use:
    name = f"admin:{article.kind.replace('.', '_')}_change"
    public = tuple(code for code in languages.codes() if article.is_public(code))
    return Use(picture_id, str(article), reverse(name, args=[article.live_pk]), place, public)
