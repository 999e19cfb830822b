"""No page of the sample portal mixes its languages without saying so."""

import re
from email import message_from_bytes, policy
from functools import cache

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

import languages
from languages import EN, ZH, phrases
from post.models import Letter
from tests import factories
from tests.contact.forms import FROM_HERE, PAGES, filled, send
from tests.reading import Words, words

HAN = r"[\u3007\u3400-\u9fff]"
FULL_WIDTH = r"[\u3001-\u303f\uff01-\uff60]"
ENGLISH_DATE = r"\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d"
# Half-width stops, and spaces that a machine or an English keyboard left behind.
HALF_WIDTH = rf"{HAN} ?[,;:!?()]|[,;!?()]{HAN}|{HAN} {HAN}|{HAN} +[A-Za-z0-9]|[A-Za-z0-9] +{HAN}"
# An address keeps a space beside it: it is no word of the sentence.
ADDRESS = r" ?[!-~]*(?:@|://)[!-~]* ?"

pytestmark = pytest.mark.once


@cache
def english_texts() -> set[str]:
    """Return our own texts that are other words in Chinese."""
    with (settings.BASE_DIR / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id and message.string]
    found = [(message.id, message.string) for message in messages if isinstance(message.id, str)]
    return {text for text, chinese in found if chinese != text}


def slips(said: Words, language: str) -> bool:
    """Tell whether words on a page in `language` are not what the page says they are."""
    if said.lang == languages.html_lang(EN) != languages.html_lang(language):
        return bool(re.search(HAN, said.text))
    if said.lang != languages.html_lang(language):
        return not re.search(HAN, said.text)
    if language == EN:
        return bool(re.search(f"{HAN}|{FULL_WIDTH}", said.text))
    return (
        said.text in english_texts()
        or bool(phrases.phrases(said.text, ZH))
        or bool(re.search(f"{ENGLISH_DATE}|{HALF_WIDTH}", re.sub(ADDRESS, "", said.text)))
    )


def found_in(pages: dict[str, str], language: str) -> dict[Words, str]:
    """Return every slip, and one address where it stands."""
    return {
        said: address
        for address, content in pages.items()
        for said in words(content)
        if slips(said, language)
    }


@pytest.mark.parametrize("language", languages.codes())
def test_no_page_has_words_of_the_other_language_that_it_does_not_mark(sample_site, language):
    start = f"/{languages.prefix(language)}/"
    found = {
        address: page.text
        for address, page in sample_site.pages.items()
        if address.startswith(start) and page.kind == "text/html"
    }
    assert len(found) > 100
    assert found_in(found, language) == {}


@pytest.mark.parametrize("language", languages.codes())
@pytest.mark.django_db
def test_nor_has_a_page_that_only_an_answer_shows(visitor, clock, language):
    start = f"/{languages.prefix(language)}/"
    for kind in ("notice", "warning"):
        factories.notice(kind=kind)
    [other] = languages.others(language)
    elsewhere = factories.live("living.info", langs=[other])
    # Written in another language: a number reveals it and a title in that language is shown.
    setattr(
        elsewhere, languages.column("title", other), {EN: "A quay at dawn", ZH: "码头日出"}[other]
    )
    elsewhere.save()
    asked = {
        "404": visitor.get(f"{start}nothing/here/"),
        "405": visitor.post(start),
        "missing": visitor.get(f"{start}{elsewhere.pk}/"),
        "empty": visitor.get(f"{start}news/video/"),
        "errors": visitor.post(PAGES[language], {}, headers=FROM_HERE),
        "sent": send(visitor, filled(visitor, clock, language), language, follow=True),
    }
    found = {name: answer.content.decode() for name, answer in asked.items()}
    assert found_in(found, language) == {}


@pytest.mark.parametrize("language", languages.codes())
@pytest.mark.django_db
def test_nor_has_a_mail(visitor, clock, language):
    send(visitor, filled(visitor, clock, language), language)
    letter = message_from_bytes(bytes(Letter.objects.get().raw), policy=policy.default)
    lines = [letter["Subject"], *letter.get_content().splitlines()]
    tag = languages.html_lang(language)
    assert [line for line in lines if slips(Words(line, tag), language)] == []
