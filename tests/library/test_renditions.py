"""Renditions: made by the worker or a command, none missing, none twice, nothing left behind."""

import io
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image, ImageCms

from library import making, renditions
from library.discarding import discard, forget_discarded
from library.models import DiscardedFile, Picture
from library.uploads import receive
from pagestore.models import PurgeOrder
from pagestore.recording import recording
from tests import factories
from tests.articles.days import NOW

pytestmark = pytest.mark.once


def worker() -> None:
    call_command("worker", "--once")


def fresh(picture: Picture) -> Picture:
    return Picture.objects.get(pk=picture.pk)


def read(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def write(name: str, content: bytes) -> None:
    with default_storage.open(name, "wb") as file:
        file.write(content)


def files(folder: str = "") -> set[str]:
    folders, names = default_storage.listdir(folder)
    found = {f"{folder}{name}" for name in names}
    return found.union(*(files(f"{folder}{inner}/") for inner in folders))


def large(width: int = 2047, height: int = 1365) -> Picture:
    # Its sides share no divisor with any width, so that a wrong rounding shows.
    content = factories.jpeg("teal", (width, height))
    return receive(ContentFile(content, name="large.jpg"))


# What is made


def test_every_rendition_has_the_width_its_address_promises_and_no_more(db):
    picture = factories.complete(large())
    shapes = {}
    for format_name in renditions.FORMAT_NAMES:
        for part in picture.srcset(format_name).split(", "):
            address, width = part.split()
            with default_storage.open(address.removeprefix("/media/")) as file:
                image = Image.open(file)
                assert (image.format, f"{image.width}w") == (format_name, width)
                shapes.setdefault(width, set()).add(image.size)
    assert shapes == {
        "480w": {(480, 320)},
        "960w": {(960, 640)},
        "1440w": {(1440, 960)},
        "1920w": {(1920, 1280)},
    }
    assert len(files("__processed__/")) == 12


@pytest.mark.parametrize("size", [(300, 200), (481, 320), (200, 2000), (2560, 256)])
def test_small_and_narrow_pictures_are_never_enlarged_nor_offered_wrongly(db, size):
    picture = factories.complete(large(*size))
    for part in picture.srcset("WEBP").split(", "):
        address, width = part.split()
        with default_storage.open(address.removeprefix("/media/")) as file:
            assert f"{Image.open(file).width}w" == width
    assert making.missing(picture) == {}


def test_renditions_keep_the_profile_and_nothing_else_of_the_master(db):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = factories.picture()
    image, exif = Image.new("RGB", (300, 200), "teal"), Image.Exif()
    exif[0x010F] = "Camera of Li Lei"
    target = io.BytesIO()
    kept = {"icc_profile": profile, "exif": exif, "comment": b"Li Lei", "xmp": b"<x>Li Lei</x>"}
    image.save(target, "JPEG", **kept)
    write(picture.file.name, target.getvalue())
    making.make_all(picture, anew=True)
    for format_name in renditions.FORMAT_NAMES:
        content = read(renditions.place(picture.file, format_name, 480))
        assert b"Li Lei" not in content
        assert Image.open(io.BytesIO(content)).info["icc_profile"] == profile


# Whose turn it is


def test_worker_makes_one_picture_a_round_the_newest_first(db):
    older, newer = factories.picture("teal"), factories.picture("navy")
    worker()
    assert [fresh(each).is_complete for each in (older, newer)] == [False, True]
    worker()
    assert fresh(older).is_complete


def test_picture_that_cannot_be_made_is_logged_once_and_holds_up_nobody(db, clock, caplog):
    whole, lost = factories.picture("teal"), factories.picture("navy")
    content = read(lost.file.name)
    default_storage.delete(lost.file.name)
    tries = []
    for minute in range(24 * 60):
        making.make_due()
        if (now := fresh(lost)).renditions_tries > len(tries):
            tries.append(minute)
        clock.shift(timedelta(minutes=1))
    assert fresh(whole).is_complete
    # The waits double from five minutes to six hours.
    assert [later - earlier for earlier, later in pairwise(tries)] == [
        5,
        10,
        20,
        40,
        80,
        160,
        320,
        360,
        360,
    ]
    failures = [record for record in caplog.records if record.name == "library.making"]
    assert [record.picture for record in failures] == [lost.pk]
    assert now.renditions_error.startswith("FileNotFoundError")

    write(lost.file.name, content)
    clock.shift(timedelta(hours=6))
    making.make_due()
    now = fresh(lost)
    assert (now.is_complete, now.renditions_tries, now.renditions_error) == (True, 0, "")


def test_picture_that_somebody_makes_is_left_to_him_until_his_time_is_over(db, clock):
    picture = factories.picture()
    mine, somebodys = fresh(picture), fresh(picture)
    assert making._claim(somebodys)
    for _try in range(2):
        assert making.attempt(mine)
        making.make_due()
    assert not fresh(picture).is_complete
    clock.shift(making.SHORTEST_WAIT)
    making.make_due()
    assert fresh(picture).is_complete


def test_half_a_file_of_a_worker_that_was_killed_is_made_whole(db, clock):
    picture = factories.picture()
    making._claim(fresh(picture))
    place = renditions.place(picture.file, "AVIF", 480)
    default_storage.save(place, ContentFile(b"half"))
    clock.shift(making.SHORTEST_WAIT)
    making.make_due()
    Image.open(io.BytesIO(read(place))).load()
    assert len(files("__processed__/")) == 4


@pytest.mark.both
def test_picture_replaced_while_it_is_made_is_not_taken_for_complete(db):
    picture = factories.picture("teal")
    old, new = fresh(picture), fresh(picture)
    new.content_hash = "0" * 64
    new.file.save("new.jpg", ContentFile(factories.jpeg("olive")), save=False)
    making.make_first(new)
    new.save()
    making.make_all(old)
    assert not fresh(picture).is_complete
    making.make_due()
    assert fresh(picture).is_complete
    assert making.missing(fresh(picture)) == {}


# The command


@pytest.mark.both
def test_command_makes_what_is_missing_and_names_what_it_cannot_make(db):
    waiting, lost, partly = (factories.picture(each) for each in ("teal", "navy", "olive"))
    factories.complete(partly)
    gone = renditions.place(partly.file, "AVIF", 480)
    default_storage.delete(gone)
    default_storage.delete(lost.file.name)
    with pytest.raises(CommandError, match=rf"Picture {lost.pk}: FileNotFoundError") as failure:
        call_command("make_renditions")
    assert failure.value.returncode == 1
    assert str(failure.value).count("Picture ") == 1
    assert fresh(waiting).is_complete
    assert default_storage.exists(gone)


def test_command_mends_damaged_files_when_told_to_make_all(db):
    picture = factories.complete(factories.picture())
    whole = {name: read(name) for name in files("__processed__/")}
    write(next(iter(whole)), b"damaged")
    call_command("make_renditions")
    call_command("make_renditions", "--all")
    assert {name: read(name) for name in files("__processed__/")} == whole
    assert fresh(picture).is_complete


# Pages


def test_pages_that_show_a_picture_are_purged_when_it_is_complete(visitor, db):
    story = factories.live(picture=factories.picture("navy"))
    photos = factories.live("news.photostory", rows=1)
    for row in (story, photos):
        shown = row.picture or photos.pictures.get().picture
        making.make_all(shown)
        ordered = PurgeOrder.objects.last().tags
        assert ordered == [f"p{shown.pk}"]
        with recording() as used:
            visitor.get(row.get_absolute_url())
        assert used & set(ordered)
    number = PurgeOrder.objects.count()
    call_command("make_renditions", "--all")
    assert PurgeOrder.objects.count() == number


# What is no longer used


@contextmanager
def _days_later(clock, days: int):
    clock.move_to(NOW + timedelta(days=days))
    yield
    clock.move_to(NOW)


def test_files_of_a_discarded_picture_go_after_thirty_days(db, clock):
    kept, gone = (factories.complete(factories.picture(each)) for each in ("teal", "navy"))
    others = {name for name in files() if kept.content_hash[:24] in name}
    gone.delete()
    discard(gone.file.name)
    with _days_later(clock, 29):
        forget_discarded()
        assert len(files()) > len(others)
    with _days_later(clock, 31):
        forget_discarded()
        assert files() == others
    assert not DiscardedFile.objects.exists()


@pytest.mark.both
def test_file_that_is_used_again_stays(db, clock):
    picture = factories.complete(factories.picture())
    before = files()
    discard(picture.file.name)
    discard(picture.file.name)
    with _days_later(clock, 31):
        forget_discarded()
    assert files() == before
    assert not DiscardedFile.objects.exists()
