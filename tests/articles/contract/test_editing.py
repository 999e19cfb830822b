"""Editors write; visitors notice nothing until something is published, and then only that."""

import pytest

from articles import publishing, strands, working_copies
from languages import EN, ZH, column
from tests import factories, pages
from tests.articles.contract.places import EVERYWHERE, page, place


def everything_public(visitor, article) -> dict[tuple, bytes]:
    """Return every page that shows the article, byte for byte."""
    found = {
        (name, code): visitor.get(place(article, name, code)).content
        for name in EVERYWHERE
        for code in (EN, ZH)
    }
    return found | {code: page(visitor, article, code).content for code in (EN, ZH)}


def rewrite(article, codes=(EN, ZH)):
    """Change every text of an article's draft; where it has rows, change, add, remove and move."""
    copy = working_copies.edit(article)
    for code in codes:
        for name in strands.text_fields(type(copy)):
            # One word: several in a row would be marked as English on a Chinese page.
            text = "<p>Rewritten.</p>" if name == "body" else f"Rewritten-{name}"
            setattr(copy, column(name, code), text)
    copy.save()
    for relation in copy.row_relations:
        first, second, third = getattr(copy, relation).order_by("position")
        for code in codes:
            setattr(first, column("caption", code), "Rewritten-caption")
        first.position = 9
        first.save()
        second.delete()
        factories.add_row(copy, relation, 3, codes)
    working_copies.record(copy)
    return copy


def captions(article, relation: str, code: str) -> dict[int, str]:
    """Return the captions of the live rows by their ids, in their order."""
    rows = getattr(article, relation).order_by("position", "pk")
    return {row.pk: getattr(row, column("caption", code)) for row in rows}


# Nothing published


def test_editing_leaves_every_public_page_byte_for_byte_as_it_was(visitor, desk, article):
    before = everything_public(visitor, article)
    editor = desk("editor")
    form = pages.press(editor, editor.get(pages.address(article)), "Edit")
    assert everything_public(visitor, article) == before
    changes = {"title_en": "Rewritten", "body_zh_hans": "<p>改写了。</p>", "slug": "rewritten"}
    changes |= {"category": factories.category("news.local").pk, "remove_picture": "on"}
    for relation in article.row_relations:
        row = {"0-caption_en": "Rewritten", "1-DELETE": "on", "2-position": "0"}
        changes |= {f"{relation}-{name}": value for name, value in row.items()}
    answer = pages.press(editor, form, "Save draft", **changes)
    assert "Draft saved" in pages.text(answer)
    assert set(working_copies.changed_strands(working_copies.edit(article), article)) == {
        EN,
        ZH,
        strands.SHARED,
    }
    assert everything_public(visitor, article) == before


def test_discarding_leaves_every_public_page_byte_for_byte_as_it_was(visitor, article):
    before = everything_public(visitor, article)
    rewrite(article)
    working_copies.discard(article)
    assert everything_public(visitor, article) == before


# One language published


def test_publishing_one_language_leaves_the_other_byte_for_byte(visitor, article, language, other):
    before = page(visitor, article, other).content
    rewrite(article)
    publishing.publish(article, [language])
    assert page(visitor, article, other).content == before
    assert "Rewritten-title</h1>" in page(visitor, article, language).content.decode()
    for name in ("home", "section", "category"):
        assert b"Rewritten" not in visitor.get(place(article, name, other)).content


def test_other_language_can_be_published_afterwards(visitor, article, language, other):
    rewrite(article)
    publishing.publish(article, [language])
    published = page(visitor, article, language).content
    publishing.publish(article, [other])
    assert "Rewritten-title</h1>" in page(visitor, article, other).content.decode()
    assert page(visitor, article, language).content == published


def test_shared_facts_chosen_with_a_language_change_the_other_page_but_none_of_its_texts(
    visitor, article, language, other
):
    old = page(visitor, article, other).content.decode()
    copy = rewrite(article)
    copy.picture = factories.picture("black")
    copy.save()
    publishing.publish(article, [language, strands.SHARED])
    new = page(visitor, article, other).content.decode()
    assert new != old
    assert f">{factories.TEXT[other]['title']}</h1>" in new
    assert "Rewritten" not in new
    assert factories.fresh(article).picture.file_name == "black.jpg"


# Rows


@pytest.fixture
def story(db, kind_with_rows):
    return factories.live(kind_with_rows)


def test_language_published_alone_takes_over_the_texts_of_the_rows_there_are(
    story, language, other
):
    (relation,) = story.row_relations
    before = {code: captions(story, relation, code) for code in (EN, ZH)}
    rewrite(story)
    publishing.publish(story, [language])
    first = next(iter(before[language]))
    # Which rows there are, and their order, waits for the shared facts.
    assert captions(story, relation, language) == before[language] | {first: "Rewritten-caption"}
    assert captions(story, relation, other) == before[other]


def test_rows_are_added_removed_and_moved_with_the_shared_facts_and_keep_their_ids(
    story, language, other
):
    (relation,) = story.row_relations
    first, _second, third = captions(story, relation, EN)
    rewrite(story)
    publishing.publish(story, [language, strands.SHARED])
    published, untouched = (captions(story, relation, code) for code in (language, other))
    assert [*published][0], [*published][-1] == (third, first)
    assert len(published) == 3
    assert published[first] == "Rewritten-caption"
    # The new row is there, and without text in the language that was not published.
    (new,) = set(published) - {first, third}
    assert published[new]
    assert not untouched[new]


def test_row_without_text_in_a_language_is_not_shown_in_it(visitor, story, language, other):
    (relation,) = story.row_relations
    rewrite(story)
    publishing.publish(story, [language, strands.SHARED])
    shown, hidden = (page(visitor, story, code).content.decode() for code in (language, other))
    assert shown.count("<figcaption>") == 3
    assert hidden.count("<figcaption>") == 2
