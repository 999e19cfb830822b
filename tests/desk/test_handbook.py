"""The handbook: every topic in both languages, in their own punctuation, with links that live."""

import re

import pytest
from django.template.loader import get_template

import languages
from desk import handbook
from desk.queues.known import QUEUES
from languages import EN, ZH
from tests import pages

HANDBOOK = "/admin/handbook/"
HAN = r"[\u3007\u3400-\u9fff]"
# As tests/site/test_both_languages.py has it for public pages.
HALF_WIDTH = rf"{HAN} ?[,;:!?()]|[,;!?()]{HAN}|{HAN} {HAN}|{HAN} +[A-Za-z0-9]|[A-Za-z0-9] +{HAN}"
SHORTEST, LONGEST = 100, 250


def text_of(topic, language: str) -> str:
    with languages.override(language):
        return handbook.text(topic)


@pytest.mark.parametrize("language", [EN, ZH])
def test_every_topic_is_there_and_its_links_live(desk, language):
    browser = desk("administrator", interface_language=language)
    contents = browser.get(HANDBOOK)
    for topic in handbook.TOPICS:
        address = f"{HANDBOOK}{topic.key}/"
        assert f'href="{address}"' in contents.content.decode()
        page = browser.get(address)
        article = re.search(r'<article class="handbook">.*?</article>', page.content.decode(), re.S)
        for link in re.findall(r'href="([^"]+)"', article[0]):
            assert browser.get(link).status_code == 200, link
    assert browser.get(f"{HANDBOOK}nothing/").status_code == 404


@pytest.mark.nodb
@pytest.mark.parametrize("topic", handbook.TOPICS, ids=lambda topic: topic.key)
def test_topic_is_short_and_written_as_each_language_is_written(topic):
    english, chinese = text_of(topic, EN), text_of(topic, ZH)
    assert SHORTEST <= len(english.split()) <= LONGEST
    assert not re.search(HAN, english.replace("李华", ""))
    assert 2 * SHORTEST <= len(re.findall(HAN, chinese)) <= 2 * LONGEST
    assert not re.search(HALF_WIDTH, chinese), re.search(HALF_WIDTH, chinese)
    # What a button is called stands in the quotation marks of the language.
    assert '"' not in english + chinese


@pytest.mark.nodb
def test_every_queue_leads_to_a_topic_that_is_there():
    topics = {queue.topic for queue in QUEUES.values()} - {""}
    assert topics <= set(handbook.BY_KEY)
    for language in (EN, ZH):
        with languages.override(language):
            for topic in handbook.TOPICS:
                get_template(topic.template)


def test_handbook_stands_in_the_header_and_a_queue_explains_itself(desk):
    browser = desk("editor", interface_language="en")
    assert f'href="{HANDBOOK}">Handbook' in browser.get("/admin/").content.decode()
    page = browser.get("/admin/work/out-of-date-zh/")
    assert f'href="{HANDBOOK}three-facts/"' in page.content.decode()
    assert "How this works" in pages.text(page)
