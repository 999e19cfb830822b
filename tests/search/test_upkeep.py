"""The index is in step with what is public, however that came to be."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.models import Article
from liangjiang.doctor import content
from search import analysis, entries, finding, upkeep
from search.models import Entry, Word
from tests import factories
from tests.factories import PAST

pytestmark = pytest.mark.django_db


def found(words: str, language: str = "en") -> list[int]:
    return [hit.article_id for hit in finding.find(words, language).hits]


def past_the_portal(article: Article, **values) -> None:
    """Change a row as somebody does who writes into the database."""
    Article.objects.filter(pk=article.pk).update(**values)


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_every_kind_is_indexed_with_the_texts_of_its_rows(kind):
    article = factories.live(kind, body_en="<p>Plimber</p>")
    Entry.objects.all().delete()
    assert found("plimber") == []
    assert upkeep.mend() == 2
    assert found("plimber") == [article.pk]
    if article.row_relations:
        assert found('"caption 2"') == [article.pk]


def test_what_is_missing_or_of_an_older_version_is_found_by_doctor_and_mended(monkeypatch):
    kept, lost = factories.titled("Ferry"), factories.titled("Ferry too")
    factories.make(title_en="Ferry draft")
    assert not list(content.search()) and upkeep.mend() == 0
    Entry.objects.filter(article=lost).delete()
    (finding_,) = content.search()
    assert "1 articles" in str(finding_) and "rebuild_search" in str(finding_)
    assert upkeep.mend() == 2
    assert not list(content.search())
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    assert upkeep.missing().count() == 2
    assert upkeep.mend() == 4
    assert {*found("ferry")} == {lost.pk, kept.pk}


def test_rebuilding_adds_changes_and_removes(capsys):
    changed, gone = factories.titled("Ferry"), factories.titled("Tram")
    past_the_portal(changed, title_en="Plimber", title_zh_hans="Plimber")
    past_the_portal(gone, published_at_en=None, published_at_zh_hans=None)
    call_command("rebuild_search")
    assert "2 texts indexed." in capsys.readouterr().out
    assert found("plimber") == [changed.pk]
    assert found("ferry") == found("tram") == []
    assert Entry.objects.count() == 2


def test_rebuilding_leaves_the_same_index_as_publishing():
    for number, kind in enumerate(factories.HOME_CATEGORY):
        factories.live(kind, at=PAST.replace(day=number + 1))
    past = Entry.objects.order_by("pk").values_list("pk", "title_terms", "summary_terms")
    before = list(past)
    call_command("rebuild_search", verbosity=0)
    assert list(past) == before
    # Words that were taken out are not found any more either.
    article = factories.titled("Quoppy")
    edited = factories.edited(article, title_en="Zanzibul", title_zh_hans="Zanzibul")
    publishing.publish(edited, ["en", "zh-hans"])
    assert found("quoppy") == [] and found("zanzibul") == [article.pk]


@pytest.mark.sqlite_only
def test_index_of_sqlite_agrees_with_its_entries():
    article = factories.titled("Ferry")
    factories.titled("Tram")
    article.delete()
    with connection.cursor() as cursor:
        # Raises if an entry and its terms disagree.
        cursor.execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
        )
        cursor.execute("SELECT count(*) FROM search_index WHERE search_index MATCH 'ferri'")
        assert cursor.fetchone() == (0,)


def test_article_that_cannot_be_indexed_keeps_no_other_one_out(monkeypatch, caplog):
    bad, good = factories.titled("Quoppy"), factories.titled("Ferry")
    Entry.objects.all().delete()
    read = entries.read

    def failing(article):
        if article.pk == bad.pk:
            raise ValueError("unreadable")
        return read(article)

    monkeypatch.setattr(entries, "read", failing)
    assert upkeep.mend() == 2
    assert found("ferry") == [good.pk] and found("quoppy") == []
    assert f"article {bad.pk} not indexed" in caplog.text


def instead(words: str) -> dict[str, list[str]]:
    return finding.find(words, "en").instead


def test_words_of_what_is_not_public_are_proposed_to_nobody():
    factories.titled("Ministry")
    gone = factories.titled("Minestry")
    later = timezone.now() + timedelta(days=2)
    factories.titled("Ninistry", at=later)
    assert instead("minustry") == {"minustry": ["minestry", "ministry"]}
    publishing.withdraw(factories.edited(gone), ["en", "zh-hans"], reason="error")
    assert instead("minustry") == {"minustry": ["ministry"]}
    call_command("rebuild_search", verbosity=0)
    assert not Word.objects.filter(word="minestry").exists()
    assert Word.objects.filter(word="ministry").exists()


def test_what_has_ended_holds_no_word_and_fills_no_list(monkeypatch):
    monkeypatch.setattr(finding, "MOST", 1)
    lasting = factories.titled("Zanzibul", at=PAST)
    ended = factories.titled("Zanzibul Quoppy")
    past = timezone.now() - timedelta(minutes=1)
    past_the_portal(ended, expires_at_en=past, expires_at_zh_hans=past)
    Entry.objects.filter(article=ended).update(expires_at=past)
    result = finding.find("zanzibul", "en")
    assert [hit.article_id for hit in result.hits] == [lasting.pk] and not result.is_cut
    assert instead("quoppi") == {}
