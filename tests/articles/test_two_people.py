"""Two people with the same record open: what either of them wrote survives the other's saving."""

import html
import re

import pytest

from articles import publishing, working_copies
from languages import EN, ZH
from tests import factories, pages


@pytest.fixture
def two(desk):
    """Two editors, each with a browser: one writes English, the other Chinese."""
    return desk("editor", name="ann"), desk("editor", name="bo")


def open_form(browser, article):
    """Return the form with the draft, as this person sees it now."""
    return browser.get(pages.address(article))


def save(browser, page, **changes):
    return pages.press(browser, page, "Save draft", **changes)


def draft(article):
    return working_copies.edit(article)


def being_edited(kind: str = "news.story", **fields):
    """Return a live article that has a working copy."""
    article = factories.live(kind, **fields)
    factories.edited(article)
    return article


def texts(article, name: str) -> list[str]:
    return [getattr(row, name) for row in draft(article).pictures.order_by("position", "pk")]


def theirs(page) -> list[str]:
    """Return the texts of others that the page shows beside one's own."""
    found = re.findall(r"data-theirs>\n(.*?)</textarea>", page.content.decode(), re.S)
    return [html.unescape(text) for text in found]


# Different things


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_english_and_chinese_saved_from_forms_opened_before_both_survive(two, kind):
    article = being_edited(kind)
    english, chinese = [open_form(browser, article) for browser in two]
    save(two[0], english, title_en="Ann's title", body_en="<p>Ann's text.</p>")
    save(two[1], chinese, title_zh_hans="博的标题", body_zh_hans="<p>博的正文。</p>")
    row = draft(article)
    assert (row.title_en, row.body_en) == ("Ann's title", "<p>Ann's text.</p>")
    assert (row.title_zh_hans, row.body_zh_hans) == ("博的标题", "<p>博的正文。</p>")


def test_draft_that_was_never_public_is_safe_too(two):
    article = factories.make()
    english, chinese = [open_form(browser, article) for browser in two]
    save(two[0], english, title_en="Ann's title")
    save(two[1], chinese, title_zh_hans="博的标题")
    article = factories.fresh(article)
    assert (article.title_en, article.title_zh_hans) == ("Ann's title", "博的标题")


def test_two_fields_of_one_language_both_survive(two):
    article = being_edited()
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, title_en="Ann's title")
    save(two[1], second, summary_en="Bo's summary.")
    assert (draft(article).title_en, draft(article).summary_en) == ("Ann's title", "Bo's summary.")


def test_shared_facts_survive_somebody_who_only_wrote_text(two):
    picture = factories.picture("navy")
    article = being_edited("living.info", phone="023-1")
    first, second = [open_form(browser, article) for browser in two]
    facts = {"category": factories.category("living.education").pk, "is_featured": "on"}
    facts |= {"phone": "023-2", "checked_on": "2026-01-31", "picture": picture.pk}
    save(two[0], first, **facts)
    save(two[1], second, title_zh_hans="博的标题")
    row = draft(article)
    assert row.category.key == "living.education"
    assert (row.is_featured, row.phone, str(row.checked_on)) == (True, "023-2", "2026-01-31")
    assert row.picture == picture
    assert row.title_zh_hans == "博的标题"


def test_field_that_somebody_emptied_stays_empty(two):
    article = being_edited(picture=factories.picture(), is_featured=True)
    first, second = [open_form(browser, article) for browser in two]
    changes = pages.shown(first) | {"summary_en": "", "remove_picture": "on", "_save": "1"}
    del changes["is_featured"]
    two[0].post(pages.address(article), changes)
    save(two[1], second, title_zh_hans="博的标题")
    row = draft(article)
    assert (row.summary_en, row.picture, row.is_featured) == ("", None, False)


def test_line_ends_as_browsers_send_them_are_no_change(two):
    article = being_edited(summary_en="One line\nand another")
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, summary_en="Ann's summary")
    save(two[1], second, summary_en="One line\r\nand another", title_en="Bo's title")
    assert (draft(article).summary_en, draft(article).title_en) == ("Ann's summary", "Bo's title")


def test_saving_what_one_has_opened_twice_changes_nothing_the_second_time(two):
    article = being_edited()
    page = open_form(two[0], article)
    save(two[0], page, title_en="Ann's title")
    save(two[0], page, title_en="Ann's title")
    assert article.revisions.filter(strand=EN).count() == 2


# Rows of a photo story


def test_captions_of_one_picture_in_two_languages_both_survive(two):
    article = being_edited("news.photostory")
    english, chinese = [open_form(browser, article) for browser in two]
    save(two[0], english, **{"pictures-1-caption_en": "Ann's caption"})
    save(two[1], chinese, **{"pictures-1-caption_zh_hans": "博的说明"})
    assert texts(article, "caption_en")[1] == "Ann's caption"
    assert texts(article, "caption_zh_hans")[1] == "博的说明"


def test_picture_added_by_one_survives_a_caption_changed_by_the_other(two):
    article = being_edited("news.photostory")
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, **added("Ann's caption"))
    save(two[1], second, **{"pictures-0-caption_zh_hans": "博的说明"})
    assert texts(article, "caption_en")[3] == "Ann's caption"
    assert texts(article, "caption_zh_hans")[0] == "博的说明"


def test_pictures_added_by_both_are_both_there(two):
    article = being_edited("news.photostory")
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, **added("Ann's caption"))
    save(two[1], second, **added("Bo's caption"))
    assert set(texts(article, "caption_en")[3:]) == {"Ann's caption", "Bo's caption"}


def test_picture_removed_by_one_stays_away_when_the_other_changes_another(two):
    article = being_edited("news.photostory")
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, **{"pictures-2-DELETE": "on"})
    save(two[1], second, **{"pictures-0-caption_zh_hans": "博的说明"})
    assert texts(article, "caption_zh_hans") == ["博的说明", "caption 1 中文"]


def test_picture_removed_while_the_other_wrote_about_it_is_pointed_out(two):
    article = being_edited("news.photostory")
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, **{"pictures-2-DELETE": "on"})
    answer = save(two[1], second, **{"pictures-2-caption_zh_hans": "博的说明"})
    assert "Somebody has removed this row in the meantime" in pages.text(answer)
    # What was typed is still in the form.
    assert pages.shown(answer)["pictures-2-caption_zh_hans"] == "博的说明"


def test_order_that_one_has_changed_survives_the_other_who_did_not_touch_it(two):
    article = being_edited("news.photostory")
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, **{"pictures-0-position": "2", "pictures-2-position": "0"})
    save(two[1], second, **{"pictures-0-caption_zh_hans": "博的说明"})
    assert texts(article, "caption_zh_hans") == ["caption 2 中文", "caption 1 中文", "博的说明"]


def added(caption: str) -> dict:
    """Return what the form sends for a fourth picture."""
    row = {"position": "3", "picture": factories.picture("maroon").pk, "id": "", "key": ""}
    row |= {"caption_en": caption, "alt_en": f"What {caption} is about"}
    return {"pictures-TOTAL_FORMS": "4"} | {f"pictures-3-{name}": row[name] for name in row}


# The same thing


def test_two_texts_for_one_field_are_both_shown_and_neither_is_lost(two):
    article = being_edited()
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, title_en="Ann's title")
    answer = save(two[1], second, title_en="Bo's title")
    assert "ann changed this" in pages.text(answer)
    assert theirs(answer) == ["Ann's title"]
    assert pages.shown(answer)["title_en"] == "Bo's title"
    assert draft(article).title_en == "Ann's title"


def test_saving_again_after_seeing_both_keeps_ones_own_and_the_others_in_the_history(two):
    article = being_edited()
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, title_en="Ann's title")
    save(two[1], save(two[1], second, title_en="Bo's title"), decide_title_en="mine")
    assert draft(article).title_en == "Bo's title"
    kept = [row.content["fields"]["title_en"] for row in article.revisions.filter(strand=EN)]
    assert "Ann's title" in kept


def test_saving_again_does_not_undo_what_the_other_wrote_elsewhere(two):
    article = being_edited()
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, title_en="Ann's title", summary_en="Ann's summary.")
    save(two[1], save(two[1], second, title_en="Bo's title"), decide_title_en="mine")
    assert (draft(article).title_en, draft(article).summary_en) == ("Bo's title", "Ann's summary.")


def test_third_person_who_saves_before_the_second_decides_is_not_overwritten(two, desk):
    article = being_edited()
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, title_en="Ann's title")
    answer = save(two[1], second, title_en="Bo's title")
    third = desk("editor", name="cai")
    save(third, open_form(third, article), title_en="Cai's title")
    answer = save(two[1], answer)
    assert theirs(answer) == ["Cai's title"]
    assert draft(article).title_en == "Cai's title"


def test_same_text_written_by_both_is_no_conflict(two):
    article = being_edited()
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, title_en="The title")
    answer = save(two[1], second, title_en=" The title ", summary_en="Bo's summary.")
    assert "changed this" not in pages.text(answer)
    assert (draft(article).title_en, draft(article).summary_en) == ("The title", "Bo's summary.")


def test_two_texts_for_one_caption_are_both_shown_and_saving_again_decides(two):
    article = being_edited("news.photostory")
    first, second = [open_form(browser, article) for browser in two]
    changed = {"pictures-0-caption_en": "Ann's caption", "pictures-1-caption_en": "Ann's other"}
    save(two[0], first, **changed)
    answer = save(two[1], second, **{"pictures-0-caption_en": "Bo's caption"})
    assert theirs(answer) == ["Ann's caption"]
    assert pages.shown(answer)["pictures-0-caption_en"] == "Bo's caption"
    answer = save(two[1], answer)
    # Nothing is chosen beforehand, and nothing saved before somebody has chosen.
    assert texts(article, "caption_en")[0] == "Ann's caption"
    assert "Both texts are there: choose one." in pages.text(answer)
    save(two[1], answer, **{"pictures-0-decide_caption_en": "mine"})
    assert texts(article, "caption_en")[:2] == ["Bo's caption", "Ann's other"]


def test_conflict_in_the_other_language_is_said_in_the_language_of_the_person(desk):
    article = being_edited()
    ann, bo = desk("editor", name="ann"), desk("editor", name="bo", interface_language=ZH)
    first, second = open_form(ann, article), open_form(bo, article)
    save(ann, first, title_zh_hans="安的标题")
    answer = pages.press(bo, second, pages.in_chinese("Save draft"), title_zh_hans="博的标题")
    assert theirs(answer) == ["安的标题"]
    assert "ann" in pages.text(answer)


def test_taking_theirs_leaves_the_field_as_they_saved_it_and_keeps_the_rest_of_mine(two):
    article = being_edited()
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, title_en="Ann's title", body_en="<p>Ann's text.</p><p>Boats go on.</p>")
    mine = {"title_en": "Bo's title", "body_en": "<p>Bo's text.</p>", "summary_en": "Bo's summary."}
    answer = save(two[1], second, **mine)
    assert theirs(answer) == ["Ann's title", "<p>Ann's text.</p><p>Boats go on.</p>"]
    # Boats, which both have not touched or Bo has left out, stand beside nothing.
    assert "Boats go on." in pages.text(answer)
    assert "English › Text" in pages.text(answer)
    save(two[1], answer, decide_title_en="theirs", decide_body_en="mine")
    row = draft(article)
    assert (row.title_en, row.body_en) == ("Ann's title", "<p>Bo's text.</p>")
    assert row.summary_en == "Bo's summary."


def paragraphs(words: str) -> str:
    return "".join(f"<p>{each}</p>" for each in words.split("|"))


def test_texts_that_differ_in_other_paragraphs_are_put_together_and_stand_in_the_form(two):
    article = being_edited(body_en=paragraphs("One.|Two.|三。"))
    first, second = [open_form(browser, article) for browser in two]
    anns, bos = (
        paragraphs("One more.|Two.|三。|Ann's end."),
        paragraphs("One.|Two.|第三。|Bo's end."),
    )
    save(two[0], first, title_en="Ann's title", body_en=anns)
    answer = save(two[1], second, title_en="Bo's title", body_en=bos)
    words = pages.text(answer)
    # Of the last paragraph and what was written after it nobody can tell.
    assert "Changed by both of you, 1 of 1" in words and "Put both together" in words
    assert 'value="together" checked' not in answer.content.decode()
    (part,) = set(re.findall(r'name="(part_body_en_\w+)"', answer.content.decode()))
    chosen = {"decide_title_en": "theirs", "decide_body_en": "together"}
    answer = save(two[1], answer, **chosen)
    # Not decided yet: nothing is saved, and the choice is still there.
    html = answer.content.decode()
    assert 'value="together" checked' in html
    # The list at the top leads to the part, which says the same.
    assert f'<a href="#id_{part}">English › Text</a>: Part 1 is not decided yet.' in html
    assert f'id="id_{part}"' in html and html.count("Part 1 is not decided yet.") == 2
    assert draft(article).body_en == anns
    answer = save(two[1], answer, **chosen, **{part: "both"})
    assert "Both texts are put together here." in pages.text(answer)
    assert draft(article).body_en == anns
    result = paragraphs("One more.|Two.|三。|Ann's end.|第三。|Bo's end.")
    assert pages.shown(answer)["body_en"] == result
    save(two[1], answer, summary_en="Bo's summary.")
    row = draft(article)
    assert (row.body_en, row.title_en) == (result, "Ann's title")
    assert row.summary_en == "Bo's summary."


def test_putting_together_what_a_third_person_has_changed_since_asks_again(two, desk):
    article = being_edited(body_en=paragraphs("One.|Two.|三。"))
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, body_en=paragraphs("One more.|Two.|三。"))
    answer = save(two[1], second, body_en=paragraphs("One.|Two.|第三。"))
    assert "You have changed different paragraphs" in pages.text(answer)
    third = desk("editor", name="cai")
    save(third, open_form(third, article), body_en=paragraphs("One more.|Two.|三，三。"))
    answer = save(two[1], answer, decide_body_en="together")
    assert "Changed by both of you, 1 of 1" in pages.text(answer)
    (part,) = set(re.findall(r'name="(part_body_en_\w+)"', answer.content.decode()))
    answer = save(two[1], answer, **{part: "mine"})
    assert pages.shown(answer)["body_en"] == paragraphs("One more.|Two.|第三。")


def test_taking_theirs_works_for_facts_and_for_captions(two):
    article = being_edited("news.photostory")
    first, second = [open_form(browser, article) for browser in two]
    save(two[0], first, slug="anns", **{"pictures-0-caption_en": "Ann's caption"})
    answer = save(two[1], second, slug="bos", **{"pictures-0-caption_en": "Bo's caption"})
    assert "Picture 1 › English › Caption" in pages.text(answer)
    chosen = {"decide_slug": "theirs", "pictures-0-decide_caption_en": "theirs"}
    save(two[1], answer, **chosen)
    assert draft(article).slug == "anns"
    assert texts(article, "caption_en")[0] == "Ann's caption"


# The draft is no longer the one that was opened


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_form_opened_on_a_draft_that_was_published_since_is_saved_into_a_new_draft(two, kind):
    article = being_edited(kind)
    english, chinese = [open_form(browser, article) for browser in two]
    pages.press(two[0], english, "Update the English text now", title_en="Ann's title")
    assert not type(article).objects.filter(live=article).exists()
    answer = save(two[1], chinese, title_zh_hans="博的标题")
    assert "Draft saved" in pages.text(answer)
    assert "was published or discarded" in pages.text(answer)
    live = factories.fresh(article)
    assert (live.title_en, live.title_zh_hans) == ("Ann's title", "江上春天")
    assert (draft(live).title_en, draft(live).title_zh_hans) == ("Ann's title", "博的标题")


def test_captions_typed_for_a_draft_that_was_published_since_are_saved_too(two):
    article = being_edited("news.photostory")
    english, chinese = [open_form(browser, article) for browser in two]
    changes = {"pictures-0-caption_en": "Ann's caption"}
    pages.press(two[0], english, "Update the English text now", **changes)
    changes = {"pictures-0-caption_zh_hans": "博的说明", "pictures-2-DELETE": "on"}
    save(two[1], chinese, **changes)
    assert texts(article, "caption_en") == ["Ann's caption", "caption 1 English"]
    assert texts(article, "caption_zh_hans") == ["博的说明", "caption 1 中文"]
    assert article.pictures.count() == 3


def test_form_opened_on_a_draft_that_was_discarded_since_is_saved_into_a_new_draft(two):
    article = being_edited(title_en="As published")
    factories.edited(article, title_en="Thrown away")
    page = open_form(two[1], article)
    working_copies.discard(article)
    save(two[1], page, title_zh_hans="博的标题")
    row = draft(article)
    assert (row.title_en, row.title_zh_hans) == ("As published", "博的标题")


def test_form_of_a_draft_that_went_public_since_does_not_change_what_is_public(two):
    article = factories.make()
    page = open_form(two[1], article)
    publishing.publish(article, [EN, ZH])
    save(two[1], page, title_en="Bo's title")
    assert factories.fresh(article).title_en == "Spring on the river"
    assert draft(article).title_en == "Bo's title"


# Publishing


def test_button_does_not_publish_what_somebody_else_wrote_since_the_form_was_opened(desk):
    article = being_edited()
    publisher = desk(interface_language="en")
    page = open_form(publisher, article)
    bo = factories.person("author", "bo")
    factories.edited(article, bo, title_en="Bo's title")
    late = pages.press(publisher, page, "Update the English text now")
    assert "saved, but not published. Changed since you opened it: English (bo)" in pages.text(late)
    assert factories.fresh(article).title_en == "Spring on the river"
    # The other language is as it was, and so is what stands in the page that came back.
    factories.edited(article, bo, title_zh_hans="博的标题")
    pages.press(publisher, late, "Update the English text now")
    assert factories.fresh(article).title_en == "Bo's title"
    pages.press(publisher, late, "Update the Chinese text now")
    assert factories.fresh(article).title_zh_hans == "江上春天"


def test_read_only_page_publishes_what_it_shows(desk):
    article = factories.live(langs=[EN, ZH])
    publishing.withdraw(article, [EN])
    publisher = desk(interface_language="en")
    page = open_form(publisher, article)
    factories.edited(article, factories.person("author", "bo"), title_en="Bo's title")
    late = pages.press(publisher, page, "Publish English as it stands")
    assert "Changed since you opened it: English (bo)" in pages.text(late)
    assert not factories.fresh(article).is_public(EN)
    # No page, no publication.
    publisher.post(pages.address(article, "publish"), {"_publish": "en"})
    assert not factories.fresh(article).is_public(EN)
