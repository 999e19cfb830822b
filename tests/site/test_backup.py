"""Backup and restore: one file from which another machine serves the same portal."""

import gzip
import hashlib
import io
import json
import os
import resource
import shutil
import signal
import tarfile
from pathlib import Path

import pytest
from django.core.files import File
from django.db import connection

from liangjiang.backup import Refused, archive, postgres
from liangjiang.backup.manifest import Manifest
from tests import factories
from tests.installation import Installation
from tests.site.processes import portal

PLACES = ["/en/", "/zh/", "/en/news/photos/", "/zh/news/photos/", "/sitemap.xml"]
SHOW = """
import hashlib
for place in {places!r}:
    answer = visitor.get(place, secure=True)
    content = b"".join(answer) if answer.streaming else answer.content
    print(place, answer.status_code, hashlib.sha256(content).hexdigest())
"""

WRITE = """
from tests import factories
for kind in factories.HOME_CATEGORY:
    factories.edited(factories.live(kind))
factories.enquiry(owner=factories.person("enquiry-desk"))
factories.slot("lead", factories.live())
factories.notice()
"""


@pytest.fixture
def original(installation, desk) -> Installation:
    """Return an installation with articles in several states, pictures, and a person signed in."""
    factories.live("news.photostory")
    factories.make("investing.guide")
    factories.live("living.info", langs=["zh-hans"])
    desk("editor")
    installation.begin()
    return installation


@pytest.fixture
def elsewhere(tmp_path, transactional_db):
    """Return a machine with an empty database and no files."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if connection.vendor == "sqlite":
        yield Installation(folder)
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'")
    yield Installation(folder, name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


@pytest.fixture(scope="session")
def kept(tmp_path_factory) -> Path:
    """Return the place of a backup of `original` that whoever needs one first has made."""
    return tmp_path_factory.mktemp("backup") / "portal.tar"


@pytest.fixture
def backup(request, kept, tmp_path) -> Path:
    """Return a backup of `original`, made from scratch or a copy of one."""
    if not kept.exists():
        made(request.getfixturevalue("original"), kept)
    return shutil.copy(kept, tmp_path / "portal.tar")


def made(installation: Installation, file: Path) -> Path:
    done = installation.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


def restored(installation: Installation, file: Path, *options: str) -> str:
    done = installation.run("restore", str(file), *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refusal(installation: Installation, *command: str) -> str:
    done = installation.run(*command)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def files(installation: Installation) -> dict[str, str]:
    """Return the checksum of each uploaded file."""
    folder = installation.folder / "media"
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def public_pages(installation: Installation) -> str:
    renditions = [f"/media/{name}" for name in files(installation) if "__processed__" in name]
    script = SHOW.format(places=PLACES + sorted(renditions))
    address = installation.environment["DATABASE_URL"]
    return portal(script, installation.folder, DATABASE_URL=address)


def untouched(installation: Installation) -> bool:
    """Tell whether a machine is as empty as it was."""
    if installation.is_sqlite:
        return not list(installation.folder.iterdir())
    tables = installation.sql("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
    return not tables and not list(installation.folder.iterdir())


def rewritten(backup: Path, change) -> Path:
    """Return a backup whose parts (a list of [TarInfo, content]) somebody has changed."""
    with tarfile.open(backup) as tar:
        parts = [[member, tar.extractfile(member).read()] for member in tar]
    change(parts)
    target = backup.with_name("changed.tar")
    with tarfile.open(target, "w") as tar:
        for member, content in parts:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return target


def with_manifest(backup: Path, **changes) -> Path:
    def change(parts: list) -> None:
        parts[-1][1] = json.dumps(json.loads(parts[-1][1]) | changes).encode()

    return rewritten(backup, change)


# The drill


def test_restored_portal_serves_the_same_pages(original, elsewhere, tmp_path):
    said = restored(elsewhere, made(original, tmp_path / "portal.tar"))
    assert files(elsewhere) == files(original) != {}
    shown = public_pages(original)
    assert " 200 " in shown
    assert public_pages(elsewhere) == shown
    # People and their passwords are there, but nobody is signed in.
    assert elsewhere.sql("SELECT username, password FROM accounts_user") == original.sql(
        "SELECT username, password FROM accounts_user"
    )
    assert original.sql("SELECT count(*) FROM django_session") == [(1,)]
    assert elsewhere.sql("SELECT count(*) FROM django_session") == [(0,)]
    counts = dict(reversed(line.split()) for line in said.splitlines()[:-1])
    assert counts["articles_article"] == str(
        original.sql("SELECT count(*) FROM articles_article")[0][0]
    )
    assert counts["files"] == str(len(files(original)))


def test_portal_restored_from_a_compressed_backup_goes_on_working(original, elsewhere, tmp_path):
    file = made(original, tmp_path / "portal.tar.gz")
    assert file.read_bytes()[:2] == b"\x1f\x8b"
    restored(elsewhere, file)
    assert files(elsewhere) == files(original)
    assert elsewhere.run("migrate", "--check").returncode == 0
    assert elsewhere.run("worker", "--once").returncode == 0
    # New rows get numbers of their own.
    done = elsewhere.run("shell", "-c", WRITE)
    assert done.returncode == 0, done.stderr


def test_backup_says_what_it_is_and_holds_no_secret_of_a_session(original, tmp_path):
    before = os.umask(0)
    try:
        file = made(original, tmp_path / "portal.tar")
    finally:
        os.umask(before)
    # Only its owner reads it.
    assert file.stat().st_mode & 0o777 == 0o600
    ((key, data),) = original.sql("SELECT session_key, session_data FROM django_session")
    with tarfile.open(file) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
        assert [member.mode for member in tar] == [0o600] * len(tar.getmembers())
        for name, part in manifest["parts"].items():
            content = tar.extractfile(name).read()
            assert key.encode() not in content
            assert data.encode() not in content
            assert part == {
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
    assert manifest["version"] == "0.1.0"
    assert manifest["engine"] == ("SQLite" if original.is_sqlite else "PostgreSQL")
    assert "articles.0001_initial" in manifest["migrations"]
    assert manifest["rows"]["articles_article"] == 3
    assert len(manifest["parts"]) == 1 + len(files(original))


# What is left behind


@pytest.mark.once
def test_backup_never_writes_over_a_file_and_says_where_it_cannot_be_written(original, tmp_path):
    there = tmp_path / "portal.tar"
    there.write_bytes(b"an earlier one")
    assert "stays as it is" in refusal(original, "backup", str(there))
    assert there.read_bytes() == b"an earlier one"
    for name in ("portal.zip", "portal", "missing/portal.tar", "media/portal.tar"):
        assert "No backup was written." in refusal(original, "backup", str(tmp_path / name)), name
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize("share", [0.1, 0.98])
def test_full_disk_leaves_no_file_behind(original, backup, tmp_path, share):
    folder = tmp_path / "backups"
    folder.mkdir()
    # No file of the command can become larger: what a full disk is to it.
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(backup.stat().st_size * share), limits[1]))
    try:
        said = refusal(original, "backup", str(folder / "portal.tar"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "No backup was written." in said
    assert list(folder.iterdir()) == []


@pytest.mark.once
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_backup_that_is_stopped_leaves_no_file_behind(original, tmp_path, number):
    folder = tmp_path / "backups"
    folder.mkdir()
    # Large enough for the signal to come in the middle, and empty enough to be made at once.
    with (tmp_path / "media" / "film.mp4").open("wb") as film:
        film.truncate(2 * 1024**3)
    process = original.start("backup", str(folder / "portal.tar"))
    while not any(path.stat().st_size > 2**25 for path in folder.glob(".backup-*/portal.tar")):
        assert process.poll() is None
    process.send_signal(number)
    assert process.wait(60) == 128 + number
    assert list(folder.iterdir()) == []


# What is refused


def test_restore_leaves_a_portal_alone_that_is_in_use(original, backup):
    before = (files(original), original.sql("SELECT count(*) FROM articles_article"))
    assert "--replace" in refusal(original, "restore", str(backup))
    assert before == (files(original), original.sql("SELECT count(*) FROM articles_article"))


def test_restore_takes_the_place_of_everything_when_asked(backup, elsewhere):
    restored(elsewhere, backup)
    wanted = (files(elsewhere), public_pages(elsewhere))
    elsewhere.sql("UPDATE articles_article SET title_en = 'Forged'")
    elsewhere.sql("CREATE TABLE of_a_newer_version (id integer)")
    for path in (elsewhere.folder / "media" / "masters").rglob("*.jpg"):
        path.unlink()
    (elsewhere.folder / "media" / "added.jpg").write_bytes(b"later")
    restored(elsewhere, backup, "--replace")
    assert (files(elsewhere), public_pages(elsewhere)) == wanted
    # Nothing else lies about.
    assert [path.name for path in elsewhere.folder.iterdir() if "restore" in path.name] == []


@pytest.fixture
def small_backup(tmp_path) -> Path:
    """Return a backup with a database that is none, and a folder `new` to unpack it in."""
    (tmp_path / "new").mkdir()
    (tmp_path / "part").write_bytes(os.urandom(5000))
    manifest = Manifest("SQLite", [], {})
    with (
        tarfile.open(tmp_path / "small.tar", "w") as tar,
        archive.progress(0, "", quiet=True) as bar,
    ):
        writer = archive.Writer(tar, bar)
        for name in ("database.sqlite3", "files/masters/1.jpg", "files/masters/2.jpg"):
            add(writer, name, tmp_path / "part")
        manifest.parts = dict(writer.parts)
        add(writer, "manifest.json", manifest.write(tmp_path / "manifest.json"))
    assert archive.unpack(tmp_path / "small.tar", tmp_path / "new", quiet=True) == manifest
    shutil.rmtree(tmp_path / "new")
    (tmp_path / "new").mkdir()
    return tmp_path / "small.tar"


def add(writer: archive.Writer, name: str, path: Path) -> None:
    with File(path.open("rb")) as file:
        writer.add(name, file)


def cut_short(backup: Path) -> Path:
    target = backup.with_name("changed.tar")
    target.write_bytes(backup.read_bytes()[: backup.stat().st_size * 2 // 3])
    return target


def cut_between_parts(backup: Path) -> Path:
    return rewritten(backup, lambda parts: parts.pop())


def cut_short_and_compressed(backup: Path) -> Path:
    target = backup.with_name("changed.tar.gz")
    whole = gzip.compress(backup.read_bytes())
    target.write_bytes(whole[: len(whole) // 2])
    return target


def something_else(backup: Path) -> Path:
    target = backup.with_name("changed.tar")
    target.write_bytes(b"Dear Sir or Madam, " * 1000)
    return target


def one_bit_turned(backup: Path) -> Path:
    def change(parts: list) -> None:
        content = bytearray(parts[0][1])
        content[len(content) // 2] ^= 1
        parts[0][1] = bytes(content)

    return rewritten(backup, change)


def picture_exchanged(backup: Path) -> Path:
    def change(parts: list) -> None:
        parts[1][1] = factories.jpeg("black")

    return rewritten(backup, change)


def picture_missing(backup: Path) -> Path:
    return rewritten(backup, lambda parts: parts.pop(1))


def picture_added(backup: Path) -> Path:
    return rewritten(backup, lambda parts: parts.insert(1, [tarfile.TarInfo("files/x.jpg"), b"x"]))


def picture_twice(backup: Path) -> Path:
    return rewritten(backup, lambda parts: parts.insert(1, parts[1]))


@pytest.mark.nodb
@pytest.mark.parametrize(
    "harm",
    [
        cut_short,
        cut_between_parts,
        cut_short_and_compressed,
        something_else,
        one_bit_turned,
        picture_exchanged,
        picture_missing,
        picture_added,
        picture_twice,
    ],
)
def test_damaged_backup_is_refused(small_backup, tmp_path, harm):
    with pytest.raises(Refused):
        archive.unpack(harm(small_backup), tmp_path / "new", quiet=True)


@pytest.mark.once
def test_damaged_backup_changes_nothing(backup, elsewhere):
    assert "Nothing was changed." in refusal(elsewhere, "restore", str(picture_exchanged(backup)))
    assert untouched(elsewhere)


@pytest.mark.nodb
@pytest.mark.parametrize(
    "name", ["../outside", "files/../../outside", "/outside", "files//outside", "other/x"]
)
def test_backup_cannot_write_outside(small_backup, tmp_path, name):
    file = rewritten(small_backup, lambda parts: parts.insert(0, [tarfile.TarInfo(name), b"x"]))
    with pytest.raises(Refused, match="no backup of the portal"):
        archive.unpack(file, tmp_path / "new", quiet=True)
    assert list((tmp_path / "new").iterdir()) == []
    assert not list(tmp_path.rglob("outside"))


@pytest.mark.nodb
@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_backup_holds_plain_files_only(small_backup, tmp_path, kind):
    member = tarfile.TarInfo("files/link")
    member.type, member.linkname = kind, "/etc/passwd"
    file = rewritten(small_backup, lambda parts: parts.insert(1, [member, b""]))
    with pytest.raises(Refused, match="no backup of the portal"):
        archive.unpack(file, tmp_path / "new", quiet=True)
    assert not (tmp_path / "new/files/link").exists()


@pytest.mark.once
def test_backup_of_another_kind_of_database_is_refused(backup, elsewhere):
    other = "PostgreSQL" if elsewhere.is_sqlite else "SQLite"
    said = refusal(elsewhere, "restore", str(with_manifest(backup, engine=other)))
    assert f"of a {other} database" in said
    assert untouched(elsewhere)


@pytest.mark.once
def test_backup_of_a_newer_portal_is_refused(backup, elsewhere):
    file = with_manifest(backup, migrations=["articles.0001_initial", "articles.9999_later"])
    said = refusal(elsewhere, "restore", str(file))
    assert "articles.9999_later" in said
    assert untouched(elsewhere)


def test_backup_of_an_older_portal_is_restored_and_asks_for_migrate(original, elsewhere, tmp_path):
    # As it was before the last migration of the portal.
    done = original.run("migrate", "liangjiang", "0001")
    assert done.returncode == 0, done.stderr
    try:
        file = made(original, tmp_path / "portal.tar")
    finally:
        original.run("migrate", "liangjiang")
    assert "now run `manage.py migrate`" in restored(elsewhere, file)
    assert elsewhere.run("migrate").returncode == 0


def test_database_that_cannot_be_restored_leaves_everything_as_it_was(backup, elsewhere):
    restored(elsewhere, backup)
    elsewhere.sql("UPDATE articles_article SET title_en = 'Kept'")
    (elsewhere.folder / "media" / "kept.jpg").write_bytes(b"kept")
    before = (files(elsewhere), elsewhere.sql("SELECT title_en FROM articles_article"))

    def change(parts: list) -> None:
        # Whole as far as its checksum goes, and no database inside.
        parts[0][1] = b"not a database" * 1000
        manifest = json.loads(parts[-1][1])
        manifest["parts"][parts[0][0].name] = {
            "size": len(parts[0][1]),
            "sha256": hashlib.sha256(parts[0][1]).hexdigest(),
        }
        parts[-1][1] = json.dumps(manifest).encode()

    said = refusal(elsewhere, "restore", "--replace", str(rewritten(backup, change)))
    assert "Nothing was changed." in said
    assert before == (files(elsewhere), elsewhere.sql("SELECT title_en FROM articles_article"))
    assert [path.name for path in elsewhere.folder.iterdir() if "restore" in path.name] == []


@pytest.mark.once
def test_count_that_differs_is_reported(backup, elsewhere):
    with tarfile.open(backup) as tar:
        rows = json.load(tar.extractfile("manifest.json"))["rows"]
    file = with_manifest(backup, rows=rows | {"articles_article": 4})
    said = refusal(elsewhere, "restore", str(file))
    assert "articles_article: 3 rows instead of 4" in said


@pytest.mark.once
def test_letters_that_would_be_sent_are_announced(original, elsewhere, tmp_path):
    original.sql(
        "INSERT INTO post_letter (message_id, sender, recipient, subject, raw, created_at,"
        " queued_at, next_try_at, tries, problem, last_error) VALUES ('<1@x>', 'a@x', 'b@x', 'Hi',"
        " '', '2024-03-01', '2024-03-01', '2024-03-01', 0, '', '')"
    )
    said = restored(elsewhere, made(original, tmp_path / "portal.tar"))
    assert "Letters wait in the outbox (1)" in said


# A database of its own kind


@pytest.mark.sqlite_only
def test_damaged_database_is_not_backed_up_as_if_it_were_whole(original, tmp_path):
    original.damage("articles_article")
    said = refusal(original, "backup", str(tmp_path / "portal.tar"))
    assert "damaged" in said or "malformed" in said


@pytest.mark.sqlite_only
def test_backup_without_a_database_says_so(elsewhere, tmp_path):
    assert "no database" in refusal(elsewhere, "backup", str(tmp_path / "portal.tar"))


@pytest.mark.sqlite_only
def test_server_that_does_not_answer_is_named(elsewhere, tmp_path):
    elsewhere.environment["DATABASE_URL"] = "postgres://nobody:secret-word@127.0.0.1:9/nothing"
    said = refusal(elsewhere, "backup", str(tmp_path / "portal.tar"))
    assert "cannot be reached" in said
    assert "secret-word" not in said


@pytest.mark.nodb
@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "pg_dump is not on this machine. `apt-get install postgresql-client-15`"),
        ([13, 14], "is PostgreSQL 15 and pg_dump on this machine is 14."),
    ],
)
def test_program_that_does_not_fit_the_server_is_named(tmp_path, monkeypatch, found, words):
    with_programs(tmp_path, monkeypatch, found)
    with pytest.raises(Refused, match=words.replace(".", r"\.")):
        postgres.program("pg_dump", 15)


@pytest.mark.nodb
def test_program_of_the_servers_version_is_taken_before_a_newer_one(tmp_path, monkeypatch):
    with_programs(tmp_path, monkeypatch, [13, 15, 17])
    assert postgres.program("pg_dump", 15) == str(tmp_path / "15/bin/pg_dump")
    assert postgres.program("pg_dump", 16) == str(tmp_path / "17/bin/pg_dump")


def with_programs(folder: Path, monkeypatch, versions: list[int]) -> None:
    monkeypatch.setattr(postgres, "PLACES", folder)
    monkeypatch.setenv("PATH", str(folder))
    for version in versions:
        program = folder / f"{version}/bin/pg_dump"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.1'\n")
        program.chmod(0o755)


@pytest.mark.once
def test_backup_does_not_leave_out_what_a_link_leads_to(original, tmp_path):
    link = original.folder / "media" / "elsewhere"
    link.symlink_to(tmp_path)
    assert f"{link} is a link." in refusal(original, "backup", str(tmp_path / "portal.tar"))
    assert not (tmp_path / "portal.tar").exists()
