"""`manage.py doctor`: what is wrong with an installation, in words, with what to do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts.models import User
from articles.models import Category, Role, ShareCard
from liangjiang import health
from liangjiang.doctor import enquiries
from liangjiang.doctor import files as doctor_files
from liangjiang.models import DailyJob
from library import renditions
from library.models import Picture
from pagestore.models import PurgeOrder
from post.models import Letter, WorkerSign
from tests import factories
from tests.post.mail_server import answer, hang_up, running_mail_server

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def findings(db, settings, tmp_path, capsys):
    """Return a function that asks the doctor about an installation that is sound to begin with."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text('{"paths": {"css/site.css": "x"}}')
    factories.person("administrator")
    factories.person("enquiry-desk")
    call_command("worker", "--once")

    def ask(*options: str) -> list[str]:
        capsys.readouterr()
        try:
            call_command("doctor", *options)
        except SystemExit as end:
            assert end.code == 1
            lines = capsys.readouterr().out.splitlines()
            # Whether next year's holidays are known depends on the day of the test.
            return [line for line in lines if "The holidays of" not in line]
        *notes, last = capsys.readouterr().out.splitlines()
        assert last == "Nothing is wrong."
        return notes

    return ask


def the_one(found: list[str], level: str = "ERROR") -> str:
    assert len(found) == 1, found
    assert found[0].startswith(level)
    return found[0]


def test_sound_installation_has_no_findings(findings):
    factories.live("news.photostory")
    call_command("make_renditions")
    assert findings() == []
    assert findings("--files") == []


# Settings


def test_debug_and_https_do_not_go_together(findings, settings):
    settings.DEBUG, settings.IS_HTTPS = True, True
    settings.TRUSTED_PROXIES = ["127.0.0.1/32"]
    assert any("DEBUG is on" in line for line in findings())


def test_secret_that_can_be_guessed_is_found(findings, settings):
    settings.SECRET_KEY = "short"
    said = the_one(findings())
    assert "SECRET_KEY has 5 characters" in said
    assert "short" not in said.replace("SECRET_KEY", "")


def test_address_of_our_own_machine_is_found(findings, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert "SITE_URL is http://127.0.0.1:8000" in the_one(findings(), "ADVICE")


def test_https_without_a_proxy_is_found(findings, settings):
    settings.IS_HTTPS = True
    assert any("TRUSTED_PROXIES is empty" in line for line in findings())


def test_clock_that_is_years_slow_is_found(findings, time_machine):
    time_machine.move_to(factories.PAST, tick=False)
    call_command("worker", "--once")
    found = findings()
    assert "The clock of this machine shows 2024-03-01" in found[0]
    if connection.vendor == "postgresql":
        assert any("apart" in line for line in found)


# Files


def test_style_sheets_that_were_not_collected_are_found(findings, settings):
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert "collectstatic" in the_one(findings())


def test_texts_that_were_not_compiled_are_found(findings, settings, tmp_path):
    folder = tmp_path / "locale/zh_Hans/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    assert "zh_Hans are not compiled" in the_one(findings())


def test_full_disk_is_found(findings, monkeypatch):
    monkeypatch.setattr(health, "LEAST_DISK", 2**80)
    assert "MB free" in the_one(findings())


def test_pictures_without_their_files_are_found(findings, settings):
    kept, lost, partly = (
        factories.complete(factories.picture(colour)) for colour in ("teal", "navy", "olive")
    )
    lost.file.storage.delete(lost.file.name)
    partly.file.storage.delete(renditions.place(partly.file, "WEBP", 480))
    found = findings()
    assert len(found) == 2
    assert "1 picture is not there: " + lost.file.name in found[0]
    assert "1 picture is without all sizes: " + partly.file.name in found[1]
    assert not any(kept.file.name in line for line in found)
    call_command("make_renditions")
    assert lost.file.name in the_one(findings())


def test_share_cards_that_cannot_be_drawn_or_are_gone_are_found(findings):
    story = factories.live(langs=["en"])
    call_command("worker", "--once")
    card = ShareCard.objects.get(article=story)
    default_storage.delete(card.name)
    assert f"share cards are not there: {card.name}" in the_one(findings())
    call_command("make_share_cards", all=True)
    assert findings() == []
    ShareCard.objects.update(error="OSError: no room", due_at=timezone.now())
    assert f"article {story.pk}, en: OSError: no room" in the_one(findings(), "ADVICE")


def test_pictures_that_wait_for_the_worker_are_a_note_and_after_a_while_advice(findings):
    factories.picture("navy")
    call_command("worker", "--once")
    factories.picture("teal")
    assert "wait for the worker to make their sizes: 1." in the_one(findings(), "NOTE")
    Picture.objects.update(renditions_due_at=timezone.now() - timedelta(minutes=16))
    assert "waited long for their sizes (1)" in the_one(findings(), "ADVICE")


def test_picture_whose_sizes_cannot_be_made_is_found_with_the_reason(findings):
    damaged = factories.picture("navy")
    with damaged.file.storage.open(damaged.file.name, "wb") as file:
        file.write(b"no picture any more")
    call_command("worker", "--once")
    said = the_one(findings())
    assert f"picture {damaged.pk}: UnidentifiedImageError" in said


def test_older_pictures_are_looked_at_when_asked(findings, monkeypatch):
    monkeypatch.setattr(doctor_files, "NEWEST", 1)
    lost = factories.complete(factories.picture("navy"))
    factories.complete(factories.picture("teal"))
    lost.file.storage.delete(lost.file.name)
    assert findings() == []
    assert lost.file.name in the_one(findings("--files"))


# Database


def test_migration_that_is_missing_is_found(findings):
    [(_app, newest)] = MigrationLoader(connection).graph.leaf_nodes("articles")
    MigrationRecorder(connection).record_unapplied("articles", newest)
    assert any("Migrations are missing" in line and "articles." in line for line in findings())


def test_database_of_a_newer_version_is_found(findings):
    MigrationRecorder(connection).record_applied("articles", "9999_later")
    assert "articles.9999_later" in the_one(findings())


def test_database_that_does_not_answer_is_said_and_the_rest_goes_on(installation):
    installation.environment["DATABASE_URL"] = "postgres://nobody:geheim@127.0.0.1:9/nothing"
    done = installation.run("doctor", "--mail", SECRET_KEY="short", DEBUG="false")
    assert done.returncode == 1
    for words in ("The database does not answer", "SECRET_KEY has 5", "names no mail server"):
        assert words in done.stdout
    assert "geheim" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.sqlite_only
def test_database_that_is_not_there_is_not_made(installation):
    done = installation.run("doctor")
    assert "There is no database at" in done.stdout
    assert not installation.database.exists()


@pytest.mark.sqlite_only
def test_damaged_database_is_found(installation):
    factories.make()
    installation.begin()
    installation.damage("articles_article")
    done = installation.run("doctor")
    assert done.returncode == 1
    assert "damaged" in done.stdout or "malformed" in done.stdout


# Work and content


def test_worker_that_is_not_running_is_found(findings):
    WorkerSign.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    assert "not seen for 3600 s" in the_one(findings())


def test_letters_that_were_given_up_are_found(findings):
    send_mail("Hello", "Text", None, ["li@example.org"])
    Letter.objects.update(given_up_at=timezone.now())
    assert "1 letter given up" in the_one(findings())


def test_purges_that_keep_failing_are_found(findings):
    PurgeOrder.objects.create(tags=["site"], tries=5, last_error="cache answered 503")
    assert "cache answered 503" in the_one(findings())


def test_tidying_that_is_not_done_is_found(findings, settings):
    late = timezone.localdate() - timedelta(days=9)
    name = settings.TIDYING_JOBS[0]
    DailyJob.objects.update_or_create(name=name, defaults={"done_on": late})
    assert name in the_one(findings(), "ADVICE")


def test_groups_and_categories_that_are_missing_are_found(findings):
    Role.objects.get(key="translator").delete()
    Group.objects.filter(name__startswith="Translator").delete()
    Category.objects.get(key="news.video").delete()
    found = findings()
    assert [line.partition(".")[0] for line in found] == [
        "ERROR   Groups are missing: translator",
        "ERROR   Categories are missing: news",
    ]


def test_portal_without_anybody_to_look_after_it_is_found(findings):
    Group.objects.get(role__key="administrator").user_set.clear()
    assert "createsuperuser" in the_one(findings(), "ADVICE")


def test_check_that_breaks_does_not_stop_the_others(findings, settings):
    settings.SECRET_KEY = "short"
    settings.TIDYING_JOBS = None
    found = findings()
    assert "SECRET_KEY" in found[0]
    assert "The check work.tidying could not be made: TypeError" in found[1]


# Mail


@pytest.fixture
def server(settings):
    with running_mail_server() as running:
        settings.POST_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.address
        yield running


def test_mail_server_is_called_only_when_asked_and_gets_no_letter(findings, server):
    assert findings() == []
    assert server.calls == 0
    assert findings("--mail") == []
    assert (server.calls, server.taken) == (1, [])


@pytest.mark.parametrize("act", [hang_up, answer("554 not you")])
def test_mail_server_that_does_not_let_us_in_is_found(findings, server, act):
    server.acts["CONNECT"] = act
    assert "does not let us in" in the_one(findings("--mail"))


def test_portal_without_a_mail_server_is_found_when_asked(findings):
    assert "names no mail server" in the_one(findings("--mail"), "ADVICE")


# Enquiries


def test_desk_that_nobody_sits_at_is_found(findings):
    User.objects.filter(username="enquiry-desk").update(email="")
    assert "Nobody is told of enquiries" in the_one(findings())


@pytest.mark.parametrize(("year", "is_known"), [(2025, True), (2098, False)])
def test_holidays_of_the_coming_year_that_are_not_known_are_found(time_machine, year, is_known):
    time_machine.move_to(datetime(year, 12, 20, tzinfo=UTC))
    found = [finding.text for finding in enquiries.calendar()]
    assert is_known == (found == [])
    assert all(f"The holidays of {year + 1} are not known" in text for text in found)
