"""The three strands: what belongs to which, and what writing one of them leaves alone."""

import json
from datetime import date

import pytest

from articles import strands
from articles.kinds import kinds
from tests import factories

KINDS = list(kinds())
WITH_ROWS = [key for key, model in kinds().items() if model.row_relations]


def stored(content: dict) -> dict:
    """Return a content as it comes back from the database."""
    return json.loads(json.dumps(content))


def captions(story, code: str = "en") -> list[str]:
    rows = story.pictures.order_by("position", "pk")
    return [getattr(row, f"caption_{code}") for row in rows]


def contents(article) -> dict[str, dict]:
    return {name: strands.snapshot(article, name) for name in strands.names()}


def changed(article, before: dict[str, dict]) -> list[str]:
    """Return the strands in which an article says something else than before."""
    now = contents(article)
    return [name for name in now if not strands.same(now[name], before[name], name)]


# Which column belongs where


@pytest.mark.nodb
@pytest.mark.parametrize("kind", KINDS)
def test_no_column_belongs_to_two_strands(kind):
    names = [
        field.name for strand in strands.names() for field in strands.fields(kinds()[kind], strand)
    ]
    assert len(names) == len(set(names))


@pytest.mark.nodb
@pytest.mark.parametrize("kind", KINDS)
def test_texts_belong_to_their_language_and_everything_else_to_the_shared_facts(kind):
    model = kinds()[kind]
    assert strands.of_field(model, "title_en") == "en"
    assert strands.of_field(model, "picture_alt_zh_hans") == "zh-hans"
    assert strands.of_field(model, "category") == strands.SHARED
    assert strands.of_field(model, "picture") == strands.SHARED
    assert strands.of_field(model, "slug") == strands.SHARED


@pytest.mark.nodb
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["id", "live", "title", "published_at_en", "expires_at_zh_hans", "version_shared"]
)
def test_what_publishing_keeps_for_itself_is_in_no_strand(kind, name):
    assert strands.of_field(kinds()[kind], name) is None


@pytest.mark.nodb
def test_texts_that_a_kind_adds_are_in_their_strand_too():
    info = kinds()["living.info"]
    assert strands.of_field(info, "address_zh_hans") == "zh-hans"
    assert strands.of_field(info, "checked_on") == strands.SHARED


@pytest.mark.nodb
def test_version_of_a_strand_that_is_not_there_raises():
    with pytest.raises(ValueError, match="no language 'fr'"):
        strands.version_column("fr")


# Content as data


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("strand", strands.names())
def test_content_that_was_stored_can_be_written_into_another_row(db, kind, strand):
    source = factories.make(kind, picture=factories.picture(), is_featured=True, slug="spring")
    target = factories.make(kind, langs=[], rows=0, category=factories.category("news.local"))
    if strand != strands.SHARED:
        # The rows are there before their texts come.
        strands.apply(target, strands.SHARED, stored(strands.snapshot(source, strands.SHARED)))
    content = stored(strands.snapshot(source, strand))
    strands.apply(target, strand, content)
    assert strands.snapshot(factories.fresh(target), strand) == content


def test_date_comes_back_from_storage_as_a_date(db):
    guide = factories.make("investing.guide", checked_on=date(2026, 1, 31))
    content = stored(strands.snapshot(guide, strands.SHARED))
    guide.checked_on = None
    strands.apply(guide, strands.SHARED, content)
    assert factories.fresh(guide).checked_on == date(2026, 1, 31)


def test_stored_content_from_before_a_field_was_added_leaves_that_field_alone(db):
    story = factories.make()
    content = strands.snapshot(story, "en")
    del content["fields"]["source_en"]
    content["fields"]["dropped_en"] = "A field that has gone."
    strands.apply(story, "en", content)
    assert factories.fresh(story).source_en == "River Gazette"


@pytest.mark.parametrize("kind", WITH_ROWS)
def test_language_without_any_text_is_empty_whatever_rows_there_are(db, kind):
    article = factories.make(kind, langs=["en"])
    assert strands.is_empty(strands.snapshot(article, "zh-hans"))
    assert not strands.is_empty(strands.snapshot(article, "en"))


# Has it changed?


@pytest.mark.nodb
@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("line\r\nline", "line\nline"),
        (" words\n", "words"),
        # A letter with its accent, and the same as letter and accent.
        ("caf\u00e9", "cafe\u0301"),
        (None, ""),
    ],
)
def test_texts_that_look_the_same_to_a_reader_count_as_the_same(one, two):
    assert strands.normalise(one) == strands.normalise(two)


@pytest.mark.nodb
@pytest.mark.parametrize(("one", "two"), [("a b", "ab"), ("A", "a"), ("0", ""), ("“a”", '"a"')])
def test_texts_that_a_reader_can_tell_apart_differ(one, two):
    assert strands.normalise(one) != strands.normalise(two)


def test_moving_a_row_changes_the_shared_facts_and_no_text(db):
    story = factories.make("news.photostory")
    before = contents(story)
    first = story.pictures.get(position=0)
    first.position = 9
    first.save()
    assert changed(story, before) == [strands.SHARED]


def test_row_without_text_in_a_language_does_not_change_that_language(db):
    story = factories.make("news.photostory")
    before = contents(story)
    factories.add_row(story, "pictures", 3, langs=["en"])
    assert changed(story, before) == ["en", strands.SHARED]


# Writing one strand


def test_writing_a_language_neither_adds_nor_removes_nor_moves_rows(db):
    source, target = (factories.make("news.photostory") for _ in range(2))
    strands.apply(target, strands.SHARED, strands.snapshot(source, strands.SHARED))
    ids = list(target.pictures.order_by("position").values_list("pk", flat=True))
    source.pictures.get(position=0).delete()
    source.pictures.filter(position=1).update(position=7)
    factories.add_row(source, "pictures", 5)
    source.pictures.filter(position=2).update(caption_en="The new words")
    strands.apply(target, "en", strands.snapshot(source, "en"))
    assert list(target.pictures.order_by("position").values_list("pk", flat=True)) == ids
    assert "The new words" in captions(target)


def test_writing_the_shared_facts_keeps_ids_and_texts_of_the_rows_that_stay(db):
    story = factories.make("news.photostory")
    keys = {row.position: str(row.key) for row in story.pictures.all()}
    ids = {str(row.key): row.pk for row in story.pictures.all()}
    content = strands.snapshot(story, strands.SHARED)
    first, second, third = content["rows"]["pictures"]
    content["rows"]["pictures"] = [third, first]
    strands.apply(story, strands.SHARED, content)
    assert captions(story) == ["caption 2 English", "caption 0 English"]
    assert captions(story, "zh_hans") == ["caption 2 中文", "caption 0 中文"]
    assert {str(row.key): row.pk for row in story.pictures.all()} == {
        keys[0]: ids[keys[0]],
        keys[2]: ids[keys[2]],
    }
    assert second["key"] == keys[1]


@pytest.mark.parametrize("kind", KINDS)
def test_writing_one_language_leaves_the_other_and_the_shared_facts_as_they_are(db, kind):
    article = factories.make(kind)
    untouched = {name: strands.snapshot(article, name) for name in ("zh-hans", strands.SHARED)}
    content = strands.snapshot(article, "en")
    content["fields"]["title_en"] = "Summer on the river"
    strands.apply(article, "en", content)
    article = factories.fresh(article)
    assert article.title_en == "Summer on the river"
    assert {name: strands.snapshot(article, name) for name in untouched} == untouched
