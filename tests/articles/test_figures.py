"""Figures in texts: stored by the picture's id, written out for readers, known to the library."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import pictures, prose, publishing, strands, working_copies
from articles.models import Act, Article, BodyLink, BodyPicture
from articles.prose.figures import Figure
from articles.scheduled import carry_out_due
from languages import EN, ZH
from library.models import Picture
from pagestore.models import PurgeOrder
from pagestore.recording import recording
from tests import factories

WORDS = {"alt": "A crane over a quay", "caption": "The quay.", "credit": "Illustration: portal"}


def figure(picture: Picture | int, **words) -> str:
    number = getattr(picture, "pk", picture)
    return Figure(number, **(words or WORDS)).html()


def body(*parts: str) -> str:
    return "<p>Before.</p>" + "".join(parts) + "<p>After.</p>"


# The one form


@pytest.mark.parametrize(
    "stored",
    [
        '<figure data-picture="4" data-alt="A quay"></figure>',
        '<figure data-picture="4" data-alt="A quay"><figcaption>Quay</figcaption></figure>',
        '<figure data-picture="4" data-alt=""><figcaption><cite>Li</cite></figcaption></figure>',
        '<figure data-picture="4" data-alt="" data-decorative="true"></figure>',
        '<figure data-picture="4" data-alt="“码头” &amp; &lt;b&gt; &quot;x&quot;">'
        "<figcaption>码头 &lt;3 <cite>插图：门户</cite></figcaption></figure>",
        '<blockquote><figure data-picture="4" data-alt="A quay"></figure></blockquote>',
        '<ul><li><p>One</p><figure data-picture="4" data-alt="A quay"></figure></li></ul>',
    ],
)
def test_figure_is_stored_in_one_form(stored):
    assert prose.clean(stored) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        # Whatever else stands in a figure is no part of it.
        (
            '<figure class="x" onclick="1" data-picture="4" id="a" data-alt=" A  quay " title="t">'
            '<img src="https://example.org/x.jpg" onerror="1"><script>1</script><p>more</p>'
            "<figcaption><b>The</b> <i>quay</i>.<cite><a href='//x'>Li</a></cite></figcaption>"
            "</figure>",
            figure(4, alt="A quay", caption="The quay.", credit="Li"),
        ),
        # A decorative picture has no description.
        (
            '<figure data-picture="4" data-alt="A quay" data-decorative="true"></figure>',
            figure(4, is_decorative=True),
        ),
        # Without a number it is no picture of ours; its words stay.
        ('<figure data-picture="4;1"><figcaption>Quay</figcaption></figure>', "<p>Quay</p>"),
        ('<figure data-picture="-4"><img src="/media/x.jpg"></figure>', ""),
        ('<figure data-picture="0" data-alt="x">a</figure>', "<p>a</p>"),
        ('<figure data-picture="9999999999999999999" data-alt="x">a</figure>', "<p>a</p>"),
    ],
)
def test_figure_is_allowed_in_that_form_only(written, stored):
    assert prose.clean(written) == stored


def test_figure_of_a_picture_that_is_not_there_is_left_out_on_every_path(db):
    made = factories.make(body_en=body(figure(4711)))
    assert factories.fresh(made).body_en == body()
    assert not BodyPicture.objects.exists()


# Readers


def test_readers_get_the_picture_with_this_texts_own_words(visitor, db):
    picture = factories.picture()
    live = factories.live(body_en=body(figure(picture, **WORDS | {"alt": 'A "crane" & <quay>'})))
    whole = visitor.get(live.get_absolute_url()).content.decode()
    page = whole.partition('<figure class="in-text">')[2].partition("</figure>")[0]
    assert 'alt="A &quot;crane&quot; &amp; &lt;quay&gt;"' in page
    assert f'width="{picture.file_width}" height="{picture.file_height}"' in page
    assert 'loading="lazy"' in page
    assert "<figcaption>The quay. <span>Illustration: portal</span></figcaption>" in page
    assert "data-picture" not in whole


def test_all_figures_of_a_text_cost_one_question(visitor, db, django_assert_num_queries):
    figures = [figure(factories.picture(colour)) for colour in ("teal", "navy", "olive", "black")]
    address = factories.live(body_en=body(*figures), body_zh_hans=body()).get_absolute_url()
    with CaptureQueriesContext(connection) as without:
        visitor.get(address.replace("/en/", "/zh/"), follow=True)
    with django_assert_num_queries(len(without) + 1):
        visitor.get(address)


def test_readers_see_nothing_of_a_picture_that_is_gone(db):
    written = prose.render(body(figure(4711)), EN)
    assert written == "<p>Before.</p><p>After.</p>"


def test_publishing_asks_for_the_description_of_each_figure_by_its_number(db):
    picture = factories.picture()
    described, bare = figure(picture), figure(picture, caption="The quay.")
    decorative = figure(picture, is_decorative=True)
    draft = factories.make(body_en=body(described, bare, decorative), body_zh_hans=body(described))
    with pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(draft, [EN, ZH])
    assert refused.value.missing == {EN: ["the description of picture 2 in the text"]}
    factories.edited(draft, body_en=body(described, decorative))
    publishing.publish(draft, [EN, ZH])


# What the library knows


def uses_of(picture: Picture) -> set[tuple]:
    return {(use.title, use.place, use.languages) for use in pictures.uses([picture.pk])}


def test_library_knows_figures_in_public_texts_and_in_drafts(db):
    picture = factories.picture()
    live = factories.live(body_en=body(figure(picture)))
    factories.edited(live, body_zh_hans=body(figure(picture)))
    assert uses_of(picture) == {
        ("Spring on the river", "text (English)", (EN,)),
        ("Spring on the river", "text (English)", ()),
        ("Spring on the river", "text (Chinese)", ()),
    }
    with pytest.raises(ProtectedError):
        picture.delete()


def test_library_knows_what_a_scheduled_update_will_bring(db):
    lead, shown = factories.picture(), factories.picture("navy")
    live = factories.live()
    factories.edited(live, picture=lead, body_en=body(figure(shown)))
    later = timezone.now() + timedelta(days=2)
    publishing.publish(live, [EN, strands.SHARED], at=later)
    factories.edited(live, picture=None, body_en=body())
    for picture in (lead, shown):
        assert uses_of(picture) == {("Spring on the river", "scheduled update", ())}


def test_update_whose_pictures_were_deleted_leaves_them_out(db, time_machine):
    lead, shown, row = (factories.picture(colour) for colour in ("red", "blue", "black"))
    live = factories.live("news.photostory", rows=1)
    copy = factories.edited(live, picture=lead, body_en=body(figure(shown)))
    model = type(copy.pictures.first())
    model.objects.create(story=copy, position=7, picture=row, caption_en="New", alt_en="A row")
    working_copies.record(copy)
    later = timezone.now() + timedelta(days=2)
    publishing.publish(live, [EN, strands.SHARED], at=later)
    working_copies.discard(live)
    Picture.objects.filter(pk__in=[lead.pk, shown.pk, row.pk]).delete()
    time_machine.move_to(later + timedelta(minutes=1), tick=False)
    assert carry_out_due() == 1
    now = factories.fresh(live)
    assert (now.picture, now.body_en) == (None, body())
    assert [each.position for each in now.pictures.all()] == [0]


def test_rows_of_references_are_written_only_when_the_set_changes(db, django_assert_num_queries):
    picture = factories.picture()
    made = factories.make(body_en=body(figure(picture)), body_zh_hans=body(figure(picture)))
    before = set(BodyPicture.objects.values_list("pk", flat=True))
    assert len(before) == 2
    made.body_en = body("<p>More.</p>", figure(picture))
    made.save()
    assert set(BodyPicture.objects.values_list("pk", flat=True)) == before
    # A list that has not read the texts leaves them alone.
    Article.objects.for_lists().get(pk=made.pk).save()
    made.save(update_fields=["slug"])
    assert set(BodyPicture.objects.values_list("pk", flat=True)) == before
    made.body_en = body()
    made.save()
    assert list(BodyPicture.objects.values_list("language", flat=True)) == [ZH]


def test_figure_without_its_words_is_marked_for_the_work_list(db):
    picture = factories.picture()
    factories.make(
        body_en=body(figure(picture, caption="x")),
        body_zh_hans=body(figure(picture, is_decorative=True)),
    )
    rows = BodyPicture.objects.order_by("language")
    assert [(row.is_described, row.is_credited) for row in rows] == [(False, False), (True, True)]


# Caches


@pytest.fixture
def purged():
    """Return the tags whose pages were ordered to be purged since the last call."""

    def collect() -> set[str]:
        tags = {tag for order in PurgeOrder.objects.all() for tag in order.tags}
        PurgeOrder.objects.all().delete()
        return tags

    return collect


def used_by(visitor, address: str) -> set[str]:
    with recording() as used:
        assert visitor.get(address).status_code == 200
    return used


def test_page_is_purged_when_a_picture_in_its_text_looks_new(visitor, db, purged):
    picture = factories.picture()
    live = factories.live(body_en=body(figure(picture)))
    purged()
    pictures.order_purge(picture)
    assert purged() & used_by(visitor, live.get_absolute_url())


def test_pages_that_link_to_an_article_are_purged_when_it_comes_and_goes(visitor, db, purged):
    _neighbour, target = factories.live(), factories.make()
    link = f'<p><a href="article:{target.pk}">There</a></p>'
    live = factories.live("about.page", body_en=link)
    assert list(BodyLink.objects.values_list("article", "language", "target")) == [
        (live.pk, EN, target.pk)
    ]
    page = live.get_absolute_url()
    assert (used := used_by(visitor, page) - {"site"})
    purged()
    publishing.publish(target, [EN])
    assert purged() & used
    assert factories.fresh(target).get_absolute_url() in visitor.get(page).content.decode()
    used = used_by(visitor, page) - {"site"}
    publishing.withdraw(target, [EN])
    assert purged() & used
    assert "<p>There</p>" in visitor.get(page).content.decode()
    assert Act.objects.filter(article__in=[target, live]).count() == 3
    target.delete()
    assert not BodyLink.objects.exists()
    assert "<p>There</p>" in visitor.get(page).content.decode()
