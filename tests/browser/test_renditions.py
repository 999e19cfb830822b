"""Which of a picture's files a real browser fetches, and whether anything moves meanwhile."""

from itertools import product
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from library.models import Picture
from library.uploads import receive
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READ = Path(__file__).with_name("renditions.js").read_text(encoding="utf-8").partition("*/")[2]
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  // The code of an address is fetched when somebody asks to share.
  const all = [...document.querySelectorAll("main img")];
  const images = all.filter((image) => image.checkVisibility());
  await Promise.all(images.map((image) => image.decode()));
  return moved;
}"""
SCREENS = [(390, 2), (1440, 1), (1440, 2)]
# As wide as the widest rendition: more pixels would only take longer to encode. Upright it is drawn
# a little wider than a rendition is, so that rounding decides nothing.
WIDE = (1920, 1290)
WINDOWS = (320, 390, 768, 1024, 1440, 1920, 2560)


def picture(colour: str, size: tuple[int, int]) -> Picture:
    return receive(ContentFile(factories.jpeg(colour, size), name=f"{colour}.jpg"))


@pytest.fixture
def addresses(live_server) -> dict[str, str]:
    """Pages with every frame there is for a picture; one of the pictures stands upright."""
    # On one page the same picture never stands in frames of two sizes: a browser that has fetched
    # the larger file shows it in the smaller frame too.
    wide, tall = picture("teal", WIDE), picture("navy", WIDE[::-1])
    first, others = picture("olive", WIDE), picture("maroon", WIDE)
    Picture.objects.update(focal_x=80, focal_y=20)
    figure = f'<figure data-picture="{first.pk}" data-alt="A hall"></figure>'
    story = factories.live(picture=wide, is_featured=True, body_en=f"<p>Text</p>{figure}")
    factories.live(picture=others)
    for number in reversed(range(5)):
        # The large picture of the five is as high as the others with their headings.
        title = "Sports halls in the new area open their doors on weekday mornings"
        shown = others if number else first
        factories.live("living.info", picture=shown, title_en=title)
    factories.live("about.page", picture=others)
    photos = factories.live("news.photostory", rows=2)
    for row, each in zip(photos.pictures.order_by("position"), (wide, tall), strict=True):
        row.picture = each
        row.save()
    return {
        "home": "/en/",
        "list": "/en/news/events/",
        "article": story.get_absolute_url(),
        "photo story": photos.get_absolute_url(),
    }


def test_browser_knows_every_width_fetches_the_smallest_sharp_file_and_nothing_moves(
    open_browser, watch, addresses
):
    # Before the worker has been there a page has one file of each picture.
    page = open_browser(390, device_scale_factor=2)
    page.add_init_script(WATCH)
    for name, address in addresses.items():
        page.goto(address)
        assert page.evaluate(SCROLL) == 0, name
        assert {shown["source"][-4:] for shown in page.evaluate(READ)} == {".jpg"}
    for each in Picture.objects.all():
        factories.complete(each)
    table = set()
    for (width, scale), (name, address) in product(SCREENS, addresses.items()):
        page = open_browser(width, device_scale_factor=scale)
        page.add_init_script(WATCH)
        kinds = {}
        page.on("response", lambda got, kinds=kinds: kinds.update({got.url: got.headers}))
        page.goto(address)
        assert page.evaluate(SCROLL) == 0, name
        for shown in page.evaluate(READ):
            assert kinds[shown["source"]]["content-type"] == "image/avif"
            table.add((name, shown["place"], width, scale, *_chosen(shown, scale)))
    wrong = [row for row in table if row[-1] != row[-2]]
    print(*sorted(table), sep="\n")
    assert wrong == []
    _assert_told_the_true_width(open_browser(), addresses)
    watch.assert_quiet()


def _chosen(shown: dict, scale: int) -> tuple[int, int, int]:
    """Return what a picture needs, and the widths that should be and were chosen for it."""
    needed = shown["drawn"] * scale
    enough = [width for width in shown["widths"] if width >= needed]
    widths = dict(part.split() for each in Picture.objects.all() for part in _parts(each))
    chosen = int(widths["/media/" + shown["source"].partition("/media/")[2]][:-1])
    return round(needed), min(enough, default=max(shown["widths"])), chosen


def _parts(each: Picture) -> list[str]:
    return each.srcset("AVIF").split(", ")


def _assert_told_the_true_width(page, addresses: dict[str, str]) -> None:
    """Check what pages say of every picture's width, in every window."""
    wrong, places = {}, set()
    for name, address in addresses.items():
        page.goto(address)
        for width in WINDOWS:
            page.set_viewport_size({"width": width, "height": 900})
            for shown in page.evaluate(READ):
                places.add((name, shown["place"]))
                if abs(shown["stated"] / shown["drawn"] - 1) > 0.1:
                    wrong[name, shown["place"], width] = shown["drawn"], shown["stated"]
    assert wrong == {}
    assert len(places) == 7
    # The point that matters stays in sight where a frame cuts.
    page.goto(addresses["list"])
    assert {shown["position"] for shown in page.evaluate(READ)} == {"80% 20%"}
