"""The log: a JSON object a line, each with its request's id, and nothing that somebody typed."""

import json

import pytest

from tests.site.processes import portal

pytestmark = pytest.mark.nodb

SECRETS = [
    "s3cret-in-query",
    "s3cret-in-link",
    "s3cret-in-form",
    "s3cret-in-header",
    "x" * 20 + "for-tests-only",
]
ASK = """
ids = []
def ask(method, place, **options):
    answer = visitor.generic(method, place, secure=True, **options)
    print(json.dumps({"answered": answer.status_code, "id": answer["X-Request-ID"]}), flush=True)
import json
ask("GET", "/robots.txt?token=s3cret-in-query")
ask("GET", "/?token=s3cret-in-query")
ask("GET", "/en/?token=s3cret-in-query")
ask("GET", "/zh/nothing.html?token=s3cret-in-query")
ask("POST", "/en/?token=s3cret-in-query")
form = "application/x-www-form-urlencoded"
ask("POST", "/admin/login/?next=s3cret-in-query", data="password=s3cret-in-form", content_type=form)
ask("GET", "/robots.txt?token=s3cret-in-query", headers={"host": "evil.example"})
ask("GET", "/robots.txt", headers={"x-request-id": "7a2d7e2b8f5d4b1f9a2d7e2b8f5d4b1f"})
ask("GET", "/robots.txt", headers={"x-request-id": "s3cret-in-header\\n{}"})
ask("GET", "/line%0abreak%0d%0a%7b%22level%22:%22ERROR%22%7d?token=s3cret-in-query")
ask("GET", "/en/新闻/%C2%9B31mred%E2%80%AEevil/")
ask("GET", "/elsewhere/invitation/MQ/s3cret-in-link/")
ask("POST", "/admin/password-reset/MQ/x/s3cret-in-link", data="a=b", content_type=form)
ask("GET", "/healthz")
"""


@pytest.fixture(scope="module")
def lines(tmp_path_factory) -> list[dict]:
    """What the portal wrote to its output, a line each."""
    said = portal(ASK, tmp_path_factory.mktemp("log"), LOG_LEVEL="INFO")
    return [{**json.loads(line), "raw": line} for line in said.split("\n") if line]


def written(lines) -> list[dict]:
    return [line for line in lines if "answered" not in line]


def access(lines) -> list[dict]:
    return [line for line in written(lines) if line["logger"] == "liangjiang.access"]


def test_every_line_says_when_how_grave_who_and_for_which_request(lines):
    assert len(written(lines)) > 10
    for line in written(lines):
        assert {"time", "level", "logger", "request_id", "message"} <= line.keys()


def test_every_request_leaves_one_line_with_its_status_and_duration(lines):
    answered = [line["answered"] for line in lines if "answered" in line]
    # Monitoring asks every few seconds and is left out.
    assert [line["status"] for line in access(lines)] == answered[:-1]
    for line in access(lines):
        assert line["milliseconds"] >= 0


def test_answer_carries_the_id_of_its_lines(lines):
    ids = [line["id"] for line in lines if "answered" in line]
    assert [line["request_id"] for line in access(lines)] == ids[:-1]
    assert len(set(ids)) == len(ids)


def test_id_that_a_proxy_gave_is_kept_and_any_other_word_is_not(lines):
    ids = [line["id"] for line in lines if "answered" in line]
    assert "7a2d7e2b8f5d4b1f9a2d7e2b8f5d4b1f" in ids
    assert not any("s3cret" in each for each in ids)


def test_lines_of_an_error_carry_the_id_of_its_request(lines):
    errors = [line for line in written(lines) if line["level"] == "ERROR" and "exc_info" in line]
    assert errors
    known = {line["request_id"] for line in access(lines)}
    assert {line["request_id"] for line in errors} <= known


@pytest.mark.parametrize("secret", SECRETS)
def test_no_line_holds_a_query_a_form_or_a_secret(lines, secret):
    assert secret not in json.dumps(written(lines))


def test_path_with_line_breaks_makes_no_line_of_its_own(lines):
    assert any("line\nbreak" in line["message"] for line in access(lines))


def test_no_line_commands_the_terminal_of_whoever_reads_it(lines):
    [line] = [line for line in access(lines) if "evil" in line["message"]]
    assert "/en/新闻/\x9b31mred\u202eevil/" in line["message"]
    assert line["raw"].isprintable()
    assert "新闻" in line["raw"]
