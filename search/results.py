"""The page of results: what the address asks for, and what is shown of it."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import override

import languages
from articles import words
from articles.kinds import kinds
from articles.models import Article, Category
from languages import column
from search import excerpts, finding, tags
from search.finding import Found, Hit

PAGE_SIZE = 20
NEWEST = "newest"


@dataclass(frozen=True)
class Choice:
    """A value by which results can be narrowed, with how many there are."""

    value: str
    label: str
    count: str
    address: str
    is_chosen: bool


class Results:
    """What was found for some words, and the part of it that the address asks for."""

    # What narrows, by the name it has in the address.
    NARROWING = ("in", "kind", "year")

    def __init__(self, query: QueryDict, language: str) -> None:
        self.language = language
        self.q = words.typed(query.get("q", ""))
        self._asked = {name: query.get(name, "") for name in (*self.NARROWING, "sort")}
        self._asked_page = query.get("page", "")

    def address(self, page: int = 1, **changes: str) -> str:
        query = QueryDict(mutable=True)
        given = {"q": self.q, **self.chosen, "sort": self.sort} | changes
        given["page"] = str(page) if page > 1 else ""
        query.update({name: value for name, value in given.items() if value})
        return f"{reverse('search')}?{query.urlencode()}"

    # What was found

    @cached_property
    def found(self) -> Found:
        return finding.find(self.q, self.language)

    @cached_property
    def near(self) -> Found:
        """What holds a part of the words, where nothing holds them all."""
        if self.found.hits:
            return Found(self.found.query)
        return finding.find_near(self.found.query, self.language)

    @property
    def has_words(self) -> bool:
        return bool(self.found.query.clauses)

    @property
    def is_exact(self) -> bool:
        """Whether all hits were looked at, so that every number is the right one."""
        return not self.found.is_cut

    @cached_property
    def instead(self) -> list[dict]:
        """Words that were read as others."""
        return [
            {"typed": typed, "read": read} for typed, read in self.found.instead.items() if read
        ]

    @cached_property
    def hits(self) -> list[Hit]:
        """The hits that the address asks for, in its order."""
        hits = self._narrowed(*self.NARROWING)
        if self.found.is_cut and any(self.chosen.values()):
            # Among the newest there may be few of them: the index is asked for these alone.
            hits = finding.find(self.q, self.language, self._tags()).hits
        if self.sort == NEWEST:
            return sorted(hits, key=lambda hit: hit.published_at, reverse=True)
        return hits

    def _narrowed(self, *names: str) -> list[Hit]:
        chosen = {name: self.chosen[name] for name in names if self.chosen[name]}
        return [
            hit
            for hit in self.found.hits
            if all(self._value(hit, name) == value for name, value in chosen.items())
        ]

    def _tags(self) -> list[str]:
        section, kind, year = (self.chosen[name] for name in self.NARROWING)
        numbers = {each.slug: pk for pk, each in self._sections.items()}
        found = [tags.of_section(numbers[section])] if section else []
        found += [tags.of_kind(kind)] if kind else []
        return [*found, tags.of_year(int(year))] if year else found

    # What it can be narrowed by

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What the address narrows by, as far as there is any of it."""
        return {
            name: value if value in self._values(name) else ""
            for name in self.NARROWING
            for value in [self._asked[name]]
        }

    @property
    def sort(self) -> str:
        return NEWEST if self._asked["sort"] == NEWEST else ""

    @cached_property
    def sections(self) -> list[Choice]:
        found = self._counts("in")
        return [
            self._choice("in", each.slug, str(each), found)
            for each in self._sections.values()
            if each.slug in found or each.slug == self.chosen["in"]
        ]

    @cached_property
    def kinds(self) -> list[Choice]:
        found = self._counts("kind")
        names = {key: capfirst(model._meta.verbose_name_plural) for key, model in kinds().items()}
        return [
            self._choice("kind", key, str(names[key]), found)
            for key in names
            if key in found or key == self.chosen["kind"]
        ]

    @cached_property
    def years(self) -> list[Choice]:
        found = self._counts("year")
        values = sorted({*found, self.chosen["year"]} - {""}, reverse=True)
        return [self._choice("year", year, year, found) for year in values]

    @property
    def on(self) -> int:
        """How many choices of the form are made."""
        return sum(bool(each) for each in (self.chosen["kind"], self.chosen["year"], self.sort))

    @property
    def everything(self) -> str:
        return self.address(**{"in": ""})

    @property
    def cleared(self) -> str:
        return self.address(kind="", year="", sort="")

    @property
    def number(self) -> str:
        return self._shown(len(self.found.hits))

    def _choice(self, name: str, value: str, label: str, found: Counter) -> Choice:
        address = self.address(**{name: value})
        return Choice(value, label, self._shown(found[value]), address, self.chosen[name] == value)

    def _shown(self, number: int) -> str:
        return f"{number}{'' if self.is_exact else '+'}"

    def _counts(self, name: str) -> Counter:
        """Count the values of one kind of choice among what the other choices leave."""
        others = [each for each in self.NARROWING if each != name]
        return Counter(self._value(hit, name) for hit in self._narrowed(*others))

    def _values(self, name: str) -> set[str]:
        return {self._value(hit, name) for hit in self.found.hits}

    def _value(self, hit: Hit, name: str) -> str:
        if name == "in":
            return self._sections[hit.section_id].slug
        return hit.kind if name == "kind" else str(timezone.localtime(hit.published_at).year)

    @cached_property
    def _sections(self) -> dict[int, Category]:
        rows = Category.objects.filter(section=None).order_by("position", "pk")
        return {row.pk: row for row in rows}

    # What is shown

    @cached_property
    def elsewhere(self) -> list[dict]:
        """The other languages in which something is found, and how much."""
        offers = []
        for code in languages.others(self.language):
            number, is_cut = self.found.elsewhere.get(code, (0, False))
            with override(code):
                address = self.address(**{"in": "", "kind": "", "year": ""})
            offer = {"number": number, "address": address}
            offer |= {"tag": languages.html_lang(code), "name": languages.name(code)}
            offers.append(offer | {"shown": f"{number}{'+' * is_cut}"})
        return [offer for offer in offers if offer["number"]]

    @cached_property
    def page(self) -> Page:
        return Paginator(self.hits, PAGE_SIZE).get_page(self._asked_page)

    @cached_property
    def rows(self) -> list[dict]:
        """What is shown: a page of what was found, or what holds a part of the words."""
        hits = list(self.page.object_list) or self.near.hits
        query = self.found.query if self.found.hits else self.near.query
        articles = self._articles([hit.article_id for hit in hits])
        return [
            self._row(hit, articles[hit.article_id], query)
            for hit in hits
            # One may have been taken down between two questions.
            if hit.article_id in articles
        ]

    def _articles(self, numbers: list[int]) -> dict[int, Article]:
        shown = [
            column(name, code)
            for name in ("title", "summary", "body")
            for code in languages.codes()
        ]
        rows = Article.objects.public(self.language).select_related("category__section")
        return rows.only(
            "kind", "slug", "live", "category", column("published_at", self.language), *shown
        ).in_bulk(numbers)

    def _row(self, hit: Hit, article: Article, query: finding.Query) -> dict:
        phrases = query.phrases
        title = getattr(article, column("title", self.language))
        shown_in = hit.met_in or self.language
        return {
            "article": article,
            "is_promoted": hit.is_promoted,
            "title": excerpts.marked(title, excerpts.spans_of(title, phrases)),
            "text": excerpts.of_article(article, shown_in, phrases),
            "met_in": hit.met_in and languages.name(hit.met_in),
            "met_tag": hit.met_in and languages.html_lang(hit.met_in),
        }
