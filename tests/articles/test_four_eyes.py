"""In a section of four eyes nobody makes public alone what they have written."""

from email import message_from_bytes
from email.policy import default

import pytest

from articles import publishing, reviewing, scheduled, strands
from articles.models import Act, Category, Work
from articles.publishing import SecondPersonNeeded
from languages import EN, ZH
from post.models import Letter
from tests import factories, pages
from tests.articles.days import TOMORROW
from tests.pages import address

GUIDE = "investing.guide"


@pytest.fixture(autouse=True)
def _rule(db):
    """Guides stand under Investing."""
    Category.objects.filter(key="investing").update(four_eyes=True)


@pytest.fixture
def ann(db):
    return factories.person("publisher", "ann", interface_language="en")


@pytest.fixture
def bo(db):
    return factories.person("editor", "bo", interface_language="zh-hans")


def written(by, langs=(EN, ZH), **fields):
    """Return a guide whose text is by somebody."""
    guide = factories.make(GUIDE, langs, rows=0)
    return factories.edited(guide, by, **(fields or {"title_en": "By hand", "title_zh_hans": "手"}))


def test_writer_alone_publishes_nothing_and_is_told_what_they_wrote(ann, bo):
    guide = written(ann)
    with pytest.raises(SecondPersonNeeded) as refused:
        publishing.publish(guide, [EN, ZH], ann)
    assert refused.value.written == {EN: ann, ZH: ann}
    assert not factories.fresh(guide).has_publication
    assert reviewing.needs_second_person(guide, EN, ann)
    assert not reviewing.needs_second_person(guide, EN, bo)
    publishing.publish(guide, [EN, ZH], bo)
    assert factories.fresh(guide).is_public(EN)


def test_approval_of_exactly_this_version_lets_the_writer_publish(ann, bo):
    guide = written(ann)
    reviewing.submit(guide, [EN], ann, "Please read")
    reviewing.approve(guide, [EN], bo)
    assert guide.languages.get(language=EN).work == Work.APPROVED
    factories.edited(guide, ann, title_en="One word more")
    with pytest.raises(SecondPersonNeeded):
        publishing.publish(guide, [EN], ann)
    assert guide.languages.get(language=EN).work == Work.DRAFT
    reviewing.approve(guide, [EN], bo)
    letter = Letter.objects.filter(recipient=ann.email).first()
    assert b"Approved: " in bytes(letter.raw)
    assert b"Comment" not in bytes(letter.raw)
    act = publishing.publish(guide, [EN], ann)
    assert not act.is_exception


def test_text_that_is_sent_back_after_its_approval_is_not_approved(ann, bo):
    guide = written(ann)
    reviewing.approve(guide, [EN], bo)
    reviewing.send_back(guide, [EN], bo, "The rate has changed")
    with pytest.raises(SecondPersonNeeded):
        publishing.publish(guide, [EN], ann)


def test_nobody_approves_what_they_wrote_last(ann):
    guide = written(ann)
    with pytest.raises(reviewing.OwnText):
        reviewing.approve(guide, [EN], ann)


def test_who_wrote_part_of_it_needs_somebody_else_too(ann, bo):
    guide = written(ann)
    factories.edited(guide, bo, title_en="Bo's last word")
    # Each has written part of it.
    for person in (ann, bo):
        with pytest.raises(SecondPersonNeeded):
            publishing.publish(guide, [EN], person)
    publishing.publish(guide, [EN], factories.person("publisher", "third"))


def test_comma_does_not_make_a_writer_the_reader_of_their_own_text(ann, bo):
    guide = written(bo)
    factories.edited(guide, ann, title_en="By hand,")
    with pytest.raises(reviewing.OwnText):
        reviewing.approve(guide, [EN], bo)
    reviewing.approve(guide, [EN], factories.person("editor", "third"))
    publishing.publish(guide, [EN, strands.SHARED], bo)
    # What is public has been seen: the next text is another one.
    factories.edited(guide, ann, title_en="Ann's update")
    reviewing.approve(guide, [EN], bo)
    publishing.publish(guide, [EN], ann)


def test_rule_is_not_left_by_filing_elsewhere(ann, bo):
    news = factories.category("news.events")
    draft = written(ann)
    factories.edited(draft, ann, category=news)
    with pytest.raises(SecondPersonNeeded):
        publishing.publish(draft, [EN], ann)
    taken_down = written(ann)
    publishing.publish(taken_down, [EN], bo)
    publishing.withdraw(taken_down, [EN], ann)
    factories.edited(taken_down, ann, category=news, title_en="Not seen")
    with pytest.raises(SecondPersonNeeded):
        publishing.publish(taken_down, [EN], ann)
    # Once a second person has let it go, it is free.
    publishing.publish(taken_down, [EN, strands.SHARED], bo)
    factories.edited(taken_down, ann, title_en="News")
    publishing.publish(taken_down, [EN], ann)


def test_text_published_where_there_is_no_rule_has_not_been_seen(ann, bo):
    story = factories.edited(factories.make(), ann, title_en="By Ann")
    publishing.publish(story, [EN], ann)
    factories.edited(story, ann, category=factories.category("investing.guide"))
    with pytest.raises(SecondPersonNeeded) as refused:
        publishing.publish(story, [strands.SHARED], ann)
    assert {*refused.value.written} == {strands.SHARED, EN}
    publishing.publish(story, [strands.SHARED], bo)
    publishing.withdraw(story, [EN], ann)
    publishing.publish(story, [EN], ann)


def test_what_is_public_has_been_seen_and_only_what_is_new_counts(ann, bo):
    guide = written(ann)
    publishing.publish(guide, [EN, ZH], bo)
    factories.edited(guide, bo, title_en="Bo's update")
    publishing.publish(guide, [EN], ann)
    factories.edited(guide, ann, title_zh_hans="新")
    # English stands as it is; nobody has to see it twice.
    publishing.publish(guide, [EN], ann)
    publishing.withdraw(guide, [EN], ann)
    publishing.publish(guide, [EN], ann)


def test_shared_facts_are_seen_by_a_second_person_too(ann, bo):
    guide = written(ann)
    publishing.publish(guide, [EN, ZH], bo)
    factories.edited(guide, ann, is_featured=True)
    with pytest.raises(SecondPersonNeeded) as refused:
        publishing.publish(guide, [EN, strands.SHARED], ann)
    assert refused.value.written == {strands.SHARED: ann}
    reviewing.approve(guide, [EN], bo)
    publishing.publish(guide, [EN, strands.SHARED], ann)
    assert factories.fresh(guide).is_featured


def test_section_that_an_article_moves_to_counts_as_well(ann):
    story = factories.edited(factories.live(), ann, title_en="New")
    factories.edited(story, ann, category=factories.category("investing.guide"))
    with pytest.raises(SecondPersonNeeded):
        publishing.publish(story, [EN, strands.SHARED], ann)


def test_named_person_publishes_alone_with_a_reason_and_the_record_says_so(ann, desk):
    factories.category("investing").four_eyes_exempt.add(ann)
    guide = written(ann)
    with pytest.raises(SecondPersonNeeded) as refused:
        publishing.publish(guide, [EN], ann)
    assert refused.value.may_alone
    browser = desk(ann)
    page = pages.press(browser, browser.get(address(guide)), "Publish English now")
    assert "You may publish this alone; please write the reason" in pages.text(page)
    pages.press(browser, page, "Publish English now", note="Flood warning")
    act = Act.objects.get(verb=Act.Verb.PUBLISH)
    assert (act.is_exception, act.note) == (True, "Flood warning")
    history = pages.text(browser.get(address(guide, "history")))
    assert "without a second person" in history


def test_commands_are_not_held_up_and_other_sections_are_free(ann):
    publishing.publish(written(ann), [EN])
    story = factories.edited(factories.make(), ann, title_en="News")
    publishing.publish(story, [EN], ann)


def test_order_was_checked_when_it_was_given(ann, bo, clock):
    guide = written(ann)
    publishing.publish(guide, [EN, ZH], bo)
    factories.edited(guide, ann, title_en="Update")
    with pytest.raises(SecondPersonNeeded):
        publishing.publish(guide, [EN], ann, at=TOMORROW)
    publishing.publish(guide, [EN], bo, at=TOMORROW)
    bo.groups.clear()
    clock.move_to(TOMORROW)
    assert scheduled.carry_out_due() == 1


# At the desk


def test_submitted_text_is_sent_back_by_mail_and_approved_the_second_time(desk, ann, bo):
    writer, reviewer = desk(ann), desk(bo)
    guide = written(ann)
    page = writer.get(address(guide))
    buttons = pages.buttons(page)
    assert "Submit for review" in buttons
    assert not [words for words in buttons if words.startswith("Publish")]
    page = pages.press(writer, page, "Submit for review", note="The new rate")
    assert "Submitted for review: English" in pages.text(page)
    bo.interface_language = "en"
    bo.save()
    page = reviewer.get(address(guide, "review"))
    assert "The new rate" in pages.text(page)
    page = pages.press(reviewer, page, "Send back", languages=[EN])
    assert "Please write what has to be changed." in pages.text(page)
    assert not Letter.objects.filter(recipient=ann.email).exists()
    pages.press(reviewer, page, "Send back", languages=[EN], note="Which source?")
    letter = Letter.objects.get(recipient=ann.email)
    assert address(guide).encode() in bytes(letter.raw)
    assert b"Which source?" in bytes(letter.raw)
    page = pages.press(writer, writer.get(address(guide)), "Submit for review", source_en="Gazette")
    seen = reviewer.get(address(guide, "review"))
    words = pages.text(seen)
    assert "sent this back on" in words and "“Which source?”" in words
    answered = words.split("English: what has changed since it was sent back")[1]
    assert "Source" in answered.split("Nothing of it is public now")[0]
    pages.press(writer, page, "Save draft", title_en="Changed while it was read")
    late = pages.press(reviewer, seen, "Approve")
    assert "The text has changed since you opened this page." in pages.text(late)
    pages.press(reviewer, reviewer.get(address(guide, "review")), "Approve")
    pages.press(writer, writer.get(address(guide)), "Publish English now")
    assert factories.fresh(guide).is_public(EN)


def test_author_submits_and_does_not_review(desk):
    author = desk("author", interface_language="en")
    draft = written(author.user)
    page = author.get(address(draft))
    pages.press(author, page, "Submit for review")
    assert draft.languages.get(language=EN).work == Work.IN_REVIEW
    assert author.get(address(draft, "review")).status_code == 403
    data = {"languages": EN, "approve": "1"}
    assert author.post(address(draft, "review"), data).status_code == 403


def test_incomplete_text_is_not_submitted(desk):
    author = desk("author", interface_language="en")
    draft = written(author.user, langs=[EN], source_en="")
    page = pages.press(author, author.get(address(draft)), "Submit for review")
    assert "not submitted. English still lacks: source" in pages.text(page)


def test_rule_is_set_for_sections_by_the_administrator(desk, ann):
    administrator = desk("administrator", interface_language="en")
    section, category = factories.category("news"), factories.category("news.events")
    assert (
        "four_eyes"
        not in administrator.get(f"/admin/articles/category/{category.pk}/change/").content.decode()
    )
    place = f"/admin/articles/category/{section.pk}/change/"
    page = administrator.get(place)
    data = pages.shown(page) | {"four_eyes": "on", "four_eyes_exempt": [ann.pk]}
    assert administrator.post(place, data).status_code == 302
    section.refresh_from_db()
    assert (section.four_eyes, list(section.four_eyes_exempt.all())) == (True, [ann])


def test_save_after_submission_says_what_it_takes_out_of_review(desk, ann, bo):
    writer = desk(ann)
    guide = written(ann)
    third = factories.person("author", "cy")
    reviewing.submit(guide, [EN, ZH], ann, "Please")
    letter = Letter.objects.get()
    # Not to who submitted it, nor to authors; in the language of the reader.
    assert letter.recipient == bo.email != third.email
    assert address(guide, "review").encode() in bytes(letter.raw)
    reviewing.submit(guide, [EN, ZH], ann)
    assert Letter.objects.count() == 1
    page = writer.get(address(guide))
    assert "In review: English, Chinese. If you save a change there" in pages.text(page)
    page = pages.press(writer, page, "Save draft", title_en="Changed")
    text = pages.text(page)
    assert "No longer in review, since the text has changed: English." in text
    assert "Submitted for review by ann" in text and ": Chinese." in text
    assert "Submit again for review" in pages.buttons(page)
    pages.press(writer, page, "Submit for review")
    assert {kept.work for kept in guide.languages.all()} == {Work.IN_REVIEW}


def test_who_has_all_rights_and_no_role_hears_only_of_what_nobody_else_can_answer(ann, bo):
    owner = factories.person("author", "owner", is_superuser=True)
    owner.groups.clear()

    def told() -> set[str]:
        guide = written(ann)
        Letter.objects.all().delete()
        reviewing.submit(guide, [EN, ZH], ann)
        return {*Letter.objects.values_list("recipient", flat=True)}

    assert told() == {bo.email}
    bo.is_active = False
    bo.save()
    assert told() == {owner.email}
    # For each language by itself.
    chinese = factories.restricted(("approve", "investing", ZH))
    assert told() == {owner.email, chinese.email}
    letter = Letter.objects.get(recipient=owner.email)
    assert "(English)" in message_from_bytes(bytes(letter.raw), policy=default).get_content()


def test_reviewer_reads_what_is_new_and_publishes_it_with_one_press(desk, ann, bo):
    bo.interface_language = "en"
    bo.save()
    reviewer = desk(bo)
    guide = written(ann)
    reviewing.submit(guide, [EN, ZH], ann)
    page = reviewer.get(address(guide, "review"))
    assert "Nothing of it is public now: this is the whole text." in pages.text(page)
    assert "The river rises in April." in pages.text(page)
    pages.press(reviewer, page, "Approve and publish now", languages=[EN, ZH])
    assert factories.fresh(guide).is_public(EN)
    factories.edited(guide, ann, title_en="By heart", is_featured=True)
    reviewing.submit(guide, [EN], ann)
    page = reviewer.get(address(guide, "review"))
    assert "English: what differs from the text that visitors read" in pages.text(page)
    assert "<del" in page.content.decode() and "heart" in pages.text(page)
    assert "Shared facts, for both languages" in pages.text(page)
    pages.press(reviewer, page, "Approve and publish now", languages=[EN])
    guide = factories.fresh(guide)
    assert (guide.title_en, guide.is_featured) == ("By heart", True)
