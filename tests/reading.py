"""A page as it is heard: every text and every attribute that is read out, each in its language."""

from dataclasses import dataclass
from html.parser import HTMLParser

EMPTY = {"br", "img", "input", "link", "meta", "source", "hr", "path", "col", "wbr", "area"}
SILENT = {"script", "style", "template"}
READ_OUT = ("alt", "title", "aria-label", "placeholder", "content", "value", "data-copied", "label")

# What machines alone read.
CODES = {"viewport", "color-scheme", "theme-color", "robots", "og:type", "og:locale"}
# Lists by rule, with commas between their words.
CODES |= {"keywords", "columnkeywords"}


@dataclass(frozen=True)
class Words:
    text: str
    # As the page says it: "en", "zh-Hans".
    lang: str
    # An attribute's name; nothing for the words of an element.
    attribute: str = ""


class _Reader(HTMLParser):
    def __init__(self, content: str) -> None:
        super().__init__()
        self.words: list[Words] = []
        self._open = [("", "")]
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        lang = given.get("lang") or self._open[-1][1]
        if (given.get("name") or given.get("property") or "").lower() not in CODES:
            self.words += [Words(given[name], lang, name) for name in READ_OUT if given.get(name)]
        if tag not in EMPTY:
            self._open.append((tag, lang))

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _lang in self._open]:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        tag, lang = self._open[-1]
        if data.strip() and tag not in SILENT:
            self.words.append(Words(" ".join(data.split()), lang))


def words(content: str) -> list[Words]:
    return _Reader(content).words
