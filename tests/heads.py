"""Reading what a page says to machines: labels, links, and data of schema.org."""

import json
from html.parser import HTMLParser


class Head(HTMLParser):
    """Collects the labels of a page, its links in the head, its data, and its breadcrumb."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.labels, self.properties, self.links, self.data = {}, {}, [], []
        self.breadcrumb, self.current, self.heading = [], [], ""
        self._inside, self._script = [], ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "meta" and "name" in given:
            assert given["name"] not in self.labels or given["name"] == "theme-color"
            self.labels[given["name"]] = given["content"]
        elif tag == "meta" and "property" in given:
            self.properties[given["property"]] = given["content"]
        elif tag == "link":
            self.links.append(given)
        if given.get("type") == "application/ld+json":
            self._script = "data"
        if given.get("aria-current") == "page":
            self.current.append(given.get("href", ""))
        if tag == "nav" and "crumbs" in given.get("class", ""):
            self._inside.append("nav")
        elif tag == "li" and self._inside:
            self.breadcrumb.append(["", ""])
        elif tag == "a" and self._inside:
            self.breadcrumb[-1][1] = given["href"]
        elif tag == "h1":
            self._inside.append("h1")

    def handle_data(self, data: str) -> None:
        if self._script:
            self.data.append(json.loads(data))
        elif self._inside == ["nav"] and self.breadcrumb:
            self.breadcrumb[-1][0] += data.strip()
        elif self._inside == ["h1"]:
            self.heading += data

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()
        if tag == "script":
            self._script = ""

    def of_type(self, name: str) -> dict | None:
        """Return the data of a type, wherever on the page it stands."""
        things = [thing for data in self.data for thing in data.get("@graph", [data])]
        return next((thing for thing in things if thing["@type"] == name), None)

    def alternates(self) -> dict[str, str]:
        """Return the page's addresses by language tag."""
        rows = [row for row in self.links if "hreflang" in row]
        return {row["hreflang"]: row["href"] for row in rows}

    def canonical(self) -> str:
        (row,) = [row for row in self.links if row.get("rel") == "canonical"]
        return row["href"]


def read(visitor, address: str, status: int = 200) -> Head:
    response = visitor.get(address)
    assert response.status_code == status, address
    return Head(response.content.decode())
