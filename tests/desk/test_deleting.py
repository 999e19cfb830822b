"""Deleting: what leads to a draft is named first; what was public once is taken down instead."""

from articles import publishing
from articles.models import Article, ArticleLanguage, OldAddress
from liangjiang.models import HomeSlot
from tests import factories, pages
from tests.pages import address


def test_page_names_what_leads_to_a_draft_and_what_becomes_of_it(desk):
    draft = factories.make(title_en="A new bridge")
    link = f'<p><a href="article:{draft.pk}">bridge</a></p>'
    linking = factories.live(title_en="Two banks", body_en=link)
    factories.edited(linking, summary_en="Newer")
    taken_down = factories.live(title_en="The ferry")
    publishing.withdraw(taken_down, ["en"], reason="Over", target=draft)
    OldAddress.objects.create(path="/ferry.htm", article_id=draft.pk)
    factories.slot("lead", draft)
    factories.enquiry(about=f"/en/news/{draft.pk}-a-new-bridge/")
    factories.enquiry(about=f"/en/news/{draft.pk}1-another/", email="other@example.org")
    browser = desk()
    page = browser.get(address(draft, "delete"))
    words = pages.text(page)
    for said in (
        "Links in the texts of other articles 1",
        "Two banks (English)",
        "The words stay in these texts, the link does not.",
        "Old addresses 1",
        "/ferry.htm",
        "Articles that were taken down and lead here 1",
        "The ferry (English)",
        "Places on the home page 1",
        "lead story",
        "Enquiries about it 1",
    ):
        assert said in words
    assert address(linking) in page.content.decode()
    assert "visitor@example.org" not in words
    done = pages.press(browser, page, "Delete for good")
    assert "was deleted" in pages.text(done)
    assert not Article.objects.filter(pk=draft.pk).exists()
    assert not HomeSlot.objects.exists()
    assert not ArticleLanguage.objects.filter(withdrawal_target__isnull=False).exists()
    assert Article.objects.filter(pk=linking.pk).exists()


def test_what_others_answer_for_does_not_go_with_a_draft(desk):
    draft = factories.make()
    factories.slot("lead", draft)
    author = desk("author")
    words = pages.text(author.get(address(draft, "delete")))
    assert "not yours to delete: Places on the home page" in words
    assert author.post(address(draft, "delete"), {"post": "yes"}).status_code == 403
    assert HomeSlot.objects.exists()


def test_what_was_public_is_not_deleted_and_the_page_says_what_to_do(desk):
    live = factories.live()
    browser = desk()
    page = browser.get(address(live, "delete"))
    assert page.status_code == 403
    assert "Take it down instead" in pages.text(page)
    assert address(live, "withdraw") in page.content.decode()
    assert browser.post(address(live, "delete"), {"post": "yes"}).status_code == 403
    stranger = desk(factories.restricted(("write", "living", "")))
    assert "Take it down" not in pages.text(stranger.get(address(live, "delete")))
    assert Article.objects.filter(pk=live.pk).exists()


def test_questions_do_not_grow_with_what_leads_there(desk, django_assert_max_num_queries):
    draft = factories.make()
    for number in range(25):
        factories.live(body_en=f'<p><a href="article:{draft.pk}">{number}</a></p>')
    browser = desk()
    browser.get(address(draft))
    with django_assert_max_num_queries(22):
        words = pages.text(browser.get(address(draft, "delete")))
    assert "and 5 more" in words
