"""Rich text is cleaned on every path that saves, and plain text is never markup."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from articles import prose, publishing, working_copies
from articles.kinds import kinds
from liangjiang.sample import loader
from tests import factories, pages
from tests.desk.injections import PAYLOADS, RUN
from tests.pages import address

ALLOWED = {
    **dict.fromkeys(["p", "h2", "h3", "strong", "em", "blockquote", "br", "ul", "ol", "li"], ()),
    **dict.fromkeys(["table", "thead", "tbody", "tr"], ()),
    "a": {"href", "title", "rel"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
HONEST = """
<p>Plain, <strong>bold</strong>, <em>italic</em><br>and 中文。</p>
<h2>A heading</h2><h3>A smaller one</h3>
<ul><li><p>One</p></li></ul><ol><li><p>Two</p></li></ol>
<blockquote><p>Said.</p></blockquote>
<table><tbody><tr><th colspan="2"><p>A</p></th></tr><tr><td><p>B</p></td><td><p>C</p></td></tr>
</tbody></table>
<p><a href="https://example.org/a?b=1&amp;c=2">there</a> <a href="/en/news/">here</a>
<a href="mailto:desk@example.org">mail</a> <a href="tel:+862367573900">phone</a>
<a href="#part">below</a></p>
""".strip()


class Reader(HTMLParser):
    """Collects whatever a text holds that an editor may not write."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in ALLOWED:
            self.wrong.append(tag)
        for name, value in attrs:
            if name not in ALLOWED.get(tag, ()):
                self.wrong.append(f"{tag} {name}")
            if name == "href" and not is_honest(value):
                self.wrong.append(value)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def is_honest(href: str) -> bool:
    if urlsplit(href).scheme:
        return urlsplit(href).scheme in ("http", "https", "mailto", "tel")
    return href[0] in "/#?" and href[1:2] not in ("/", "\\") and href.isprintable()


def wrong_in(text: str) -> list[str]:
    return Reader(text).wrong


@pytest.mark.nodb
@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_survives_cleaning(payload):
    cleaned = prose.clean(f"<p>before</p>{payload}<p>after</p>")
    assert wrong_in(cleaned) == []


@pytest.mark.nodb
@pytest.mark.parametrize("payload", [*PAYLOADS, HONEST, "".join(PAYLOADS)])
def test_cleaning_twice_is_the_same_as_once(payload):
    cleaned = prose.clean(payload)
    assert prose.clean(cleaned) == cleaned


@pytest.mark.nodb
def test_what_an_editor_may_write_stays_as_it_is():
    assert "".join(prose.clean(HONEST).split()) == "".join(HONEST.split())


@pytest.mark.nodb
@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("tel:110", "tel:110"),
        ("TEL:+86 23 6757-3900", "tel:+86-23-6757-3900"),
        ("tel:+86%2023", "tel:+86-23"),
        ("tel:", None),
        ("tel:+", None),
        ("tel:110;phone-context=evil.example", None),
        ("tel:*%2306%23", None),
        ("tel://evil.example/110", None),
        ("tel:１１０", None),
        ("tel:" + "1" * 40, None),
        ("tel:call-us", None),
    ],
)
def test_telephone_link_holds_a_number_and_nothing_else(written, stored):
    words = f'<a href="{stored}">call</a>' if stored else "call"
    assert prose.clean(f'<p><a href="{written}">call</a></p>') == f"<p>{words}</p>"
    assert prose.clean(f"<p>{words}</p>") == f"<p>{words}</p>"


@pytest.mark.nodb
@pytest.mark.parametrize("words", ["<", ">", "&", "a < b", "1 > 0", "R&D", "&amp;lt;", "<3", "\\"])
def test_signs_of_markup_in_words_stay_words(words):
    cleaned = prose.clean(f"<p>{words}</p>")
    assert wrong_in(cleaned) == []
    assert prose.plain(cleaned)


# Every path that saves

ALL = "".join(f"<p>{number}</p>{payload}" for number, payload in enumerate(PAYLOADS))


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_text_saved_from_code_is_cleaned(kind, db):
    made = factories.make(kind, body_en=ALL, body_zh_hans=ALL)
    stored = factories.fresh(made)
    assert wrong_in(stored.body_en) == wrong_in(stored.body_zh_hans) == []
    stored.body_en = f"<p onclick={RUN}>a</p>"
    stored.save()
    assert factories.fresh(made).body_en == "<p>a</p>"


def test_text_saved_field_by_field_is_cleaned(db):
    made = factories.make()
    made.body_en = f"<p onclick={RUN}>a</p>"
    made.save(update_fields=["body_en"])
    assert factories.fresh(made).body_en == "<p>a</p>"


def test_text_saved_through_its_language_is_cleaned(db):
    # The library's own attribute writes the column of the active language.
    made = factories.make()
    made.body = f"<p onclick={RUN}>a</p>"
    made.save()
    assert factories.fresh(made).body_en == "<p>a</p>"
    raw = kinds()["news.story"].objects.values_list("body", flat=True).get(pk=made.pk)
    assert wrong_in(raw) == []


def test_text_made_through_the_manager_is_cleaned(db):
    category = factories.category("news.events")
    made = kinds()["news.story"].objects.create(category=category, body_en=ALL, body_zh_hans=ALL)
    assert wrong_in(factories.fresh(made).body_zh_hans) == []


def test_text_posted_to_the_desk_is_cleaned(desk):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    # The form refuses a NUL and says so; that is another promise's matter.
    text = ALL.replace("\x00", "")
    page = pages.press(browser, page, "Save draft", body_en=text, body_zh_hans=text)
    assert "Draft saved." in pages.text(page)
    stored = factories.fresh(draft)
    assert "0" in prose.plain(stored.body_en)
    assert wrong_in(stored.body_en) == wrong_in(stored.body_zh_hans) == []


def test_text_from_the_loader_is_cleaned(db, tmp_path):
    path = tmp_path / "harm.toml"
    body = f"<p>a</p><script>{RUN}</script><p onclick=x>b</p>"
    path.write_text(
        'kind = "news.story"\ncategory = "news.events"\n'
        f"[en]\ntitle = 'Harm'\nsource = 'x'\nbody = '''{body}'''\n"
        "published = 2024-03-01T09:00:00+08:00\n"
        f"[draft.en]\nbody = '''<p>c</p>{body}'''\n",
        encoding="utf-8",
    )
    assert loader.load(path)
    for row in kinds()["news.story"].objects.all():
        assert wrong_in(row.body_en) == []


def test_text_that_was_stored_uncleaned_is_cleaned_on_its_way_to_readers(db, visitor):
    # An importer that wrote past `save()`: the next act that touches the text cleans it.
    live = factories.live()
    copy = working_copies.edit(live)
    type(copy).objects.filter(pk=copy.pk).update(body_en=f"<p onclick={RUN}>a</p>")
    publishing.publish(live, ["en"])
    assert factories.fresh(live).body_en == "<p>a</p>"


# Plain text


@pytest.mark.parametrize("payload", [f"<script>{RUN}</script>", f'"><img src=x onerror={RUN}>'])
def test_plain_text_is_never_markup_on_any_page(desk, visitor, payload):
    texts = {
        f"{name}_{suffix}": payload
        for name in (
            "title",
            "summary",
            "source",
            "author",
            "seo_description",
            "picture_caption",
            "picture_credit",
        )
        for suffix in ("en", "zh_hans")
    }
    # A description that only repeats the title is not published.
    texts |= {f"picture_alt_{suffix}": f"Seen: {payload}" for suffix in ("en", "zh_hans")}
    live = factories.live(picture=factories.picture(), is_featured=True, **texts)
    photos = factories.live("news.photostory", **texts)
    photos.pictures.update(caption_en=payload, alt_en=payload, credit_en=payload)
    browser = desk()
    browser.post(address(live, "edit"))
    seen = [
        *(visitor.get(place) for place in ("/en/", "/zh/", "/en/news/", "/en/news/events/")),
        *(visitor.get(f"/en/{article.pk}", follow=True) for article in (live, photos)),
        visitor.get("/en/news/events/feed.atom"),
        browser.get("/admin/news/story/"),
        browser.get("/admin/news/story/", {"q": payload}),
        browser.get(address(live)),
        browser.get(address(photos)),
        browser.get(address(live, "preview/en")),
        browser.get(address(live, "discard")),
        browser.get(address(live, "withdraw")),
        browser.get(address(live, "history")),
    ]
    for page in seen:
        assert page.status_code == 200
        assert payload not in page.content.decode()
        assert f"<img src=x onerror={RUN}>" not in page.content.decode()
