"""Working copies: editing what visitors can read without touching what they read."""

import pytest
from django.db import IntegrityError, transaction

from articles import publishing, strands, working_copies
from articles.kinds import kinds
from articles.models import Article, Revision
from tests import factories
from tests.articles.days import LAST_YEAR, TOMORROW, YESTERDAY

KINDS = list(kinds())


def numbers(article, strand: str) -> list[int]:
    rows = Revision.objects.filter(article_id=article.live_pk, strand=strand)
    return list(rows.order_by("number").values_list("number", flat=True))


# When there is one


def test_draft_that_was_never_published_is_edited_in_place(db):
    draft = factories.make()
    assert working_copies.edit(draft).pk == draft.pk
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    "publication",
    [{}, {"at": TOMORROW}, {"at": LAST_YEAR, "expires": {"en": YESTERDAY}}],
    ids=["published", "scheduled", "expired"],
)
def test_record_with_a_publication_gets_a_working_copy(db, clock, publication):
    article = factories.make()
    publishing.publish(article, ["en"], **publication)
    copy = working_copies.edit(article)
    assert copy.pk != article.pk
    assert copy.live_id == article.pk


def test_record_that_was_taken_down_in_every_language_is_edited_in_place(db):
    article = factories.live()
    publishing.withdraw(article, ["en", "zh-hans"])
    assert working_copies.edit(article).pk == article.pk


def test_everybody_gets_the_same_working_copy(db):
    article = factories.live()
    first = working_copies.edit(article)
    assert working_copies.edit(article).pk == first.pk
    # Asking for the copy of a copy gives the copy.
    assert working_copies.edit(first).pk == first.pk


def test_database_refuses_a_second_working_copy(db):
    article = factories.live()
    working_copies.edit(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make(live=article)


# What it holds


@pytest.mark.parametrize("kind", KINDS)
def test_copy_says_what_the_live_record_says_and_leaves_it_unwritten(db, kind):
    live = factories.live(kind, picture=factories.picture("olive"), is_featured=True)
    before = Article.objects.filter(pk=live.pk).values().get()
    copy = working_copies.edit(live)
    assert working_copies.changed_strands(copy, live) == []
    assert type(copy) is type(live)
    assert Article.objects.filter(pk=live.pk).values().get() == before


def test_rows_of_a_copy_are_rows_of_their_own_with_the_keys_of_the_live_ones(db):
    live = factories.live("news.photostory")
    before = list(live.pictures.order_by("pk").values())
    copy = working_copies.edit(live)
    assert not set(copy.pictures.values_list("pk")) & set(live.pictures.values_list("pk"))
    assert set(copy.pictures.values_list("key")) == set(live.pictures.values_list("key"))
    assert list(live.pictures.order_by("pk").values()) == before


def test_copy_knows_who_opened_it(db):
    editor = factories.person("editor")
    assert working_copies.edit(factories.live(), editor).updated_by == editor


# Discarding


def test_discarding_leaves_what_visitors_read_and_keeps_the_versions(db):
    live = factories.live("news.photostory", title_en="As it was")
    copy = factories.edited(live, title_en="As it might be")
    working_copies.discard(copy)
    live = factories.fresh(live)
    assert live.title_en == "As it was"
    assert live.pictures.count() == 3
    assert not Article.objects.filter(live=live).exists()
    assert working_copies.content_of(live.pk, "en", 2)["fields"]["title_en"] == "As it might be"


def test_after_discarding_the_next_copy_begins_with_the_live_text(db):
    live = factories.live(title_en="As it was")
    working_copies.discard(factories.edited(live, title_en="As it might be"))
    assert working_copies.edit(live).title_en == "As it was"


def test_discarding_where_there_is_no_copy_removes_nothing(db):
    draft = factories.make()
    working_copies.discard(draft)
    assert Article.objects.filter(pk=draft.pk).exists()


# Revisions


def test_save_leaves_a_revision_of_the_strand_that_changed_and_of_no_other(db):
    live = factories.live()
    before = {strand: numbers(live, strand) for strand in strands.names()}
    factories.edited(live, title_en="Summer on the river")
    after = {strand: numbers(live, strand) for strand in strands.names()}
    assert after == before | {"en": [*before["en"], 2]}


def test_revision_holds_text_person_and_note(db):
    editor = factories.person("editor")
    live = factories.live()
    factories.edited(live, editor, "The river has fallen.", title_en="Summer on the river")
    revision = Revision.objects.get(article=live, strand="en", number=2)
    assert revision.content["fields"]["title_en"] == "Summer on the river"
    assert (revision.created_by, revision.note) == (editor, "The river has fallen.")


def test_change_of_a_row_is_kept_in_the_revision_of_its_language(db):
    copy = working_copies.edit(factories.live("news.photostory"))
    copy.pictures.filter(position=1).update(caption_zh_hans="新的说明")
    assert working_copies.record(copy) == ["zh-hans"]
    content = working_copies.content_of(copy.live_pk, "zh-hans", copy.version_zh_hans)
    texts = [row["fields"]["caption_zh_hans"] for row in content["rows"]["pictures"]]
    assert "新的说明" in texts


@pytest.mark.parametrize("fields", [{}, {"title_en": " Spring on the river\n"}])
def test_save_that_changes_nothing_a_reader_could_see_leaves_no_revision(db, fields):
    live = factories.live()
    factories.edited(live, **fields)
    assert numbers(live, "en") == [1]


def test_language_in_which_nothing_was_ever_written_has_no_revision(db):
    assert numbers(factories.make(langs=["en"]), "zh-hans") == []


def test_emptying_a_language_is_a_change_too(db):
    article = factories.make()
    empty = dict.fromkeys(
        ["title_zh_hans", "summary_zh_hans", "body_zh_hans", "source_zh_hans"], ""
    )
    empty |= dict.fromkeys(["picture_alt_zh_hans", "picture_caption_zh_hans"], "")
    factories.edited(article, **empty, picture_credit_zh_hans="")
    assert numbers(article, "zh-hans") == [1, 2]


def test_numbers_go_on_after_a_draft_was_discarded(db):
    live = factories.live()
    working_copies.discard(factories.edited(live, title_en="Thrown away"))
    copy = factories.edited(live, title_en="Kept")
    assert numbers(live, "en") == [1, 2, 3]
    assert copy.version_en == 3


def test_going_back_to_the_published_text_is_a_revision_of_its_own(db):
    live = factories.live(title_en="As it was")
    factories.edited(live, title_en="As it might be")
    copy = factories.edited(live, title_en="As it was")
    assert numbers(live, "en") == [1, 2, 3]
    assert working_copies.changed_strands(copy, live) == []


def test_revision_outlives_the_person_who_saved_it(db):
    editor = factories.person("editor")
    live = factories.live()
    factories.edited(live, editor, title_en="Summer on the river")
    editor.delete()
    assert Revision.objects.get(article=live, strand="en", number=2).created_by is None
