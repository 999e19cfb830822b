"""What an editor may write comes out as it went in, and what machines read stays readable."""

import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles import prose
from news.models import Story
from tests import factories, pages
from tests.pages import address
from tests.security.payloads import OF_PICTURES, PLAIN, in_both, packed

CHINESE = "他说：“两江新区的‘双创’很好——真的……”（见《规划》第3页）"
HONEST = [
    f"<p>{CHINESE}</p>",
    "<p>Plain, <strong>bold</strong>, <strong><em>both</em></strong><br>and <em>more</em>.</p>",
    "<h2>A heading</h2><h3>一个小标题</h3>",
    "<ul><li><p>One</p><ul><li><p>Below</p></li></ul></li><li><p>二</p></li></ul>",
    "<ol><li><p>First</p></li><li><p>Second</p></li></ol>",
    f"<blockquote><p>{CHINESE}</p></blockquote>",
    "<table><tbody>"
    "<tr><th><p>Zone</p></th><th><p>面积</p></th></tr>"
    '<tr><th><p>Yuzui</p></th><td><p>12 km²</p></td></tr><tr><td colspan="2"><p>both</p></td></tr>'
    "</tbody></table>",
    '<p><a href="https://example.org/a?b=1&amp;c=2">there</a> and <a href="/en/news/">here</a></p>',
    '<p><a href="mailto:desk@example.org">mail</a> <a href="tel:+862367573900">phone</a></p>',
    "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2; R&amp;D; &lt;script&gt; is a word; 𠮷野家 👩‍👩‍👧</p>",
]
FIGURE = (
    '<figure data-picture="{}" data-alt="A “boat” &amp; 一条船">'
    "<figcaption>The boat <cite>Li Lei</cite></figcaption></figure>"
)
LINK = '<p>See <a href="article:{}">the plan</a>.</p>'


def survives(browser: Client, text: str) -> None:
    made = Story.objects.create(
        category=factories.category("news.events"), body_en=text, body_zh_hans=text
    )
    assert factories.fresh(made).body_en == factories.fresh(made).body_zh_hans == text
    draft = factories.make()
    page = browser.get(address(draft))
    page = pages.press(browser, page, "Save draft", body_en=text, body_zh_hans=text)
    assert factories.fresh(draft).body_en == text
    # The page that comes shows what is stored, and saving it once more changes nothing.
    pages.press(browser, page, "Save draft", title_en="Another title")
    assert factories.fresh(draft).body_en == factories.fresh(draft).body_zh_hans == text


def test_honest_text_survives_shell_and_form_byte_by_byte(desk):
    survives(desk(), "".join(HONEST))


def test_figures_and_links_to_articles_survive_byte_by_byte(desk):
    picture, article = factories.picture(), factories.live()
    survives(desk(), FIGURE.format(picture.pk) + LINK.format(article.pk))


@pytest.mark.parametrize("text", HONEST)
def test_every_kind_of_honest_text_is_clean_already(text):
    assert prose.clean(text) == text


def test_feed_and_data_for_search_engines_stay_what_they_are(visitor, db):
    story = factories.live(**in_both((*PLAIN, *OF_PICTURES), *packed()[5:7]))
    feed = visitor.get("/en/news/events/feed.atom").content
    read = ElementTree.fromstring(feed).iter()  # noqa: S314  (our own feed)
    titles = [each.text for each in read if each.tag.endswith("}title")]
    assert factories.fresh(story).title_en in titles
    text = visitor.get(story.get_absolute_url()).content.decode()
    for part in text.split('<script type="application/ld+json">')[1:]:
        assert json.loads(part.split("</script>")[0])
