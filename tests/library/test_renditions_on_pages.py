"""Pages with pictures: nobody waits for a file, and each picture says what it is worth fetching."""

import re

import pytest
from django.core.files.storage import FileSystemStorage

from articles.addresses import in_language
from library.models import Picture
from library.renditions import FORMAT_NAMES
from tests import factories

pytestmark = pytest.mark.once


class Away(FileSystemStorage):
    """A storage that knows addresses and nothing else."""

    def _refuse(self, *args, **options):
        raise AssertionError("a visitor waits for the storage")

    open = exists = listdir = size = save = delete = path = _refuse


def images(page) -> list[str]:
    main = page.content.decode().partition("<main")[2].partition("</main")[0]
    return re.findall("<img[^>]*(?:__processed__)[^>]*>", main)


def test_no_page_asks_the_storage_for_anything(visitor, db, settings):
    for complete in (False, True):
        story = factories.live(picture=factories.picture(), is_featured=True)
        photos = factories.live("news.photostory")
        if complete:
            for each in Picture.objects.all():
                factories.complete(each)
        usual = settings.STORAGES
        settings.STORAGES = usual | {"default": {"BACKEND": f"{__name__}.Away"}}
        for code in ("en", "zh-hans"):
            for shown in (story, photos):
                page = visitor.get(in_language(shown, code))
                assert page.status_code == 200
                assert images(page)
        for address in ("/en/", "/zh/news/", "/en/news/events/", "/en/news/events/feed.atom"):
            assert visitor.get(address).status_code == 200
        settings.STORAGES = usual


def test_page_shows_the_first_file_until_there_are_more_and_then_offers_all(visitor, db):
    story = factories.live(picture=factories.picture())
    before = visitor.get(story.get_absolute_url()).content.decode()
    assert "<source" not in before.partition("<main")[2].partition("</main")[0]
    [image] = images(visitor.get(story.get_absolute_url()))
    assert story.picture.address("JPEG", 960) in image
    assert 'width="300" height="200"' in image
    assert "srcset" not in image

    factories.complete(story.picture)
    after = visitor.get(story.get_absolute_url()).content.decode()
    offered = [story.picture.srcset(name) for name in FORMAT_NAMES]
    assert re.findall(r'srcset="(/media[^"]*)"', after) == offered
    assert re.findall(r'type="image/(\w+)"', after.partition("<main")[2]) == ["avif", "webp"]


def test_first_picture_comes_first_and_those_further_down_when_they_are_reached(visitor, db):
    for _number in range(5):
        factories.live(picture=factories.picture())
    for _twice in range(2):
        found = images(visitor.get("/en/news/events/"))
        assert ['fetchpriority="high"' in image for image in found] == [True] + [False] * 4
        assert ['loading="lazy"' in image for image in found] == [False] * 3 + [True] * 2


def test_figure_in_a_text_never_comes_first(visitor, db):
    shown = factories.picture()
    story = factories.live(body_en=f'<figure data-picture="{shown.pk}" data-alt="Hall"></figure>')
    [image] = images(visitor.get(story.get_absolute_url()))
    assert 'loading="lazy"' in image


def test_picture_beside_its_heading_is_not_read_out_again_and_elsewhere_it_is(visitor, db):
    story = factories.live(picture=factories.picture(), is_featured=True)
    decorative = factories.live(picture=factories.picture("navy"), picture_is_decorative=True)
    for address in ("/en/", "/en/news/events/", decorative.get_absolute_url()):
        assert all('alt=""' in image for image in images(visitor.get(address)))
    lead = images(visitor.get(story.get_absolute_url()))[0]
    assert 'alt="A boat between two banks"' in lead


def test_other_sites_get_a_jpeg_that_is_there_with_its_size(visitor, db):
    story = factories.live(picture=factories.picture())
    page = visitor.get(story.get_absolute_url()).content.decode()
    shared = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', page))
    assert shared["og:title"] == "Spring on the river"
    assert shared["og:url"] == f"http://testserver{story.get_absolute_url()}"
    assert shared["og:image"] == f"http://testserver{story.picture.address('JPEG', 960)}"
    assert (shared["og:image:width"], shared["og:image:height"]) == ("300", "200")
    assert shared["og:image:alt"] == "A boat between two banks"
    plain = visitor.get(factories.live().get_absolute_url()).content.decode()
    assert '"og:image" content="http://testserver/static/art/share-en.png"' in plain
    response = visitor.get(shared["og:image"].removeprefix("http://testserver"))
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)


@pytest.mark.both
def test_upright_picture_is_not_fetched_wider_than_it_stands(visitor, db):
    photos = factories.live("news.photostory", rows=1)
    shown = factories.complete(photos.pictures.get().picture)
    Picture.objects.filter(pk=shown.pk).update(file_width=400, file_height=1000)
    page = visitor.get(photos.get_absolute_url())
    assert "min(92vw, 80vh * 0.400)" in page.content.decode()
