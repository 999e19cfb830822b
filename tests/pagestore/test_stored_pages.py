import gzip
import threading
from datetime import UTC, datetime

import brotli
import pytest

from pagestore.answers import Held
from pagestore.page import Page
from pagestore.tags import NUMBERED

pytestmark = pytest.mark.nodb


def test_page_is_rendered_once_and_then_answered_from_the_store(site):
    first, second = site.get(), site.get()

    assert first.text == second.text == "one /en/news/ "
    assert first.headers == second.headers
    assert site.portal.renders == 1


def test_another_process_and_the_next_start_answer_from_the_same_store(site, tmp_path, site_in):
    site.get()
    other = site_in(tmp_path)

    assert other.get().text == "one /en/news/ "
    assert other.portal.renders == 0


def test_purged_page_is_gone_for_every_process_at_once(site, tmp_path, site_in):
    other = site_in(tmp_path)
    site.get()
    other.get()
    site.portal.text = other.portal.text = "two"

    site.purge("a1.en")

    assert other.get().text == site.get().text == "two /en/news/ "


def test_purge_leaves_the_pages_that_do_not_use_it(site):
    site.get("/en/news/")
    site.portal.tags = ["a2.en"]
    site.get("/en/living/")

    site.purge("a1.en")
    site.get("/en/living/")

    assert site.portal.renders == 2
    site.get("/en/news/")
    assert site.portal.renders == 3


def test_what_stands_on_every_page_purges_all_of_them(site):
    site.get("/en/news/")
    site.get("/zh/news/")

    site.purge("site")
    site.get("/en/news/")
    site.get("/zh/news/")

    assert site.portal.renders == 4


def test_page_that_was_begun_before_a_purge_is_not_stored(site):
    site.portal.during = lambda: site.purge("a9.en")
    site.get()
    site.portal.during = None
    site.portal.text = "two"

    assert site.get().text == "two /en/news/ "


def test_page_ends_at_its_moment(site):
    site.end = datetime.fromtimestamp(site.time + 60, UTC)
    site.get()
    site.portal.text, site.end = "two", None
    site.time += 59
    assert site.get().text == "one /en/news/ "

    site.time += 1
    assert site.get().text == "two /en/news/ "


def test_page_that_has_ended_is_shown_while_the_portal_fails(site):
    site.end = datetime.fromtimestamp(site.time + 60, UTC)
    site.get()
    site.time += 61
    site.portal.status = "503 Service Unavailable"

    got = site.get()

    assert (got.status, got.text) == (200, "one /en/news/ ")


def test_fifty_who_ask_at_once_get_one_rendering(site):
    everybody = threading.Barrier(50)
    texts = []

    def ask():
        everybody.wait()
        texts.append(site.get().text)

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert texts == ["one /en/news/ "] * 50
    assert site.portal.renders == 1


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_body_comes_in_the_shortest_encoding_that_is_taken(site, accepted, encoding, unpack):
    got = site.get(HTTP_ACCEPT_ENCODING=accepted)

    assert got.headers.get("Content-Encoding") == encoding
    assert got.headers["Content-Length"] == str(len(got.body))
    assert got.headers["Vary"] == "Accept-Encoding"
    assert unpack(got.body) == b"one /en/news/ "


def test_each_encoding_has_a_strong_tag_of_its_own_that_answers_304(site):
    tags = {}
    for accepted in ("br", "gzip", ""):
        tag = site.get(HTTP_ACCEPT_ENCODING=accepted).headers["ETag"]
        again = site.get(HTTP_ACCEPT_ENCODING=accepted, HTTP_IF_NONE_MATCH=f'"x", W/{tag}')
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == tag
        assert "Content-Length" not in again.headers
        tags[accepted] = tag

    assert len(set(tags.values())) == 3
    assert not any(tag.startswith("W/") for tag in tags.values())


def test_head_tells_what_get_would_send(site):
    got = site.get()
    head = site.get(REQUEST_METHOD="HEAD")

    assert (head.status, head.headers, head.body) == (200, got.headers, b"")


def test_words_that_no_page_reads_belong_to_no_page(site):
    site.get()
    for query in ("utm_source=mail&fbclid=1", "x", "123", "x=1&"):
        site.get(query=query)

    assert site.portal.renders == 1


@pytest.mark.parametrize(
    "query", ["q=port", "page=2&q=port", "page=21", "page=02", "page=x", "page=2&page=3"]
)
def test_what_a_view_may_read_passes_by_the_store(site, query):
    site.get(query=query)
    site.get(query=query)

    assert site.portal.renders == 2
    assert site.store.facts()["pages"] == 0


def test_number_of_a_page_that_has_no_others_is_not_stored(site):
    site.get(query="page=2")
    site.get(query="page=2")

    assert site.store.facts()["pages"] == 0


def test_numbered_page_of_a_list_is_a_page_of_its_own(site):
    site.portal.tags += [NUMBERED]
    site.get(query="utm_source=mail&page=2")

    assert site.get(query="page=2").text == "one /en/news/ page=2"
    assert site.get().text == "one /en/news/ "
    assert site.get("/en/news/?page=2").status == 200
    assert site.portal.renders == 3


@pytest.mark.parametrize(
    "change",
    [
        {"status": "404 Not Found"},
        {"status": "301 Moved Permanently"},
        {"control": "no-store"},
        {"control": "private"},
        {"control": ""},
        {"tags": []},
    ],
)
def test_what_is_not_for_everybody_is_not_stored(site, change):
    for name, value in change.items():
        setattr(site.portal, name, value)
    site.get()
    site.get()

    assert site.portal.renders == 2


@pytest.mark.parametrize(
    "odd", [{"HTTP_IF_MATCH": '"x"'}, {"CONTENT_LENGTH": "2000000"}, {"HTTP_X_WHATEVER": "1"}]
)
def test_no_visitor_decides_for_the_others(site, odd):
    site.get(**odd)

    assert odd.keys().isdisjoint(site.portal.seen)
    assert site.store.facts()["pages"] == 1


def test_refusal_is_not_remembered(site):
    site.portal.status = "412 Precondition Failed"
    site.get()
    site.portal.status = "200 OK"
    site.get()

    assert site.store.facts()["pages"] == 1


def test_who_waited_for_a_page_that_has_been_purged_gets_it_anew(site):
    flights = site._layer._flights
    with flights.one("/en/news/") as (flight, _is_first):
        flight.result = Held(Page.of([], b"old"), None, site.store.turn)
        site.purge("a9.en")
        flight.end()
        assert site.get().text == "one /en/news/ "


def test_nothing_of_a_visitor_reaches_what_is_stored(site):
    site.get(
        HTTP_COOKIE="desk=1", HTTP_ACCEPT_LANGUAGE="zh", HTTP_RANGE="bytes=0-1", QUERY_STRING="x=1"
    )

    mine = {name for name in site.portal.seen if name.startswith("HTTP_")}
    assert mine == {"HTTP_HOST"}
    assert site.portal.seen["QUERY_STRING"] == ""


@pytest.mark.parametrize(
    "request_of",
    [
        {"REQUEST_METHOD": "POST"},
        {"HTTP_HOST": "evil.example"},
        {"path": "/admin/"},
        {"path": "/"},
        {"path": "/media/x.jpg"},
    ],
)
def test_everything_else_goes_to_the_portal_untouched(site, request_of):
    site.get(HTTP_COOKIE="desk=1", **request_of)
    site.get(HTTP_COOKIE="desk=1", **request_of)

    assert site.portal.renders == 2
    assert site.portal.seen["HTTP_COOKIE"] == "desk=1"
