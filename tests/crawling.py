"""Walking through a portal from its home pages, as a search engine does: no browser, no script."""

import re
from collections import deque
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import parse_qs, urljoin, urlsplit

HOME_PAGES = ("/en/", "/zh/")
# Far more than there are: an address that breeds others ends the walk instead of never ending.
MOST = 3000
# Attributes whose address a browser fetches by itself, or because a link says so.
FETCHED = {"src", "poster", "data"}
FETCHED_LINKS = {"stylesheet", "icon", "apple-touch-icon", "preload", "manifest", "modulepreload"}


@dataclass
class Page:
    """What came back for an address, and what stands in it."""

    status: int
    kind: str
    text: str = ""
    location: str = ""
    title: str = ""
    lang: str = ""
    description: str = ""
    robots: str = ""
    canonical: str = ""
    # Language: address.
    alternates: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


@dataclass
class Crawl:
    """`pages` by address, `listed` what the XML site map names; `reached` from the home pages."""

    url: str
    pages: dict[str, Page]
    listed: list[str]
    reached: set[str]
    # Address: a page that leads there.
    asked_by: dict[str, str]


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page, self._in_title = page, False
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if "id" in given:
            self.page.ids.append(given["id"])
        if tag in ("a", "area") and "href" in given:
            self.page.links.append(given["href"])
        self.page.fetched += [given[name] for name in FETCHED & given.keys()]
        if "srcset" in given:
            self.page.fetched += re.findall(r"(\S+)(?:\s+[\d.]+[wx])?\s*(?:,|$)", given["srcset"])
        getattr(self, f"_on_{tag}", lambda _given: None)(given)

    def _on_html(self, given: dict) -> None:
        self.page.lang = given.get("lang", "")

    def _on_title(self, given: dict) -> None:
        self._in_title = not self.page.title

    def _on_meta(self, given: dict) -> None:
        if given.get("name", "").lower() in ("description", "robots"):
            setattr(self.page, given["name"].lower(), given.get("content", ""))

    def _on_link(self, given: dict) -> None:
        rel = set(given.get("rel", "").split())
        address = given.get("href", "")
        if rel & FETCHED_LINKS:
            self.page.fetched.append(address)
        elif "canonical" in rel:
            self.page.canonical = address
        elif "alternate" in rel and "hreflang" in given:
            self.page.alternates[given["hreflang"]] = address
        else:
            self.page.links.append(address)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.page.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False


class Asker:
    """Asks one server, over one connection."""

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=60)

    def close(self) -> None:
        self._connection.close()

    def get(self, address: str) -> Page:
        self._connection.request("GET", address)
        answer = self._connection.getresponse()
        content = answer.read()
        kind = answer.headers.get_content_type()
        page = Page(answer.status, kind, location=answer.headers.get("Location", ""))
        if kind.startswith("text/") or kind.endswith("xml"):
            page.text = content.decode()
        if kind == "text/html":
            _Reader(page)
        return page


def own(url: str, address: str, base: str = "/") -> str | None:
    """Return path and query of an address on this server, None for one elsewhere."""
    whole = urlsplit(urljoin(url + base, address))
    if whole.scheme not in ("http", "https") or f"{whole.scheme}://{whole.netloc}" != url:
        return None
    return whole.path + (f"?{whole.query}" if whole.query else "")


def _alike(address: str) -> str:
    """Return what one address stands for: of a form that can be filled in for ever, one is enough.

    Later pages of a list are pages of their own.
    """
    path, _, query = address.partition("?")
    names = parse_qs(query, keep_blank_values=True)
    return (
        address
        if set(names) == {"page"} and names["page"][0].isdigit()
        else (path + "?" + "&".join(sorted(names)) if names else path)
    )


def crawl(url: str) -> Crawl:
    """Follow every link from the home pages; then ask for the site map and what pages fetch."""
    with closing(Asker(url)) as asker:
        return _walk(url, asker)


def _walk(url: str, asker: Asker) -> Crawl:
    pages, asked_by, met = {}, {}, set()

    def walk(start: list[str], by: str) -> None:
        waiting = deque((address, by) for address in start)
        while waiting:
            address, leads_here = waiting.popleft()
            if _alike(address) in met:
                continue
            met.add(_alike(address))
            assert len(met) < MOST, f"addresses without end: {address}"
            page = pages[address] = asker.get(address)
            asked_by[address] = leads_here
            for link in [page.location, *page.links] if page.status < 400 else []:
                if link and (found := own(url, link, address)):
                    waiting.append((found, address))

    walk(list(HOME_PAGES), "")
    reached = set(pages)
    listed = [
        own(url, address)
        for part in re.findall(r"<loc>(.*?)</loc>", asker.get("/sitemap.xml").text)
        for address in re.findall(r"<loc>(.*?)</loc>", asker.get(own(url, part)).text)
    ]
    walk(listed, "/sitemap.xml")
    for address, page in list(pages.items()):
        others = [page.canonical, *page.alternates.values(), *page.fetched]
        walk([found for link in others if link and (found := own(url, link, address))], address)
    return Crawl(url, pages, listed, reached, asked_by)
