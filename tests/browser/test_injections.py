"""Nothing that somebody writes into a text runs or asks for anything, with no policy to stop it."""

import math
from pathlib import Path

import pytest
from django.test import Client

from articles import prose, publishing, working_copies
from articles.addresses import in_language
from articles.listing import PAGE_SIZE
from library.models import Picture
from news.models import Story, StoryPicture
from tests import factories, pages
from tests.browser.conftest import DOOR
from tests.browser.signing_in import sign_in
from tests.legacy import saved
from tests.legacy.conftest import run_command
from tests.pages import address
from tests.security.payloads import HIT, OF_PICTURES, PAYLOADS, PLAIN, in_both, packed
from tests.security.tripwire import AUDIT, Tripwire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL = "".join(f"<p>{number}</p>{payload}" for number, payload in enumerate(PAYLOADS))


@pytest.fixture
def tripwire(chromium, live_server):
    """Return a watched browser to which the site's Content-Security-Policy means nothing."""
    context = chromium.new_context(
        base_url=live_server.url, bypass_csp=True, viewport={"width": 1280, "height": 900}
    )
    yield Tripwire(context)
    context.close()
    DOOR.shut()


def written_in_the_shell(picture: Picture) -> list[Story]:
    """Write stories past every form: each payload stands in every plain text and in some body."""
    lines, made = packed(), []
    category = factories.category("news.events")
    for number in range(0, len(lines), 2):
        english, chinese = lines[number], lines[min(number + 1, len(lines) - 1)]
        some = PAYLOADS[number // 2 :: (len(lines) + 1) // 2]
        story = Story.objects.create(
            category=category,
            picture=picture,
            # The end of the address would be made from the title, "evil" and all.
            slug=f"story-{number}",
            body_en="<p>a</p>" + "".join(some),
            body_zh_hans="<p>b</p>" + "".join(reversed(some)),
            **in_both((*PLAIN, *OF_PICTURES), english, chinese),
        )
        story.summary_en += "".join(PAYLOADS)
        story.save()
        working_copies.record(story, note=english)
        publishing.publish(story, ["en", "zh-hans"])
        made.append(story)
    return made


def written_in_the_form() -> Story:
    """Write and publish a story as a publisher does."""
    browser = Client()
    browser.force_login(
        factories.person("publisher", interface_language="en"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    story = factories.make()
    # The form refuses a NUL and says so.
    body = ALL.replace("\x00", "")
    texts = in_both(PLAIN, PAYLOADS[0], PAYLOADS[1]) | {"body_en": body, "body_zh_hans": body}
    file = factories.ContentFile(factories.jpeg("navy"), name=f'x"onerror={PAYLOADS[0]}.jpg')
    page = pages.press(
        browser,
        browser.get(address(story)),
        "Publish both languages now",
        picture_upload=file,
        note=PAYLOADS[0],
        **texts,
        **in_both(OF_PICTURES, PAYLOADS[2], PAYLOADS[3]),
    )
    assert page.status_code == 200
    return factories.fresh(story)


def imported(folder: Path) -> Story:
    """Import a page of the former site whose every line is somebody else's."""
    lines = "\n\n".join(" ".join(payload.split()) for payload in PAYLOADS).replace("\x00", "")
    text = saved.changed(saved.PARAGRAPHS[0], f"{saved.PARAGRAPHS[0]}\n\n{lines}")
    text = text.replace(saved.TITLE, f"A day {PAYLOADS[0]}").replace(saved.CREDIT, PAYLOADS[2])
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8", newline="")
    run = run_command(path)
    assert run.code == 0, run.said[-2000:]
    return run.article


def photo_story(picture: Picture):
    story = factories.make("news.photostory", rows=0)
    lines = packed()
    for number in range(0, len(lines), 2):
        english, chinese = lines[number], lines[min(number + 1, len(lines) - 1)]
        texts = in_both(("caption", "credit", "alt"), english, chinese)
        StoryPicture.objects.create(story=story, position=number, picture=picture, **texts)
    publishing.publish(story, ["en", "zh-hans"])
    return factories.fresh(story)


def test_nothing_runs_wherever_it_was_written(tripwire, tmp_path):
    picture = factories.picture()
    # Figures in the payloads name number 1.
    Picture.objects.filter(pk=picture.pk).update(
        id=1, file_name=PAYLOADS[0], **in_both(("title", "caption", "alt"), *packed()[:2])
    )
    picture = Picture.objects.get(pk=1)
    many = written_in_the_shell(picture)
    form, page, photos = written_in_the_form(), imported(tmp_path), photo_story(picture)
    of_paths = [form, page, photos]

    # Readers
    for place in ("/en/", "/zh/", "/en/news/", "/zh/news/events/", "/en/news/events/feed.atom"):
        tripwire.visit(place)
    for article in of_paths:
        for code in ("en", "zh-hans"):
            if article.is_public(code):
                tripwire.visit(in_language(article, code))
    tripwire.page.goto("/en/")
    numbers = range(2, math.ceil(len(many) / PAGE_SIZE) + 1)
    tripwire.visit_all([f"/{code}/news/events/?page={n}" for code in ("en", "zh") for n in numbers])
    tripwire.visit_all([in_language(each, code) for each in many for code in ("en", "zh-hans")])

    # The desk
    sign_in(tripwire.page, "publisher")
    for story in (form, page):
        for act in ("change", "history", "preview/en", "preview/zh", "withdraw"):
            tripwire.visit(address(story, act))
        working_copies.edit(story)
        tripwire.visit(address(story), has_editor=True)
        tripwire.visit(address(story, "discard"))
    tripwire.visit(address(photos))
    for place in ("/admin/", "/admin/news/story/", "/admin/news/story/?q=%3Cimg+onerror%3D1%3E"):
        tripwire.visit(place)
    tripwire.visit("/admin/library/picture/")
    tripwire.visit(f"/admin/library/picture/{picture.pk}/change/")
    tripwire.visit_all([address(story) for story in many[::6]])


def test_each_payload_is_harmless_by_itself(tripwire):
    # In one text one may hide the next, as an open comment does.
    cleaned = [prose.clean(f"<p>before</p>{payload}") for payload in PAYLOADS]
    tripwire.page.goto("/en/")
    tripwire.page.set_content(f'<main class="prose">{"".join(cleaned)}</main>')
    assert tripwire.page.locator("main p", has_text="before").count() == len(PAYLOADS)
    wrong = tripwire.page.evaluate(f"({AUDIT})(document)")
    assert wrong == []
    tripwire.assert_untouched("the cleaned texts")
    assert [prose.clean(text) for text in cleaned] == cleaned


def test_tripwire_is_not_slack(tripwire):
    tripwire.page.goto("/en/")
    tripwire.page.set_content(f"<main class=prose><img src=/evil onerror={HIT}></main>")
    tripwire.page.wait_for_function("top.__hit")
    assert any(address.endswith("/evil") for address in tripwire.seen)
    assert len(tripwire.page.evaluate(f"({AUDIT})(document)")) == 2
