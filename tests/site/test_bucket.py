"""Pictures in a bucket: for visitors and editors everything is as it is with a disk."""

import json
import logging
import re
import tarfile

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from library.models import Picture
from library.storage import address as storage_url
from library.storage import bucket as bucket_storage
from tests import factories, pages
from tests.buckets import SECRET, running_moody_store, running_store
from tests.installation import Installation
from tests.pages import address
from tests.servers import free_address
from tests.site.processes import portal
from tests.site.test_media import read

AWAY = "The place where pictures are kept does not answer just now"


@pytest.fixture(scope="session")
def store():
    with running_store() as running:
        yield running


@pytest.fixture
def use(settings):
    """Return a function that lets the portal keep its pictures where a STORAGE_URL says."""
    used = []

    def let(url: str) -> None:
        settings.STORAGES = {**settings.STORAGES, "default": storage_url.storage(url)}
        used.append(default_storage._wrapped)

    yield let
    for storage in [*used, default_storage]:
        if connection := getattr(storage, "_resource", None):
            connection.meta.client.close()


@pytest.fixture
def bucket(use, store) -> str:
    """Give the portal a bucket of its own; return its STORAGE_URL."""
    url = store.new_bucket()
    use(url)
    return url


def names() -> set[str]:
    return {entry["name"] for entry in default_storage.files()}


def silent() -> str:
    """Return the address of a bucket that does not answer."""
    return f"s3://portal:{SECRET}@{free_address().removeprefix('http://')}/pictures?secure=false"


# Visitors and editors


def test_picture_uploaded_at_the_desk_is_shown_on_our_own_host(desk, visitor, bucket, settings):
    draft = factories.make()
    browser = desk()
    photo = SimpleUploadedFile("bridge.jpg", factories.jpeg("olive"))
    form = {"picture_upload": photo, "picture_alt_en": "A bridge", "picture_alt_zh_hans": "一座桥"}
    pages.press(browser, browser.get(address(draft)), "Save draft", **form)
    factories.publishing.publish(factories.fresh(draft), ["en", "zh-hans"], at=factories.PAST)
    live = factories.fresh(draft)
    factories.complete(live.picture)
    page = visitor.get(live.get_absolute_url()).content.decode()
    assert "9000" not in page
    assert not re.search(r"X-Amz|s3:|liangjiang-\d", page)
    for part in live.picture.srcset("WEBP").split(", "):
        place = part.split()[0]
        assert place.startswith("/media/__processed__/")
        assert place in page
        response = visitor.get(place)
        assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        content = read(response)
        assert int(response["Content-Length"]) == len(content)
        assert content[8:12] == b"WEBP"
    assert not settings.MEDIA_ROOT.exists()


def test_parts_of_a_picture_are_served_as_from_a_disk(visitor, db, bucket):
    place = factories.complete(factories.picture()).address()
    whole = read(visitor.get(place))
    for asked, expected in {
        "bytes=0-99": whole[:100],
        "bytes=100-": whole[100:],
        "bytes=-100": whole[-100:],
        "bytes=0-999999": whole,
    }.items():
        response = visitor.get(place, headers={"range": asked})
        assert response.status_code == 206, asked
        assert read(response) == expected
        start = whole.index(expected)
        end = start + len(expected) - 1
        assert response["Content-Range"] == f"bytes {start}-{end}/{len(whole)}"
    beyond = visitor.get(place, headers={"range": "bytes=999999-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")
    assert "immutable" not in beyond["Cache-Control"]
    head = visitor.head(place)
    assert (head.status_code, int(head["Content-Length"])) == (200, len(whole))
    for asked in ("bytes=5-2", "bytes=a-b", "bytes=0-1,5-6"):
        assert read(visitor.get(place, headers={"range": asked})) == whole


def test_master_in_a_bucket_is_served_at_no_address(visitor, db, bucket, store):
    name = factories.picture().file.name
    assert default_storage.exists(name)
    backward = name.replace("/", "\\")
    for path in (
        name,
        f"__processed__/../{name}",
        f"__processed__/%2e%2e/{name}",
        f"__processed__/x/../../{name}",
        f"__processed__//{name}",
        f"__processed__/x%5c..%5c..%5c{backward}",
        f"__processed__/%5c..%5c{backward}",
        f"__processed__/..%5c{name}",
        f"__processed__/./../{name}",
    ):
        for ask in (visitor.get, visitor.head):
            assert ask(f"/media/{path}").status_code in (400, 404), path
    assert not default_storage.shows_everybody(name)


def test_picture_that_is_not_there_is_not_found(visitor, db, bucket):
    for path in ("none.jpg", "a/b/none.webp", "x" * 2000, "一" * 400, "%00", "a%0ab"):
        for ask in (visitor.get, visitor.head):
            assert ask(f"/media/__processed__/{path}").status_code == 404, path


def test_deleted_picture_leaves_nothing_in_the_bucket(visitor, db, bucket):
    kept, gone = (factories.complete(factories.picture(name)) for name in ("teal", "navy"))
    before = names()
    place = gone.address("WEBP", 960)
    gone.file.delete(save=False)
    assert visitor.get(place).status_code == visitor.head(place).status_code == 404
    response = visitor.get(kept.address())
    assert response.status_code == 200
    read(response)
    assert len(names()) * 2 == len(before)
    # What comes again is the same picture at the same address.
    gone.delete()
    assert factories.complete(factories.picture("navy")).address("WEBP", 960) == place
    assert names() == before


# A bucket that is away


@pytest.fixture
def lost(db, use, bucket) -> Picture:
    """Return a picture whose bucket has gone silent."""
    picture = factories.picture()
    use(silent())
    return picture


def test_bucket_that_is_away_costs_pictures_and_no_page(visitor, lost, caplog):
    live = factories.live(picture=lost)
    assert visitor.get(live.get_absolute_url()).status_code == 200
    caplog.clear()
    for ask in (visitor.get, visitor.head):
        response = ask(lost.address())
        assert (response.status_code, response["Retry-After"]) == (503, "30")
        assert "no-store" in response["Cache-Control"]
        assert b"Traceback" not in response.content
    ours = [record for record in caplog.records if record.name == "library.views"]
    assert {record.levelno for record in ours} == {logging.WARNING}
    assert not any(record.exc_info for record in ours)
    assert "does not answer" in ours[0].getMessage()
    assert SECRET not in caplog.text


def test_bucket_that_is_away_is_left_alone_for_a_while(visitor, db, use, monkeypatch):
    with running_moody_store() as store:
        use(f"s3://portal:{SECRET}@{store.place}/pictures?secure=false")
        store.is_away = True
        statuses = [visitor.get("/media/__processed__/a.jpg").status_code for _ in range(5)]
        assert statuses == [503] * 5
        # The one request that was made, and its second try.
        assert store.calls == 2
        store.is_away = False
        monkeypatch.setattr(bucket_storage, "PAUSE", 0)
        default_storage._silent_until = 1
        for _ in range(2):
            assert read(visitor.get("/media/__processed__/a.jpg")) == store.content


@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_upload_into_a_bucket_that_is_away_is_refused_in_words(desk, use, interface):
    use(silent())
    draft = factories.make()
    browser = desk(interface_language=interface)
    page = browser.get(address(draft))
    photo = SimpleUploadedFile("bridge.jpg", factories.jpeg())
    button = "Save draft" if interface == "en" else pages.in_chinese("Save draft")
    page = pages.press(browser, page, button, picture_upload=photo, title_en="Typed for long")
    assert pages.shown(page)["title_en"] == "Typed for long"
    assert interface != "en" or AWAY in pages.text(page)
    assert "errorlist" in page.content.decode()
    assert not Picture.objects.exists()


def test_monitoring_and_doctor_say_that_a_bucket_is_away(visitor, lost, capsys):
    call_command("worker", "--once")
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert "does not answer" in response.json()["bucket"]
    with pytest.raises(SystemExit):
        call_command("doctor")
    said = capsys.readouterr().out
    assert "The pictures' bucket cannot be written: " in said
    assert SECRET not in said + json.dumps(response.json())


def test_monitoring_and_doctor_are_content_with_a_sound_bucket(visitor, db, bucket, capsys):
    factories.complete(factories.picture())
    before = names()
    call_command("worker", "--once")
    assert visitor.get("/readyz").json()["bucket"] == "ok"
    with pytest.raises(SystemExit):
        # Of a fresh installation there is enough else to say.
        call_command("doctor", "--files")
    said = capsys.readouterr().out
    assert not re.search("bucket|picture|check", said)
    assert names() == before


def test_doctor_finds_what_a_bucket_lacks_and_shows(db, use, store, bucket, capsys):
    store.open_to_everybody(default_storage.bucket_name)
    picture = factories.picture()
    default_storage.delete(picture.file.name)
    with pytest.raises(SystemExit):
        call_command("doctor", "--files")
    said = capsys.readouterr().out
    assert "Everybody can read the bucket liangjiang-" in said
    assert f"1 picture is not there: {picture.file.name}" in said
    use(bucket.replace("/liangjiang-", "/missing-"))
    with pytest.raises(SystemExit):
        call_command("doctor")
    assert "cannot be written: The bucket missing-" in capsys.readouterr().out


# Backup and restore


@pytest.fixture
def original(installation, bucket) -> Installation:
    factories.live("news.photostory")
    installation.begin()
    installation.environment["STORAGE_URL"] = bucket
    return installation


def run(installation: Installation, *command: str, code: int = 0) -> str:
    done = installation.run(*command)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    return done.stdout + done.stderr


def contents() -> dict[str, bytes]:
    found = {}
    for name in names():
        with default_storage.open(name) as file:
            found[name] = file.read()
    return found


@pytest.mark.sqlite_only
def test_backup_holds_the_files_of_a_bucket_and_restores_them_anywhere(
    original, tmp_path, use, store
):
    wanted = contents()
    file = str(tmp_path / "portal.tar")
    said = run(original, "backup", file)
    assert f"{len(wanted)} files from the bucket liangjiang-" in said
    # Into another bucket, in which something lies already.
    url = store.new_bucket()
    use(url)
    default_storage.save("of-before.jpg", ContentFile(b"before"))
    default_storage.save(min(wanted), ContentFile(b"changed"))
    default_storage.save(max(wanted), ContentFile(wanted[max(wanted)]))
    original.environment["STORAGE_URL"] = url
    said = run(original, "restore", "--replace", file)
    assert "The uploaded files are in the bucket liangjiang-" in said
    assert contents() == wanted
    # Onto a disk.
    original.environment["STORAGE_URL"] = ""
    run(original, "restore", "--replace", file)
    folder = original.folder / "media"
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    assert {name: path.read_bytes() for name, path in found.items()} == wanted


@pytest.mark.sqlite_only
def test_restore_that_fails_leaves_the_bucket_as_it_was(original, tmp_path, use, store):
    backup = tmp_path / "portal.tar"
    run(original, "backup", str(backup))
    with tarfile.open(backup) as tar:
        some = next(name for name in tar.getnames() if name.startswith("files/"))
    original.environment["STORAGE_URL"] = url = store.new_bucket()
    use(url)
    default_storage.save(some.removeprefix("files/"), ContentFile(b"another"))
    default_storage.save("kept.jpg", ContentFile(b"kept"))
    before = contents()
    # Nobody can write a database where a folder is.
    original.database.unlink()
    original.database.mkdir()
    assert "Nothing was changed." in run(original, "restore", "--replace", str(backup), code=1)
    assert contents() == before


@pytest.mark.sqlite_only
def test_backup_says_what_is_not_in_it(original, tmp_path):
    said = run(original, "backup", "--without-files", str(tmp_path / "database.tar"))
    assert "without the uploaded files, which are in the bucket liangjiang-" in said
    with tarfile.open(tmp_path / "database.tar") as tar:
        assert len(tar.getnames()) == 2
    before = contents()
    said = run(original, "restore", "--replace", str(tmp_path / "database.tar"))
    assert "The backup holds no uploaded files" in said
    assert contents() == before
    default_storage.delete(Picture.objects.first().file.name)
    said = run(original, "backup", str(tmp_path / "portal.tar"), code=3)
    assert "is written, but pictures are missing from it" in said
    original.environment["STORAGE_URL"] = silent()
    said = run(original, "backup", str(tmp_path / "away.tar"), code=1)
    assert "does not answer" in said
    assert "No backup was written." in said
    assert not (tmp_path / "away.tar").exists()


# The setting

EXAMPLES = {
    "s3://KEY:SECRET@minio.example.org:9000/liangjiang": (
        "https://minio.example.org:9000",
        "us-east-1",
        "path",
        "s3v4",
    ),
    "s3://KEY:SECRET@s3.ap-east-1.amazonaws.com/liangjiang?region=ap-east-1": (
        "https://s3.ap-east-1.amazonaws.com",
        "ap-east-1",
        "path",
        "s3v4",
    ),
    "s3://KEY:SECRET@s3.oss-cn-chengdu.aliyuncs.com/liangjiang"
    "?region=cn-chengdu&addressing=virtual&signature=v2": (
        "https://s3.oss-cn-chengdu.aliyuncs.com",
        "cn-chengdu",
        "virtual",
        "s3",
    ),
}


@pytest.mark.nodb
def test_examples_are_read_as_they_are_meant(settings):
    example = (settings.BASE_DIR / ".env.example").read_text()
    for url, expected in EXAMPLES.items():
        assert url in example
        options = storage_url.storage(url)["OPTIONS"]
        names = ("endpoint_url", "region_name", "addressing_style", "signature_version")
        assert tuple(options[name] for name in names) == expected
    options = storage_url.storage("s3://a%2Fb:c%40d+e@[::1]:9000/abc?secure=false")["OPTIONS"]
    assert (options["access_key"], options["secret_key"]) == ("a/b", "c@d+e")
    assert options["endpoint_url"] == "http://[::1]:9000"


@pytest.mark.nodb
@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "https://key:geheim@host/bucket",
        "s3://host/bucket",
        "s3://key@host/bucket",
        "s3://key:@host/bucket",
        "s3://key:geheim@/bucket",
        "s3://key:geheim@host:port/bucket",
        "s3://key:geheim@host:99999/bucket",
        "s3://key:geheim@[host/bucket",
        # Letters that become a sign of an address when Python brings them into one form.
        "s3://key:geheim\u2100@host/bucket",
        "s3://key\uff1ageheim\uff20host/bucket",
        "s3://key:geheim@host]/bucket",
        "s3://key:x@[geheim]/bucket",
        "s3://key:geheim@host",
        "s3://key:geheim@host/",
        "s3://key:geheim@host/a/b",
        "s3://key:geheim@host/UPPER",
        "s3://key:ge/geheim@host/bucket",
        "s3://key:ge#geheim@host/bucket",
        "s3://key:ge?geheim@host/bucket",
        "s3://key:geheim@host/bucket?geheim=1",
        "s3://key:geheim@host/bucket?secure=maybe",
        "s3://key:geheim@host/bucket?prefix=../up",
        "s3://key:geheim@host/bucket?addressing=",
    ],
)
def test_address_that_cannot_be_read_is_refused_without_repeating_it(url):
    with pytest.raises(ImproperlyConfigured) as caught:
        storage_url.storage(url)
    said = str(caught.value)
    assert said.startswith("STORAGE_URL cannot be read: ")
    assert storage_url.EXAMPLE in said
    assert "geheim" not in said
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


ASK = """
import sys
def only_here(event, given):
    if event == "socket.getaddrinfo" and given[0] != "127.0.0.1":
        raise SystemExit(f"asks for {given[0]}")
    if event == "socket.connect" and given[1][0] != "127.0.0.1":
        raise SystemExit(f"calls {given[1]}")
sys.addaudithook(only_here)
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
default_storage.save("here.txt", ContentFile(b"here"))
print(default_storage.open("here.txt").read())
visitor.raise_request_exception = False
settings.DEBUG = True
print(visitor.get("/en/", secure=True).content.decode())
"""


@pytest.mark.nodb
def test_nothing_but_the_setting_decides_and_no_error_page_shows_it(tmp_path, store, monkeypatch):
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/config").write_text("[default]\nendpoint_url = http://elsewhere.example\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    said = portal(
        ASK,
        tmp_path,
        STORAGE_URL=store.new_bucket(),
        AWS_PROFILE="nobody",
        AWS_ENDPOINT_URL="http://elsewhere.example",
        AWS_DEFAULTS_MODE="auto",
        AWS_ACCESS_KEY_ID="another",
        AWS_SESSION_TOKEN="another",
    )
    assert said.startswith("b'here'\n")
    assert "OperationalError" in said
    assert "STORAGES" in said
    assert SECRET not in said


@pytest.mark.nodb
def test_bucket_library_is_loaded_only_where_there_is_a_bucket(tmp_path):
    script = "import sys, liangjiang.urls\nprint('boto3' in sys.modules)"
    assert portal(script, tmp_path).strip() == "False"
