"""Every switch is an environment variable, and a mistake in one is one clear sentence."""

import json
import re

import pytest

from tests.site.processes import BASE_DIR, portal, python

pytestmark = pytest.mark.nodb

START = "import liangjiang.settings"
WRONG = [
    ("SECRET_KEY", None),
    ("SECRET_KEY", ""),
    ("SITE_URL", "portal.example"),
    ("SITE_URL", "ftp://portal.example"),
    ("SITE_URL", "https://portal.example/portal"),
    ("SITE_URL", "https://"),
    ("SITE_URL", ""),
    ("SITE_URL", "https://portal.example?x=1"),
    ("SITE_URL", "https://portal.example:port"),
    ("DEBUG", "maybe"),
    ("DEBUG", ""),
    ("TRUSTED_PROXIES", "my-proxy"),
    ("TRUSTED_PROXIES", "10.0.0.1/8"),
    ("LOG_LEVEL", "LOUD"),
    ("DATABASE_URL", "nonsense"),
    ("STORAGE_URL", "nonsense"),
    ("EMAIL_URL", "nonsense"),
    ("EMAIL_URL", "gopher://mail.example/"),
    ("EMAIL_URL", "smtp://mail.example:port/"),
    ("ADMIN_PATH", ""),
    ("ADMIN_PATH", "/"),
    ("ADMIN_PATH", "en"),
    ("ADMIN_PATH", "zh/admin"),
]


# Reads the settings anew for each of many environments, in children of one process.
EACH = """
import os, sys
import csp.constants, django.utils.translation, environs, library.storage.address
for number, given in enumerate(GIVEN):
    if not os.fork():
        for name, value in given.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value is not None else {})
        sys.stderr = open(f"{FOLDER}/{number}", "w")
        import liangjiang.settings as settings
        print("DEBUG is", settings.DEBUG, file=sys.stderr, flush=True)
        sys.exit()
    os.wait()
"""


def last_lines(folder, *given: dict[str, str | None]) -> list[str]:
    """Start with each of these settings; return what a person in front of a terminal reads last."""
    done = python(f"GIVEN, FOLDER = {given!r}, {str(folder)!r}\n{EACH}", folder)
    assert len(list(folder.glob("[0-9]*"))) == len(given), done.stderr
    return [
        (folder / str(number)).read_text().strip().splitlines()[-1] for number in range(len(given))
    ]


def test_mistake_in_a_setting_stops_the_start_with_its_name(tmp_path):
    said = last_lines(tmp_path, *({name: value} for name, value in WRONG))
    silent = [wrong for wrong, line in zip(WRONG, said, strict=True) if wrong[0] not in line]
    assert silent == []
    assert not any(line.startswith("DEBUG is") for line in said)
    done = python(START, tmp_path, SECRET_KEY=None)
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr.strip().splitlines()[-1]


def test_debug_is_on_only_when_it_is_asked_for(tmp_path):
    on = [{"DEBUG": value} for value in ("true", "1", "yes", "on", "True")]
    assert last_lines(tmp_path, {}, *on) == ["DEBUG is False"] + ["DEBUG is True"] * len(on)


def test_every_setting_is_in_the_example_and_nothing_else():
    settings = (BASE_DIR / "liangjiang" / "settings.py").read_text()
    example = (BASE_DIR / ".env.example").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    listed = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    # PORT and HOST are the launcher's, which the example may name as well.
    assert read <= listed
    assert listed - read <= {"HOST", "PORT", "WORKERS"}


def test_example_is_enough_to_start_with_once_it_has_a_secret(tmp_path):
    lines = (BASE_DIR / ".env.example").read_text().splitlines()
    shown = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", "\n".join(lines), re.MULTILINE))
    shown |= {"SECRET_KEY": "x" * 60, "VAR_DIR": str(tmp_path), "PURGE_URLS": ""}
    done = python(f"{START} as settings; print(settings.SITE_URL)", tmp_path, **shown)
    assert done.stdout.strip() == shown["SITE_URL"], done.stderr


def test_production_settings_pass_djangos_own_examination(tmp_path):
    script = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'liangjiang.settings'\n"
        "from django.core.management import execute_from_command_line\n"
        "execute_from_command_line(['x', 'check', '--deploy', '--fail-level', 'WARNING'])"
    )
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example:25/", 25, False, False),
        ("submission://li:secret@mail.example:587/", 587, True, False),
        ("smtp://li:secret@mail.example:465/?ssl=true", 465, False, True),
    ],
)
def test_mail_goes_the_way_that_its_address_says(tmp_path, url, port, tls, ssl):
    say = f"{START} as s; print(s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL, s.POST_BACKEND)"
    done = python(say, tmp_path, EMAIL_URL=url)
    expected = f"{port} {tls} {ssl} django.core.mail.backends.smtp.EmailBackend"
    assert done.stdout.strip() == expected, done.stderr
    # The example names these ways and no other.
    example = (BASE_DIR / ".env.example").read_text()
    assert url.split(":")[0] + "://" in example
    assert "smtps:" not in example


# What https changes

ASK = """
import json
answers = {}
for place, options in json.loads(QUESTIONS):
    answer = visitor.get(place, **options)
    cookies = {name: {"path": c["path"], "secure": bool(c["secure"])}
               for name, c in answer.cookies.items()}
    answers[place] = {"status": answer.status_code, "cookies": cookies, **dict(answer.items())}
print(json.dumps(answers))
"""


def ask(folder, *places: str, options: dict | None = None, **settings) -> dict[str, dict]:
    questions = json.dumps([(place, options or {"secure": True}) for place in places])
    return json.loads(portal(f"QUESTIONS = {questions!r}\n{ASK}", folder, **settings))


def test_address_with_https_leads_everything_there_and_keeps_it(tmp_path):
    (plain,) = ask(tmp_path, "/robots.txt?a=1", options={"secure": False}).values()
    assert (plain["status"], plain["Location"]) == (301, "https://portal.example/robots.txt?a=1")
    (secure,) = ask(tmp_path, "/robots.txt", options={"secure": True}).values()
    assert secure["status"] == 200
    assert re.match(r"max-age=(\d{8,})", secure["Strict-Transport-Security"])


def test_monitoring_asks_without_https(tmp_path):
    answers = ask(tmp_path, "/healthz", "/readyz", options={"secure": False})
    assert [answer["status"] for answer in answers.values()] == [200, 503]


def test_cookies_travel_over_https_alone(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3"}
    migrate = (
        "from django.core.management import call_command\ncall_command('migrate', verbosity=0)"
    )
    portal(migrate, tmp_path, **database)
    (answer,) = ask(tmp_path, "/admin/login/", **database).values()
    assert answer["cookies"] == {"__Secure-desk-csrf": {"path": "/admin/", "secure": True}}


def test_address_without_https_asks_for_none(tmp_path):
    plain = {"SITE_URL": "http://portal.example:8080"}
    (answer,) = ask(tmp_path, "/robots.txt", options={"secure": False}, **plain).values()
    assert answer["status"] == 200
    assert "Strict-Transport-Security" not in answer


def test_desk_moves_with_its_path(tmp_path):
    answers = ask(tmp_path, "/desk-7/login/", "/admin/login/", ADMIN_PATH="/desk-7/")
    assert "no-store, private" in answers["/desk-7/login/"]["Cache-Control"]
    assert answers["/admin/login/"]["Cache-Control"] == "no-store"


# When the database is gone

LOOK = """
for place in ("/en/", "/zh/news/", "/zh/nothing.html", "/nothing.html", "/admin/login/"):
    answer = visitor.get(place, secure=True)
    body = answer.content.decode()
    lang = "zh-Hans" if 'lang="zh-Hans"' in body else "en"
    print(place, answer.status_code, lang, "<h1>" in body, "Traceback" in body)
print(visitor.get("/", secure=True).status_code, visitor.get("/healthz").status_code)
print(visitor.get("/readyz").json())
"""


def test_pages_for_errors_come_even_when_the_database_is_gone(tmp_path):
    lines = portal(LOOK, tmp_path).splitlines()
    assert lines[:4] == [
        "/en/ 503 en True False",
        "/zh/news/ 503 zh-Hans True False",
        "/zh/nothing.html 503 zh-Hans True False",
        "/nothing.html 503 en True False",
    ]
    assert lines[5] == "302 200"
    assert "'database': 'failed: OperationalError'" in lines[6]
