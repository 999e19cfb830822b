"""A real Chromium against a real server, watched: whatever it asks for or complains of is kept."""

import os
import shutil
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # Whatever a page might ask of others fails here, as it may where the reader is.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# What the browser says of itself: that a page answered 404 or 410, which some shall; and that
# the fade between two pages fell away because Playwright looked before the style sheet had come.
OF_ITSELF = ("status of 404", "status of 410", "ViewTransition opt-in disabled")
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
TABS = 4


def chromium_path() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@dataclass
class Watch:
    """What the browser did that nobody asked for."""

    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._keep(str(error)))

    def _request(self, request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", "localhost"):
            self.foreign.append(request.url)

    def _console(self, message) -> None:
        if message.type in ("error", "warning"):
            self._keep(message.text)

    def _keep(self, text: str) -> None:
        if not any(known in text for known in OF_ITSELF):
            self.complaints.append(text)

    def assert_quiet(self) -> None:
        assert self.foreign == []
        assert self.complaints == []


@pytest.fixture(scope="session")
def chromium():
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not installed")
    # Playwright's loop runs in this thread, where Django would refuse the ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Door:
    """Lets requests in one after the other, and none between a browser's end and its test's.

    SQLite in memory is one connection for all of them; and a form that closes sends what was typed
    when its test is over and the tables are being emptied.
    """

    def __init__(self) -> None:
        self.lock, self.is_open = threading.RLock(), True

    def shut(self) -> None:
        """Wait for whoever is inside, and let nobody else in."""
        with self.lock:
            self.is_open = False

    def answer(self, answer, handler, environ, start_response):
        with self.lock:
            if self.is_open:
                return answer(handler, environ, start_response)
        start_response("503 Service Unavailable", [])
        return []


DOOR = Door()


def pytest_runtest_logfinish() -> None:
    DOOR.is_open = True


@pytest.fixture(scope="session", autouse=True)
def _door():
    answer = WSGIHandler.__call__

    def answer_alone(handler, environ, start_response):
        return DOOR.answer(answer, handler, environ, start_response)

    WSGIHandler.__call__ = answer_alone
    yield
    WSGIHandler.__call__ = answer


@pytest.fixture
def watch() -> Watch:
    return Watch()


@contextmanager
def _windows(chromium, watch: Watch, base_url: str):
    """Give a function that opens a watched browser window of its own: no cookies, no history."""
    contexts: list[BrowserContext] = []

    def open_window(width: int = 1440, height: int = 900, **options) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            base_url=base_url,
            timezone_id="Asia/Shanghai",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        return page

    yield open_window
    for context in contexts:
        # Some tests close theirs themselves.
        with suppress(Error):
            # A form that closes keeps what was typed; the database is gone by then.
            context.set_offline(True)
            context.close()


def open_all(page: Page, addresses: list[str], watch: Watch) -> None:
    """Open addresses in a few tabs beside a page, and wait until none of them asks for anything.

    To wait for each by itself would take half a second each, in which nothing happens; a tab for
    each would take longer to come up than its page.
    """
    tabs = [page.context.new_page() for _tab in range(TABS)]
    for tab in tabs:
        watch.follow(tab)
    for number, address in enumerate(addresses):
        tab = tabs[number % TABS]
        # Whatever was there before is through.
        tab.wait_for_load_state("networkidle")
        tab.goto(address)
    for tab in tabs:
        tab.wait_for_load_state("networkidle")
        tab.close()


@pytest.fixture
def open_browser(chromium, watch, live_server):
    """Return a function that opens a window at a server with what the test has written."""
    with _windows(chromium, watch, live_server.url) as open_window:
        yield open_window
    DOOR.shut()


@pytest.fixture
def open_sample(chromium, watch, sample_site):
    """Return a function that opens a window at the sample portal, as visitors get it."""
    with _windows(chromium, watch, sample_site.url) as open_window:
        yield open_window
