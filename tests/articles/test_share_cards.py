"""The picture that other sites show beside a link: drawn after publishing, in the right letters."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image, ImageChops

from articles import publishing
from articles.addresses import in_language
from articles.cards import drawing, letters, lines, making
from articles.models import DiscardedCard, ShareCard
from languages import EN, ZH, column
from library import removing
from pagestore.models import PurgeOrder
from tests import factories
from tests.articles.days import NEXT_WEEK, NOW, TOMORROW

# Where the title stands, and the picture beside it.
TITLE = (drawing.MARGIN, drawing.TITLE_TOP, drawing.FRAME[0] - 1, drawing.TITLE_BOTTOM + 12)


def worker() -> None:
    call_command("worker", "--once")


def name_of(article, language: str = EN) -> str:
    return ShareCard.objects.get(article=article, language=language).name


def stored(article, language: str = EN) -> Image.Image:
    with default_storage.open(name_of(article, language)) as file:
        return Image.open(io.BytesIO(file.read())).convert("RGB")


def shown(visitor, article, language: str = EN) -> str:
    """Return the address of the picture that the page names for other sites."""
    page = visitor.get(in_language(article, language)).content.decode()
    found = page.partition('property="og:image" content="')[2]
    return found.partition('"')[0]


def drawn(title: str, language: str = EN, section: str = "News") -> Image.Image:
    words = drawing.Words(language, section, letters.drawable(title, language)[0], "Liangjiang")
    return Image.open(io.BytesIO(drawing.card(words, None)))


def ink(image: Image.Image, box=TITLE) -> int:
    """Return how many dark pixels a part of a card has."""
    return sum(image.crop(box).convert("L").histogram()[:100])


def rows_of(text: str, language: str, size: int = 60, most_width: int = 640) -> list[str]:
    def measure(part: str) -> float:
        return letters.width(part, language, size)

    return lines.fitted(text, measure, most_width, 20)


# From publishing to the page


def test_each_language_gets_a_card_with_its_own_title_and_the_page_names_it(visitor, db):
    story = factories.live(picture=factories.picture("navy"))
    before = shown(visitor, story)
    assert before.endswith(".jpg") and "/cards/" not in before
    worker()
    seen = {}
    for code, prefix in ((EN, "en"), (ZH, "zh")):
        address = shown(visitor, story, code)
        assert address.startswith(f"http://testserver/media/cards/{story.pk}-{prefix}-")
        answer = visitor.get(address.removeprefix("http://testserver"))
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "public, max-age=86400"
        content = b"".join(answer.streaming_content)
        image = seen[code] = Image.open(io.BytesIO(content)).convert("RGB")
        assert image.size == (1200, 630)
        assert len(content) < 150_000
        assert ink(image) > 3000
        # The lead picture stands beside the title.
        assert ImageChops.difference(
            image.crop(drawing.FRAME), Image.new("RGB", (456, 540), "navy")
        ).getextrema() < ((9, 9), (9, 9), (9, 9))
    assert ImageChops.difference(*seen.values()).getbbox()


def test_new_title_gives_a_new_address_and_the_old_file_goes_after_a_month(
    visitor, db, clock, settings
):
    settings.PURGE_URLS = ["http://127.0.0.1:1"]
    story = factories.live(langs=[EN])
    worker()
    first = name_of(story)
    PurgeOrder.objects.all().delete()
    publishing.publish(factories.edited(story, title_en="High water"), [EN])
    assert shown(visitor, story).endswith(first)
    worker()
    second = name_of(story)
    assert second != first
    # The page is asked for anew: once for the text, and once for the card.
    tag = f"a{story.pk}.en"
    assert [tag in order.tags for order in PurgeOrder.objects.all()] == [True, True]
    assert PurgeOrder.objects.last().tags == [tag]
    clock.move_to(NOW + timedelta(days=29))
    making.forget_discarded()
    assert default_storage.exists(first)
    clock.move_to(NOW + timedelta(days=31))
    making.forget_discarded()
    assert not default_storage.exists(first)
    assert PurgeOrder.objects.last().tags == [f"card.{Path(first).stem}"]
    assert default_storage.exists(second)
    assert not DiscardedCard.objects.exists()


def test_title_that_comes_back_keeps_its_file(db, clock):
    story = factories.live(langs=[EN])
    worker()
    first, title = name_of(story), story.title_en
    for each in ("High water", title):
        publishing.publish(factories.edited(story, title_en=each), [EN])
        worker()
    assert name_of(story) == first
    clock.move_to(NOW + timedelta(days=31))
    making.forget_discarded()
    assert default_storage.exists(first)


def test_nothing_is_drawn_before_anybody_may_read_it_and_nothing_stays_after(db, clock):
    draft = factories.make()
    worker()
    assert not ShareCard.objects.exists()
    publishing.publish(draft, [EN], at=TOMORROW)
    worker()
    assert name_of(draft) == ""
    clock.move_to(TOMORROW + timedelta(seconds=1))
    worker()
    name = name_of(draft)
    assert default_storage.exists(name)
    publishing.withdraw(draft, [EN])
    worker()
    assert name_of(draft) == ""
    assert not default_storage.exists(name)


def test_card_goes_with_an_article_that_ends_by_itself(visitor, db, clock):
    story = factories.live(langs=[EN])
    publishing.publish(factories.edited(story, title_en="High water"), [EN], expires={EN: TOMORROW})
    worker()
    name = name_of(story)
    call_command("make_share_cards")
    assert visitor.head(f"/media/{name}").status_code == 200
    clock.move_to(TOMORROW)
    worker()
    assert visitor.head(f"/media/{name}").status_code == 404
    assert not ShareCard.objects.exclude(name="", due_at=None).exists()
    # An end that is taken back brings it again.
    publishing.publish(story, [EN], expires={EN: None})
    worker()
    assert name_of(story) == name
    assert ShareCard.objects.get().due_at is None


def test_taking_down_takes_the_earlier_cards_along_and_every_cache_hears_of_it(db, settings, clock):
    settings.PURGE_URLS = ["http://127.0.0.1:1"]
    story = factories.live()
    worker()
    first, chinese = name_of(story), name_of(story, ZH)
    publishing.publish(factories.edited(story, title_en="High water"), [EN])
    worker()
    second = name_of(story)
    publishing.withdraw(story, [EN])
    # Even if it is to come back before the worker has looked.
    publishing.publish(story, [EN], at=TOMORROW)
    PurgeOrder.objects.all().delete()
    worker()
    assert [default_storage.exists(name) for name in (first, second, chinese)] == [0, 0, 1]
    assert not DiscardedCard.objects.exists()
    tags = [f"card.{Path(name).stem}" for name in (first, second)]
    assert PurgeOrder.objects.get().tags == sorted(tags)
    clock.move_to(TOMORROW)
    worker()
    assert default_storage.exists(name_of(story))


def test_scheduled_update_brings_its_card_when_it_is_due(db, clock):
    story = factories.live(langs=[EN])
    worker()
    before = name_of(story)
    publishing.publish(factories.edited(story, title_en="High water"), [EN], at=NEXT_WEEK)
    worker()
    assert name_of(story) == before
    clock.move_to(NEXT_WEEK)
    worker()
    assert name_of(story) != before


def test_picture_that_was_replaced_or_framed_anew_gives_a_new_card(desk, db):
    picture = factories.picture("navy")
    story, other = factories.live(picture=picture), factories.live()
    worker()
    before, unconcerned = name_of(story), name_of(other)
    new = factories.picture("maroon")
    type(new).objects.filter(pk=new.pk).update(candidate_for=picture)
    new.refresh_from_db()
    removing.replace(picture, new)
    worker()
    assert name_of(story) != before
    assert name_of(other) == unconcerned
    assert stored(story).getpixel((1000, 300))[0] > 100


def test_page_asks_the_storage_nothing(visitor, db, monkeypatch):
    story = factories.live()
    worker()
    name = name_of(story)
    default_storage.delete(name)
    assert shown(visitor, story).endswith(name)


def test_card_that_cannot_be_drawn_is_told_and_tried_again(db, clock, visitor):
    picture = factories.complete(factories.picture())
    with default_storage.open(picture.file.name) as file:
        content = file.read()
    story = factories.live(langs=[EN], picture=picture)
    default_storage.delete(picture.file.name)
    with pytest.raises(CommandError, match=rf"Article {story.pk} \(en\): FileNotFoundError"):
        call_command("make_share_cards")
    # The page names the picture meanwhile.
    assert "__processed__" in shown(visitor, story)
    with default_storage.open(picture.file.name, "wb") as file:
        file.write(content)
    worker()
    assert name_of(story) == ""
    clock.move_to(NOW + timedelta(minutes=6))
    worker()
    assert "/cards/" in shown(visitor, story)


def test_command_draws_what_articles_of_an_earlier_version_lack(db, capsys):
    story = factories.live()
    ShareCard.objects.all().delete()
    call_command("make_share_cards")
    assert "All public articles have their share cards." in capsys.readouterr().out
    name = name_of(story)
    assert default_storage.exists(name)
    # A section that got another name stands on cards that are drawn again.
    section = story.category.section
    setattr(section, column("name", EN), "Tidings")
    section.save()
    call_command("make_share_cards")
    assert name_of(story) == name
    call_command("make_share_cards", all=True)
    assert name_of(story) != name


# What stands on it


@pytest.mark.nodb
@pytest.mark.parametrize(
    ("language", "title"),
    [
        (EN, "Port"),
        (ZH, "招商引资"),
        (ZH, "“智博会”前夕，两江新区“云签约”25个重点项目，总投资463亿元"),
        (EN, "Guoyuan Port (果园港) opens its second phase"),
        (ZH, "一" * 120),
        (EN, "A long road " * 10),
        (EN, "W" * 120),
        (ZH, "，。” 》" * 24),
        (EN, "<script>alert(1)</script> & {{ title }}"),
    ],
)
def test_title_of_any_kind_is_drawn_within_its_place(language, title):
    image, empty = drawn(title, language), drawn("", language)
    assert ink(image) > 1000
    # Nothing is written beyond the margins or over the name of the site.
    difference = ImageChops.difference(image, empty).convert("L").point(lambda v: v > 40 and 255)
    left, top, right, bottom = difference.getbbox()
    assert left >= drawing.MARGIN - 8 and right <= drawing.WIDTH - drawing.MARGIN + 8
    assert top >= drawing.TITLE_TOP - 8 and bottom <= 452


@pytest.mark.nodb
def test_chinese_is_drawn_from_its_own_typeface_and_never_as_boxes():
    assert letters.face_of("两", EN) == letters.CHINESE
    assert letters.face_of("A", ZH) == letters.face_of("”", EN) == letters.LATIN
    assert letters.face_of("”", ZH) == letters.CHINESE
    # Every character of a glossary's worth of names, and of years.
    for character in "重庆两江新区璧山綦江垫江潼南酉阳镕喆堃〇—…·《》":
        assert letters.face_of(character, ZH), character
    assert letters.face_of("😀", ZH) is None
    assert letters.face_of("龘", ZH) is None


@pytest.mark.parametrize(
    ("title", "left_out"), [("Port 😀 opens\u200b \u202eagain", ""), ("A → B ⚓", "⚓")]
)
def test_signs_that_nobody_can_draw_are_left_out(db, caplog, title, left_out):
    story = factories.live(langs=[EN], title_en=title)
    worker()
    assert name_of(story)
    told = [record for record in caplog.records if "cannot be drawn" in record.message]
    assert told and left_out in told[0].left_out


def test_name_that_would_lack_a_letter_stands_on_no_card(visitor, db, caplog):
    story = factories.live(
        langs=[ZH], title_zh_hans="龘先生访问两江新区", picture=factories.picture()
    )
    worker()
    assert name_of(story, ZH) == ""
    assert "__processed__" in shown(visitor, story, ZH)
    (told,) = [record for record in caplog.records if "cannot be drawn" in record.message]
    assert told.lacking == "龘"


@pytest.mark.nodb
def test_lines_keep_words_whole_and_begin_with_no_closing_mark():
    text = (
        "“智博会”前夕，两江新区“云签约”25个重点项目——总投资463亿元（Smart China Expo 2021）"
        "……《重庆日报》"
    )
    for width in range(260, 900, 40):
        rows = rows_of(text, ZH, most_width=width)
        if rows is None:
            continue
        assert "".join(rows).replace(" ", "") == text.replace(" ", "")
        for row in rows:
            assert row[0] not in lines.CLOSING
            assert row[-1] not in lines.OPENING
        joined = " / ".join(rows)
        assert all(word in joined for word in ("25个", "463亿", "Smart", "China", "Expo", "2021"))
    assert rows_of("Foreign-invested companies", EN, most_width=360) == [
        "Foreign-",
        "invested",
        "companies",
    ]


@pytest.mark.nodb
@pytest.mark.parametrize(
    ("language", "title", "whole"),
    [
        (ZH, "滨江新添300公里绿道，全年接待106万人次", ["300公里", "106万人次"]),
        (ZH, "进出口1.5万亿元，增长60%，开行3000多列班车", ["1.5万亿元", "60%", "3000多列"]),
        (ZH, "6月1日起办理居住证只需5个工作日", ["6月1日", "5个"]),
        (EN, "Two airports counted 1.06 million passengers in a month", ["1.06 million"]),
    ],
)
def test_number_stays_with_its_unit_at_any_width(language, title, whole):
    for width in range(420, 900, 20):
        joined = " / ".join(rows_of(title, language, most_width=width))
        assert all(part in joined for part in whole), joined


@pytest.mark.nodb
def test_chinese_title_rather_breaks_after_a_mark_than_inside_a_word():
    words = drawing.Words(ZH, "新闻", "重庆市两江新区挂牌，国家级新区成为行政区", "两江")
    size, rows = drawing._set_title(words, drawing.BESIDE)
    assert rows == ["重庆市两江新区挂牌，", "国家级新区成为行政区"]
    assert size >= 54


@pytest.mark.nodb
def test_title_that_is_too_long_ends_in_an_ellipsis():
    words = drawing.Words(EN, "News", "A long road to the port " * 15, "Liangjiang")
    size, rows = drawing._set_title(words, drawing.BESIDE)
    assert size == drawing.TITLE_SIZES[-1]
    assert rows[-1].endswith("…") and not rows[-1].endswith(" …")
