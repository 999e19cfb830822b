"""Live rows are found by the indexes that hold nothing else, on SQLite too."""

import pytest

from articles.models import Article
from languages import EN
from tests import factories


@pytest.mark.sqlite_only
def test_sqlite_goes_by_the_indexes_of_live_rows(db):
    category = factories.category("news.events")
    rows = Article.objects.public(EN)
    assert "article_category_en" in rows.filter(category=category).explain()
    assert "article_date_en" in rows.newest(EN).explain()
    checked = Article.objects.live().filter(review_by__isnull=False).order_by("review_by")
    assert "article_review_by" in checked.explain()


def test_drafts_and_live_rows_are_told_apart_in_every_way_of_asking(db):
    live = factories.live()
    copy = factories.edited(live, title_en="Newer")
    for empty in ({"live": None}, {"live__isnull": True}):
        assert list(Article.objects.filter(**empty)) == [Article.objects.get(pk=live.pk)]
        assert [row.pk for row in Article.objects.exclude(**empty)] == [copy.pk]
    assert [row.pk for row in Article.objects.filter(live__isnull=False)] == [copy.pk]
    assert [row.pk for row in Article.objects.exclude(live__isnull=False)] == [live.pk]
