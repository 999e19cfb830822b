"""The same for many articles: each is named, done for itself, and what is left out says why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import reviewing
from articles.desk import bulk
from articles.models import Act, Article, ArticleLanguage
from articles.models.language import Work
from tests import factories, pages
from tests.pages import address

STORIES = "/admin/news/story/"


def ticked(browser, act: str, *articles, place: str = STORIES, **data):
    """Tick articles in a list and choose what to do with them."""
    chosen = [getattr(each, "pk", each) for each in articles]
    data = {"action": act, "_selected_action": chosen, "index": "0"} | data
    return browser.post(place, data, follow=True)


def public(article, code: str = "en") -> bool:
    return factories.fresh(article).is_public(code)


def test_ready_languages_are_published_and_the_rest_is_named_with_its_reason(desk):
    ready = factories.make(title_en="Ready")
    half = factories.make(title_en="Half", source_zh_hans=" ")
    nothing_new = factories.live(title_en="Nothing new")
    browser = desk()
    page = ticked(browser, "bulk_publish", ready, half, nothing_new)
    words = pages.text(page)
    assert "3 articles" in words
    assert "English: will be published." in words
    assert "Chinese: it lacks: source" in words
    assert "English: there is nothing newer than what was published." in words
    assert not public(ready)
    done = pages.text(pages.press(browser, page, "Publish now", note="Together"))
    assert "Published: 2 articles." in done
    assert "Half : Chinese: it lacks: source" in done
    assert "Nothing new : English: there is nothing newer" in done
    assert public(ready) and public(ready, "zh-hans")
    assert public(half) and not public(half, "zh-hans")
    assert Act.objects.filter(article=ready, note="Together").count() == 1
    again = ticked(browser, "bulk_publish", ready, nothing_new)
    assert "Nothing can be done with any of these." in pages.text(again)
    assert "Publish now" not in pages.buttons(again)
    assert "Together" in pages.text(browser.get(address(ready, "history")))


def test_more_than_a_hundred_at_once_are_refused_before_anything_is_asked(desk, monkeypatch):
    assert bulk.MOST == 100
    monkeypatch.setattr(bulk, "MOST", 1)
    first, second = factories.make(title_en="First"), factories.make(title_en="Second")
    browser = desk()
    page = ticked(browser, "bulk_publish", first, second)
    assert "At most 1 articles at once. Please tick fewer." in pages.text(page)
    assert "Publish now" in pages.buttons(ticked(browser, "bulk_publish", first))
    # Not with what was ticked on an earlier page either.
    ticked(browser, "bulk_publish", first, second, confirmed="1")
    assert not public(first) and not public(second)


def test_draft_of_what_is_public_goes_out_with_its_shared_facts(desk):
    live = factories.live()
    factories.edited(live, title_en="Newer", category=factories.category("news.business"))
    browser = desk()
    page = ticked(browser, "bulk_publish", live)
    pages.press(browser, page, "Publish now")
    assert factories.fresh(live).title_en == "Newer"
    assert factories.fresh(live).category.key == "news.business"


def test_second_person_is_needed_here_too(desk):
    section = factories.category("news.events").section
    section.four_eyes = True
    section.save()
    browser = desk()
    own = factories.make(title_en="Own")
    factories.edited(own, browser.user, title_en="My own")
    other = factories.make(title_en="Other")
    page = ticked(browser, "bulk_publish", own, other)
    assert "somebody else has to approve or publish" in pages.text(page)
    done = pages.text(pages.press(browser, page, "Publish now"))
    assert "My own : English: somebody else" in done
    assert public(other) and not public(own)


def test_many_are_scheduled_for_one_moment_that_is_to_come(desk, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 1, 0, tzinfo=UTC), tick=False)
    draft, live = factories.make(title_en="A draft"), factories.live(title_en="Live")
    factories.edited(live, title_en="Newer")
    browser = desk()
    page = ticked(browser, "bulk_schedule", draft, live)
    refused = pages.press(browser, page, "Schedule", at="2026-02-01T09:00")
    assert "Please choose a time that is still to come." in pages.text(refused)
    done = pages.press(browser, refused, "Schedule", at="2026-03-02T09:00")
    assert "Scheduled: 2 articles." in pages.text(done)
    assert factories.fresh(draft).published_at_en == timezone.now() + timedelta(days=1)
    assert live.acts.pending().get().due_at == timezone.now() + timedelta(days=1)
    # What is scheduled already is moved.
    page = ticked(browser, "bulk_schedule", draft)
    pages.press(browser, page, "Schedule", at="2026-03-05T09:00")
    assert factories.fresh(draft).published_at_en == timezone.now() + timedelta(days=4)


def test_many_are_taken_down_with_a_reason_and_say_why_to_visitors(desk, visitor):
    live, draft = factories.live(title_en="Live"), factories.make(title_en="A draft")
    browser = desk()
    page = ticked(browser, "bulk_take_down", live, draft)
    refused = pages.press(browser, page, "Take down now", languages="en")
    assert "errorlist" in refused.content.decode()
    assert public(live)
    chosen = {"languages": "en", "reason": "Wrong date"}
    refused = pages.press(browser, refused, "Take down now", **chosen)
    assert "Please write what visitors shall read." in pages.text(refused)
    chosen["notice_en"] = "The date was wrong."
    done = pages.text(pages.press(browser, refused, "Take down now", **chosen))
    assert "Taken down: 1 article. Live By mistake? Open the article" in done
    assert "A draft : English: visitors do not read it." in done
    assert not public(live) and public(live, "zh-hans")
    assert ArticleLanguage.objects.get(article=live, language="en").withdrawal_reason
    gone = visitor.get(f"/en/{live.pk}", follow=True)
    assert (gone.status_code, "The date was wrong." in pages.text(gone)) == (410, True)


def test_visitors_of_many_are_led_to_one_that_stays(desk, visitor):
    old, older = factories.live(title_en="Old"), factories.live(title_en="Older")
    newer = factories.live(title_en="Newer", langs=["en"])
    draft = factories.make(title_en="Draft")
    browser = desk()
    page = ticked(browser, "bulk_take_down", old, older, newer)
    chosen = {"languages": ["en", "zh-hans"], "reason": "Replaced", "instead": "target"}
    chosen["notice_zh_hans"] = "已有新稿。"
    refused = pages.press(browser, page, "Take down now", **chosen, target=draft.pk)
    assert "Please choose another article that visitors can read now." in pages.text(refused)
    done = pages.text(pages.press(browser, page, "Take down now", **chosen, target=newer.pk))
    assert "Taken down: 2 articles." in done
    assert "Newer : visitors of the other articles are led to it." in done
    assert public(newer)
    for article in (old, older):
        led = visitor.get(f"/en/{article.pk}", follow=True)
        assert (led.status_code, "Newer" in pages.text(led)) == (200, True)
        # Where the other one is not public, the notice stands.
        gone = visitor.get(f"/zh/{article.pk}", follow=True)
        assert (gone.status_code, "已有新稿。" in pages.text(gone)) == (410, True)


def test_author_submits_files_and_hands_over_but_does_not_publish(desk):
    draft, live = factories.make(title_en="A draft"), factories.live(title_en="Live")
    author = desk("author")
    listed = author.get(STORIES).content.decode()
    assert "bulk_submit" in listed
    assert "bulk_publish" not in listed and "bulk_take_down" not in listed
    ticked(author, "bulk_publish", draft, confirmed="1", languages=["en"])
    assert not public(draft)

    page = ticked(author, "bulk_submit", draft, live)
    done = pages.text(pages.press(author, page, "Submit for review"))
    assert "Submitted for review: 1 article." in done
    kept = ArticleLanguage.objects.filter(article=draft, work=Work.IN_REVIEW)
    assert kept.count() == 2

    business = factories.category("news.business")
    page = ticked(author, "bulk_file", draft, live)
    pages.press(author, page, "Set category", category=business.pk, note="New desk")
    assert factories.fresh(draft).category == business
    # What visitors read is changed by publishing alone.
    assert factories.fresh(live).category != business
    assert Article.objects.get(live=live).category == business

    page = ticked(author, "bulk_care", live)
    pages.press(author, page, "Set who is responsible", review_by="2027-01-31")
    pages.press(author, page, "Set who is responsible", owner=author.user.pk)
    for row in Article.objects.filter(pk__in=[live.pk, Article.objects.get(live=live).pk]):
        assert (row.owner, str(row.review_by)) == (author.user, "2027-01-31")


def test_what_is_not_this_persons_is_left_out_and_says_so(desk):
    living, news = factories.live("living.info"), factories.live()
    writer = desk(factories.restricted(("publish", "news", "en"), ("write", "news", "")))
    place = "/admin/living/info/"
    for act, data in (
        ("bulk_take_down", {"languages": ["en"], "reason": "x"}),
        ("bulk_file", {"category": factories.category("news.business").pk}),
        ("bulk_care", {"review_by": "2027-01-31"}),
    ):
        ticked(writer, act, living, place=place, confirmed="1", **data)
    assert public(living)
    assert not Article.objects.filter(live=living).exists()
    assert factories.fresh(living).review_by is None
    data = {"languages": ["en", "zh-hans"], "reason": "x", "confirmed": "1"}
    words = pages.text(ticked(writer, "bulk_take_down", news, **data))
    assert "Chinese: you may not take it down." in words
    assert not public(news) and public(news, "zh-hans")


def test_more_than_a_hundred_at_once_are_refused(desk):
    drafts = [factories.make(title_en=f"Draft {number}") for number in range(2)]
    browser = desk()
    many = [*drafts, *range(1000, 1100)]
    assert "2 articles" in pages.text(ticked(browser, "bulk_publish", *many))
    page = ticked(browser, "bulk_publish", drafts[0], select_across="1")
    assert "2 articles" in pages.text(page)


@pytest.mark.parametrize(
    "place",
    [
        STORIES,
        "/admin/articles/oldaddress/",
        "/admin/articles/missedaddress/",
        "/admin/liangjiang/sitenotice/",
        "/admin/post/letter/",
        "/admin/figures/indicator/",
    ],
)
def test_forged_ids_of_a_list_do_nothing_and_break_nothing(desk, place):
    live = factories.live()
    browser = desk("administrator", is_superuser=True)
    for act in ("bulk_publish", "delete_selected", "end_now", "try_again", "nonsense"):
        forged = ["abc", "'", "-1", "9" * 30, "٣", ""]
        response = browser.post(place, {"action": act, "_selected_action": forged, "index": "0"})
        assert response.status_code in (200, 302)
    assert public(live)


@pytest.mark.parametrize("act", ["bulk_publish", "bulk_schedule", "bulk_submit"])
def test_nothing_goes_on_that_was_written_after_the_page_was_opened(desk, act):
    drafts = [factories.make(title_en=title) for title in ("Quiet", "Busy")]
    browser = desk()
    page = ticked(browser, act, *drafts)
    factories.edited(drafts[1], factories.person("author", "bo"), body_en="<p>Not seen.</p>")
    button = {"bulk_publish": "Publish now", "bulk_schedule": "Schedule"}
    at = {"at": "2090-01-01T09:00"} if act == "bulk_schedule" else {}
    done = pages.press(browser, page, button.get(act, "Submit for review"), **at)
    assert "Busy : It has been changed since you opened this page: English (bo)" in pages.text(done)
    assert [article.acts.count() for article in drafts] == [1, 0]


def test_what_is_approved_is_not_submitted_again(desk):
    draft = factories.make(title_en="Approved")
    reviewing.approve(draft, ["en", "zh-hans"], factories.person("editor", "bo"))
    page = ticked(desk(), "bulk_submit", draft)
    assert "English: exactly this is approved already." in pages.text(page)
    with pytest.raises(reviewing.NothingToReview):
        reviewing.submit(draft, ["en"], factories.person("author", "cy"))


def test_who_writes_one_language_does_not_file_the_other(desk):
    story = factories.make(title_en="Two languages")
    browser = desk(factories.restricted(("write", "", "en")))
    page = ticked(browser, "bulk_file", story)
    assert "You may not write in all its languages." in pages.text(page)
