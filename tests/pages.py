"""Reading a page as a person does, and filling in its form as a browser does."""

from html.parser import HTMLParser

from django.utils.translation import gettext, override, pgettext

VOID_OF_TEXT = {"script", "style", "template"}


class _Page(HTMLParser):
    """Collects the words of a page, and of each form what a browser would send."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.words, self.forms, self._open = [], [], []
        self._button = self._textarea = self._select = None
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        self._open.append(tag)
        if tag == "form":
            form = {"id": given.get("id", ""), "action": given.get("action", "")}
            self.forms.append(form | {"data": {}, "buttons": {}, "labels": {}})
        elif self.forms and "disabled" not in given:
            getattr(self, f"_on_{tag}", lambda _given: None)(given)

    def _on_input(self, given: dict) -> None:
        kind, name = given.get("type", "text"), given.get("name")
        if not name or kind in ("file", "submit", "image", "reset"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                self._put(name, given.get("value", "on"))
        else:
            self._put(name, given.get("value") or "")

    def _on_textarea(self, given: dict) -> None:
        self._textarea = given.get("name")
        self._put(self._textarea, "")

    def _on_select(self, given: dict) -> None:
        self._select = given.get("name")

    def _on_option(self, given: dict) -> None:
        data = self.forms[-1]["data"]
        # A browser chooses the first one unless the page chooses another.
        if self._select and ("selected" in given or self._select not in data):
            data[self._select] = given.get("value", "")

    def _on_button(self, given: dict) -> None:
        self._button = (given.get("name"), given.get("value") or "", [])

    def _put(self, name: str, value: str) -> None:
        data = self.forms[-1]["data"]
        if name not in data or value == data[name]:
            data[name] = value
        else:
            known = data[name]
            data[name] = [*(known if isinstance(known, list) else [known]), value]

    def handle_data(self, data: str) -> None:
        if self._textarea:
            # Browsers drop the line break that follows the tag.
            self.forms[-1]["data"][self._textarea] += data.removeprefix("\n")
        elif not VOID_OF_TEXT & set(self._open[-1:]):
            self.words.append(data)
            if self._button:
                self._button[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "button" and self._button:
            name, value, words = self._button
            self.forms[-1]["buttons"][_joined(words)] = (name, value)
            self._button = None
        while tag in self._open and self._open.pop() != tag:
            pass


def _joined(words: list[str]) -> str:
    return " ".join(" ".join(words).split())


def address(article, act: str = "change") -> str:
    """Return where the desk keeps a record; every address carries the live record's id."""
    return f"/admin/{article.kind.replace('.', '/')}/{article.live_pk}/{act}/"


def text(page) -> str:
    """Return the words of a page, with single spaces."""
    return _joined(_Page(page.content.decode()).words)


def form(page, button: str = "") -> dict:
    """Return the form with `button` (its words), or the large one of an admin's page."""
    forms = _Page(page.content.decode()).forms
    found = [
        each
        for each in forms
        if (button and button in each["buttons"]) or (not button and each["id"].endswith("_form"))
    ]
    assert found, f"no button {button!r} among {[list(each['buttons']) for each in forms]}"
    return found[-1]


def shown(page) -> dict:
    """Return what the large form of an admin's page would send if nothing were touched."""
    return form(page)["data"]


def buttons(page) -> list[str]:
    """Return the words of every button on a page."""
    forms = _Page(page.content.decode()).forms
    return [words for each in forms for words in each["buttons"] if words]


def press(browser, page, button: str, **changes):
    """Change some fields, press a button, and return the page that comes."""
    chosen = form(page, button)
    name, value = chosen["buttons"][button]
    data = chosen["data"] | changes | ({name: value} if name else {})
    address = chosen["action"] or page.request["PATH_INFO"]
    return browser.post(address, data, follow=True)


def in_chinese(words: str, context: str = "", **parts) -> str:
    """Return one of our texts in Chinese; fails where nobody has translated it."""
    with override("zh-hans"):
        found = pgettext(context, words) if context else gettext(words)
    assert found != words, f"not translated: {words}"
    return found % parts if parts else found
