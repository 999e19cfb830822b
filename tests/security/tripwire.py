"""A browser without the site's Content-Security-Policy, in which nothing may happen by itself."""

from urllib.parse import urlsplit

# Set before any page's own scripts, in every frame.
WIRE = """
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = () => { top.__hit = name; };
}
"""
# What stands in a page that no text may bring in. `own` are the site's own scripts.
AUDIT = """root => {
  const ALLOWED = {
    a: ["href", "title", "rel"],
    th: ["colspan", "rowspan", "scope"], td: ["colspan", "rowspan"],
    figure: ["class", "data-picture", "data-alt", "data-decorative"],
    figcaption: ["class"], cite: ["class"], picture: [], source: ["srcset", "sizes", "type"],
    img: ["src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding", "class"],
    div: ["class", "role", "tabindex", "aria-label", "aria-labelledby"], span: ["class", "lang"],
  };
  const ADDRESSES = ["href", "action", "formaction", "src", "data", "xlink:href"];
  // A tooltip and a language do nothing.
  const HARMLESS = ["title", "lang"];
  for (const tag of ["p", "h2", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "br",
    "table", "thead", "tbody", "tr"]) ALLOWED[tag] = [];
  const wrong = [], told = element => element.outerHTML.slice(0, 200);
  const here = location.origin === "null" ? "http://127.0.0.1" : location.origin;
  const isOwn = address => address.startsWith("/") && !/^[/\\\\]{2}|evil/.test(address);
  for (const element of root.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (/^on/i.test(name)) wrong.push(`${name}: ${told(element)}`);
      if (ADDRESSES.includes(name)) {
        const scheme = new URL(value, here + "/").protocol;
        if (!/^(https?|mailto|tel|article):$/.test(scheme)) wrong.push(scheme + told(element));
      }
    }
    const tag = element.localName;
    if (["iframe", "object", "embed", "base", "frame", "applet", "portal"].includes(tag)
        || (tag === "meta" && element.httpEquiv)
        || (tag === "style" && !element.textContent.includes("ProseMirror"))
        || (tag === "script" && element.type !== "application/ld+json"
            && element.type !== "importmap" && element.type !== "application/json"
            && !isOwn(element.getAttribute("src") || "//"))
        || (tag === "link" && new URL(element.href, here + "/").hostname.includes("evil")))
      wrong.push(told(element));
  }
  for (const element of root.querySelectorAll(".prose *, .readonly.prose *")) {
    const allowed = ALLOWED[element.localName];
    if (!allowed) wrong.push(`in a text: ${told(element)}`);
    else for (const name of element.getAttributeNames())
      if (!allowed.includes(name) && !HARMLESS.includes(name))
        wrong.push(`in a text, ${name}: ${told(element)}`);
  }
  return wrong;
}"""
# Opens pages in frames of one page: their scripts run as if each had been opened by itself.
IN_FRAMES = """async ([addresses, audit]) => {
  const look = eval(audit), found = {};
  await Promise.all(addresses.map(async address => {
    const answer = await fetch(address), text = await answer.text();
    const frame = document.createElement("iframe");
    const loaded = new Promise(done => frame.addEventListener("load", done));
    frame.srcdoc = text;
    document.body.append(frame);
    await loaded;
    const wrong = look(frame.contentDocument);
    if (!answer.ok) wrong.push(answer.status);
    if (wrong.length) found[address] = wrong;
    frame.remove();
  }));
  return found;
}"""


class Tripwire:
    """One page of a browser; `assert_untouched` fails if anything has run or was asked for."""

    def __init__(self, context) -> None:
        context.add_init_script(WIRE)
        context.on("request", lambda request: self._request(request.url))
        self.page = context.new_page()
        self.page.on("dialog", self._dialog)
        self.seen = []

    def _request(self, address: str) -> None:
        parts = urlsplit(address)
        is_ours = parts.scheme in ("http", "https") and parts.hostname in ("127.0.0.1", "localhost")
        # A search for a payload has it behind the question mark.
        if not is_ours or "evil" in parts.path:
            self.seen.append(address)

    def _dialog(self, dialog) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def visit(self, address: str, has_editor: bool = False) -> None:
        """Open a page as a person would, and look at what it holds."""
        answer = self.page.goto(address)
        assert answer.status == 200, (address, answer.status)
        if has_editor:
            # The editor builds the text anew from what is stored.
            self.page.locator(".ProseMirror[contenteditable=true]").nth(1).wait_for()
            self.page.wait_for_load_state("networkidle")
        wrong = self.page.evaluate(f"({AUDIT})(document)")
        assert wrong == [], (address, wrong[:5])
        self.assert_untouched(address)

    def visit_all(self, addresses: list[str], at_once: int = 12) -> None:
        """Open many pages, each in a frame of the page that is open."""
        for start in range(0, len(addresses), at_once):
            some = addresses[start : start + at_once]
            found = self.page.evaluate(IN_FRAMES, [some, AUDIT])
            assert found == {}
            self.assert_untouched(some)

    def assert_untouched(self, where) -> None:
        assert self.page.evaluate("top.__hit") is None, where
        assert self.seen == [], (self.seen[:5], where)
