"""The start page: each queue counts and shows exactly what waits for this person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import facts, publishing, reviewing, states
from articles.desk import panels
from articles.models import Act, Article, ArticleLanguage, Match, Typing, Work
from languages import EN, ZH, column
from post.models import Letter
from tests import factories, pages
from tests.articles.days import NOW, TOMORROW

START = "/admin/"


def tiles(page) -> dict[str, str]:
    """Return what the start page says, by the words of the link."""
    return {
        part.words: (str(part.count), part.address)
        for tile in page.context["start"]["tiles"]
        for part in tile.parts
    }


def listed(browser, key: str) -> list[str]:
    """Return the titles on the page of a queue."""
    page = browser.get(f"/admin/work/{key}/")
    return [entry.titles[0]["text"] for entry in page.context["entries"]]


def waits(browser, words: str) -> list[str]:
    """Return the rows behind a number, having checked that they are as many."""
    number, address = tiles(browser.get(START))[words]
    key = address.removeprefix("/admin/work/").strip("/")
    found = listed(browser, key)
    assert number == str(len(found)), words
    return found


@pytest.fixture
def editor(desk, clock):
    return desk("editor", interface_language="en")


# What is counted


def test_missing_languages_are_counted_in_their_direction(editor):
    factories.make(langs=[EN], title_en="Only English")
    factories.make(langs=[ZH], title_zh_hans="只有中文")
    factories.make()
    assert waits(editor, "English → Chinese") == ["Only English"]
    assert waits(editor, "Chinese → English") == ["只有中文"]


def test_translation_is_out_of_date_until_somebody_confirms_it(editor):
    live = factories.live(title_zh_hans="旧译文", title_en="Old")
    factories.live()
    factories.edited(live, title_en="New")
    assert waits(editor, "Chinese") == ["Old"]
    assert waits(editor, "English") == []
    facts.confirm(live, editor.user)
    assert waits(editor, "Chinese") == []


def test_drafts_are_mine_if_i_saved_them_last(editor, desk):
    mine = factories.make(langs=[EN], title_en="Mine")
    factories.make(langs=[EN], title_en="Somebody else's")
    factories.edited(mine, by=editor.user, title_en="Mine again")
    assert waits(editor, "Drafts") == ["Mine again"]
    page = editor.get(START)
    assert "Mine again" in pages.text(page)
    publishing.publish(mine, [EN])
    assert waits(editor, "Drafts") == []


def test_review_waits_for_those_who_approve_and_comes_back_to_the_writer(editor, desk):
    writer = desk("author", interface_language="en")
    draft = factories.make(langs=[EN])
    row = factories.edited(draft, by=writer.user, title_en="Please read")
    kept = ArticleLanguage.objects.filter(article=draft, language=EN)
    kept.update(work=Work.IN_REVIEW, work_number=row.version_en, work_at=NOW)
    assert waits(editor, "To review") == ["Please read"]
    assert "To review" not in tiles(writer.get(START))
    assert writer.get("/admin/work/in-review/").status_code == 404
    kept.update(work=Work.SENT_BACK, work_by=editor.user)
    assert waits(editor, "To review") == []
    assert waits(writer, "Sent back") == ["Please read"]
    assert waits(editor, "Sent back") == []


def test_approved_text_waits_for_those_who_publish_until_it_is_ordered(editor, desk):
    writer = desk("author", interface_language="en")
    live = factories.live(title_en="Stands")
    factories.edited(live, by=writer.user, title_en="Stands, newer")
    reviewing.submit(live, [EN], writer.user)
    assert waits(writer, "With a reviewer") == ["Stands"]
    assert editor.get("/admin/work/in-review/").context["entries"][0].address == pages.address(
        live, "review"
    )
    reviewing.approve(live, [EN], editor.user)
    assert waits(writer, "With a reviewer") == []
    assert waits(writer, "Approved") == ["Stands"]
    assert waits(editor, "To publish") == ["Stands"]
    assert "To publish" not in tiles(writer.get(START))
    assert writer.get("/admin/work/approved/").status_code == 404
    listed = editor.get("/admin/news/story/?view=approved")
    assert listed.context["cl"].result_count == 1
    publishing.publish(live, [EN], editor.user, at=TOMORROW)
    assert waits(editor, "To publish") == waits(writer, "Approved") == []


def test_schedule_counts_first_publications_and_updates_of_a_week(editor):
    new = factories.make(title_en="First time")
    publishing.publish(new, [EN, ZH], at=TOMORROW)
    later = factories.make(title_en="In a month")
    publishing.publish(later, [EN], at=NOW + timedelta(days=30))
    live = factories.live(title_en="Stands")
    factories.edited(live, title_en="Is changed")
    publishing.publish(live, [EN], at=NOW + timedelta(days=2))
    assert waits(editor, "Next seven days") == ["First time", "Stands"]
    week = editor.get(START).context["start"]["week"]
    assert [day["count"] for day in week] == [0, 1, 1, 0, 0, 0, 0]
    assert 'href="/admin/schedule/#day-2026-03-02"' in editor.get(START).content.decode()
    assert waits(editor, "Later") == ["In a month"]
    row = states.with_copies(Article.objects.live()).get(pk=live.pk)
    said = panels.state_words(states.of_list_row(row, EN))
    assert "update scheduled 3 Mar 2026 17:00" in said
    assert "update" not in panels.state_words(states.of_list_row(row, ZH))


def test_order_that_was_not_carried_out_stands_in_red(editor, desk, clock):
    live = factories.live(title_en="Late")
    factories.edited(live, title_en="Newer")
    publishing.publish(live, [EN], at=TOMORROW)
    assert waits(editor, "Not carried out") == []
    clock.move_to(TOMORROW + timedelta(minutes=5))
    editor = desk(editor.user)
    assert '<li class="alarm">' in editor.get(START).content.decode()
    assert waits(editor, "Not carried out") == ["Late"]
    Act.objects.pending().update(cancelled_at=timezone.now())
    assert waits(editor, "Not carried out") == []


def test_texts_that_end_and_texts_to_check_are_named_ahead(editor):
    ends = factories.make(title_en="Ends")
    publishing.publish(ends, [EN], expires={EN: NOW + timedelta(days=10)})
    stays = factories.make(title_en="Stays")
    publishing.publish(stays, [EN], expires={EN: NOW + timedelta(days=20)})
    assert waits(editor, "Ending within 14 days") == ["Ends"]
    day = timezone.localdate() + timedelta(days=14)
    factories.make(title_en="Mine", owner=editor.user, review_by=day)
    factories.make(title_en="Not mine", review_by=day)
    factories.make(title_en="Far", owner=editor.user, review_by=day + timedelta(days=1))
    assert waits(editor, "Mine") == ["Mine"]
    assert sorted(waits(editor, "All")) == ["Mine", "Not mine"]


def test_what_needs_care_is_counted_and_leads_to_its_list(editor):
    picture = factories.picture()
    picture.licence_expires_on = timezone.localdate() - timedelta(days=1)
    picture.save()
    factories.live(picture=picture)
    Article.objects.update(picture_alt_zh_hans="")
    page = editor.get(START)
    care = {each.words: (str(each.count), each.address) for each in page.context["start"]["care"]}
    assert care["Pictures in articles: no description (Chinese)"][0] == "1"
    assert care["Pictures whose licence has ended"][0] == "1"
    number, address = care["Categories with nothing to read"]
    assert pages.text(editor.get(address)).count(" English") >= 1
    assert editor.get(address).context["cl"].result_count == int(number)
    for _number, address in care.values():
        assert editor.get(address).status_code == 200


def test_unsaved_typing_is_shown_to_its_author_alone(editor, desk):
    live = factories.live()
    Typing.objects.create(
        person=editor.user, article=live, kind=live.kind, data={"title_en": ["Half a thought"]}
    )
    Typing.objects.create(person=editor.user, kind="news.story", data={"title_zh_hans": ["半句"]})
    page = editor.get(START)
    assert "Half a thought" in pages.text(page)
    assert f'href="{pages.address(live)}"' in page.content.decode()
    assert "半句" in pages.text(page)
    assert "Half a thought" not in pages.text(desk("publisher").get(START))


def test_enquiries_are_counted_for_those_who_answer_them(editor, desk):
    factories.enquiry(created_at=NOW - timedelta(days=30))
    factories.enquiry()
    officer = desk("enquiry-desk", interface_language="en")
    found = tiles(officer.get(START))
    assert (found["Overdue"][0], found["Open"][0], found["Mine"][0]) == ("1", "2", "0")
    for number, address in found.values():
        assert officer.get(address).context["cl"].result_count == int(number)
    # The enquiry desk has no articles, and the editor no enquiries.
    assert set(found) == {"Overdue", "Open", "Mine"}
    assert "Overdue" not in tiles(editor.get(START))


def rows_behind(browser, address: str) -> int:
    """Return how many rows stand on the page to which a number leads."""
    page = browser.get(address)
    if "cl" in page.context:
        return page.context["cl"].result_count
    if "queue" in page.context:
        return page.content.decode().count('<tr><th scope="row">')
    part = (
        page.content.decode().split(f'id="{address.partition("#")[2]}"')[1].split("</details>")[0]
    )
    return part.count('<li class="work-picture">' if "licences-" in address else "<li>")


def test_every_number_is_that_of_the_rows_behind_it(desk, clock):
    """Articles are counted everywhere, whatever in them waits in how many languages."""
    me = desk("administrator", interface_language="en")
    other = factories.person("author", "bo")
    soon = timezone.localdate() + timedelta(days=3)
    both = {"title_en": "Newer", "title_zh_hans": "更新"}
    for article in (factories.make(), factories.live()):
        factories.edited(article, by=me.user, **both)
    for then, by in (
        (reviewing.submit, me.user),
        (reviewing.approve, other),
        (reviewing.send_back, other),
    ):
        live = factories.live()
        factories.edited(live, by=me.user, **both)
        reviewing.submit(live, [EN, ZH], me.user)
        if then != reviewing.submit:
            then(live, [EN, ZH], by, note="Please")
    for days in (2, 20, 0):
        publishing.publish(factories.make(), [EN, ZH], at=NOW + timedelta(days=days, hours=1))
        live = factories.live()
        factories.edited(live, **both)
        publishing.publish(live, [EN, ZH], at=NOW + timedelta(days=days, hours=1))
    for code in (EN, ZH):
        factories.make(langs=[code])
        factories.edited(factories.live(), **{column("title", code): "Newer"})
    ending = factories.make(owner=me.user, review_by=soon)
    end = NOW + timedelta(days=9)
    publishing.publish(ending, [EN, ZH], expires={EN: end, ZH: end})
    factories.make(review_by=soon)
    for days, colour in ((-1, "olive"), (3, "teal"), (4, "gold")):
        picture = factories.picture(colour)
        row = factories.live(picture=picture)
        factories.edited(row, title_en="Newer")
        type(picture).objects.filter(pk=picture.pk).update(
            licence_expires_on=timezone.localdate() + timedelta(days=days)
        )
    Article.objects.update(picture_alt_en="", picture_alt_zh_hans="")
    factories.enquiry(created_at=NOW - timedelta(days=30))
    factories.enquiry(owner=me.user)
    Letter.objects.create(recipient="a@example.org", given_up_at=NOW)
    clock.move_to(NOW + timedelta(hours=2))
    me = desk(me.user)
    start = me.get(START).context["start"]
    parts = [part for tile in start["tiles"] for part in tile.parts] + start["care"]
    found = {part.address: (part.count.number, rows_behind(me, part.address)) for part in parts}
    assert {place: pair for place, pair in found.items() if pair[0] != pair[1]} == {}
    assert {place for place, (number, _rows) in found.items() if number == 0} == set()
    assert found["/admin/work/scheduled/"][0] == 2
    listed = pages.text(me.get("/admin/work/scheduled/"))
    assert "English 中文" in listed


# Whose


def test_queues_hold_only_what_a_person_may_write(desk, clock):
    investing = factories.category("investing.guide")
    factories.make(langs=[EN], title_en="A story")
    factories.make("investing.guide", langs=[EN], title_en="A guide", category=investing)
    factories.make(langs=[ZH], title_zh_hans="一条新闻")
    person = factories.restricted(("write", "investing", ZH))
    browser = desk(person)
    assert waits(browser, "English → Chinese") == ["A guide"]
    assert browser.get("/admin/work/missing-en/").status_code == 404
    assert browser.get("/admin/work/nothing/").status_code == 404


def test_activity_and_latest_are_of_the_sections_and_languages_a_person_works_in(desk, clock):
    guide = factories.live(
        "investing.guide", title_en="A guide", category=factories.category("investing.guide")
    )
    story = factories.live(title_en="A story", title_zh_hans="新闻")

    def seen(person) -> tuple[list, list]:
        start = desk(person).get(START).context["start"]
        lines = [(str(line.article), line.strands) for line in start["activity"]]
        return lines, [each["title"] for each in start["published"]]

    lines, titles = seen(factories.person("administrator", "all", interface_language="en"))
    assert {title for title, _strands in lines} == {"A guide", "A story"}
    assert titles == ["A story", "A guide"]
    # Reads the desk in English, works in Chinese alone.
    person = factories.restricted(("write", "investing", ZH))
    type(person).objects.filter(pk=person.pk).update(interface_language="en")
    person = factories.fresh(person)
    factories.edited(guide, title_en="Newer guide")
    publishing.publish(guide, [EN])
    lines, titles = seen(person)
    assert lines and {title for title, _strands in lines} == {"Newer guide"}
    assert [EN] not in [found for _title, found in lines]
    assert titles == [guide.title_zh_hans]
    browser = desk(person)
    with CaptureQueriesContext(connection) as first:
        browser.get(START)
    for _number in range(3):
        factories.edited(guide, title_zh_hans="更新")
        publishing.publish(guide, [ZH])
        factories.edited(story, title_en="Newer")
    with CaptureQueriesContext(connection) as more:
        browser.get(START)
    assert len(more) == len(first)


def test_reader_of_chinese_finds_chinese_first(desk, clock):
    live = factories.live(title_en="English title", title_zh_hans="中文标题")
    factories.edited(live, title_en="Changed")
    browser = desk("editor", interface_language="zh-hans")
    words = [part for part in tiles(browser.get(START)) if part in ("中文", "英文")]
    assert words == ["中文", "英文"]
    text = pages.text(browser.get("/admin/work/out-of-date-zh/"))
    assert text.index("中文标题") < text.index("English title")


def test_empty_desk_says_so_kindly(editor):
    assert pages.text(editor.get(START)).count("Nothing waiting.") >= 5
    assert "Nothing waiting." in pages.text(editor.get("/admin/work/drafts/"))


def test_lists_stand_in_the_order_of_the_work(editor):
    groups = [group["name"] for group in editor.get(START).context["app_list"]]
    assert groups[:2] == ["Content", "Pictures"]
    first = editor.get(START).context["app_list"][0]["models"]
    assert [str(model["name"]) for model in first][:2] == ["Stories", "Photo stories"]


# How fast


def test_start_page_asks_no_more_the_more_there_is(desk, clock, django_assert_num_queries):
    browser = desk("administrator")
    factories.live(picture=factories.picture())
    browser.get(START)

    def fill(number: int) -> None:
        for count in range(number):
            live = factories.live(title_en=f"Story {count}", picture=factories.picture("olive"))
            factories.edited(live, by=browser.user, title_en=f"Newer {count}")
            publishing.publish(live, [EN], at=TOMORROW)
            factories.make(langs=[ZH])
            factories.enquiry()

    fill(2)
    with CaptureQueriesContext(connection) as first:
        browser.get(START)
    assert len(first) <= 44
    fill(6)
    with django_assert_num_queries(len(first)):
        browser.get(START)
    with CaptureQueriesContext(connection) as first:
        assert len(browser.get("/admin/work/missing-en/").context["entries"]) == 8
    fill(3)
    with django_assert_num_queries(len(first)):
        assert len(browser.get("/admin/work/missing-en/").context["entries"]) == 11


def test_numbers_end_at_a_thousand(editor):
    article = factories.make()
    rows = [
        Article(kind="news.story", category=article.category, section=article.section)
        for _ in range(1003)
    ]
    made = Article.objects.bulk_create(rows)
    ArticleLanguage.objects.bulk_create(
        ArticleLanguage(article=row, language=EN, match=Match.MISSING) for row in made
    )
    assert tiles(editor.get(START))["Chinese → English"][0] == "1,000+"
    page = editor.get("/admin/work/missing-en/?p=20")
    assert len(page.context["entries"]) == 50
    assert "Only the first 1000 are shown." in pages.text(page)
    assert editor.get("/admin/work/missing-en/?p=nonsense&order=newest").status_code == 200
